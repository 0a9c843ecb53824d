import type { Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';
import { addEndpointService, describeEndpointService, ownEndpointService } from './endpoint-services.ts';
import { type FilterTable, filtered } from './filters.ts';
import { newId } from './ids.ts';
import { owned } from './owned.ts';
import { ec2Page } from './paging.ts';
import { changePrivateDnsName, startVerification } from './private-dns.ts';
import type { SimulatedEndpointService } from './state.ts';
import { specifiedTags, tagsOf } from './tags.ts';

const serviceFilters: FilterTable<SimulatedEndpointService> = {
  'service-id': ({ id }) => id,
  'service-name': ({ name }) => name,
  'service-state': () => 'Available',
};

interface Permission {
  readonly principal: string;
  readonly id: string;
}

const permissionFilters: FilterTable<Permission> = {
  principal: ({ principal }) => principal,
  'principal-type': ({ principal }) => principalType(principal),
};

/** Endpoint services, their permissions and the proof of their private DNS names. */
export const endpointServiceOperations: Operations<typeof import('@aws-sdk/client-ec2')> = {
  CreateVpcEndpointServiceConfiguration: {
    takes: [
      'AcceptanceRequired',
      'PrivateDnsName',
      'NetworkLoadBalancerArns',
      'SupportedIpAddressTypes',
      'ClientToken',
      'TagSpecifications',
    ],
    answer(input, { world, caller, region }) {
      const loadBalancerArns = input.NetworkLoadBalancerArns ?? [];
      const tags = specifiedTags(input.TagSpecifications, 'vpc-endpoint-service');
      if (loadBalancerArns.length === 0)
        refuse('MissingParameter', 'The request must contain the parameter NetworkLoadBalancerArn');
      const service = addEndpointService(world, {
        account: caller.account,
        region,
        acceptanceRequired: input.AcceptanceRequired ?? true,
        ...(input.PrivateDnsName === undefined ? {} : { privateDnsName: input.PrivateDnsName }),
        loadBalancerArns,
        tags: Object.fromEntries(tags),
      });
      return { ServiceConfiguration: describeEndpointService(world, service) };
    },
  },
  DescribeVpcEndpointServiceConfigurations: {
    takes: ['ServiceIds', 'Filters', 'MaxResults', 'NextToken'],
    answer(input, call) {
      const { world } = call;
      const named =
        input.ServiceIds?.map((id) => ownEndpointService(call, id)) ??
        owned(world.ec2.endpointServices, call);
      const kept = filtered(named, input.Filters, serviceFilters, ({ account, id }) =>
        tagsOf(world, account, id),
      );
      const { items, nextToken } = ec2Page(kept, input, { min: 1, max: 1000 }, world);
      return {
        ServiceConfigurations: items.map((service) => describeEndpointService(world, service)),
        NextToken: nextToken,
      };
    },
  },
  ModifyVpcEndpointServiceConfiguration: {
    takes: ['ServiceId', 'PrivateDnsName', 'RemovePrivateDnsName'],
    answer({ ServiceId, PrivateDnsName: name, RemovePrivateDnsName: remove = false }, call) {
      const service = ownEndpointService(call, ServiceId);
      if (remove && name !== undefined)
        refuse('InvalidParameterCombination', 'PrivateDnsName and RemovePrivateDnsName exclude one another');
      if (remove && isConnected(call.world, service))
        refuse(
          'ExistingVpcEndpointConnections',
          `The service ${service.id} has connections, so its private DNS name cannot be removed`,
        );
      if (remove || name !== undefined) changePrivateDnsName(call.world, service, name);
      return { Return: true };
    },
  },
  StartVpcEndpointServicePrivateDnsVerification: {
    takes: ['ServiceId'],
    answer(input, call) {
      const { id, privateDns } = ownEndpointService(call, input.ServiceId);
      if (privateDns === undefined)
        return refuse('InvalidParameter', `The service ${id} has no private DNS name to verify`);
      startVerification(call.world, privateDns);
      return { ReturnValue: true };
    },
  },
  ModifyVpcEndpointServicePermissions: {
    takes: ['ServiceId', 'AddAllowedPrincipals', 'RemoveAllowedPrincipals'],
    answer(input, call) {
      const service = ownEndpointService(call, input.ServiceId);
      const adding = input.AddAllowedPrincipals ?? [];
      for (const principal of adding)
        if (principal !== '*' && !/^arn:[^:]+:iam::\d{12}:(root|user\/.+|role\/.+)$/.test(principal))
          refuse('InvalidPrincipal', `Invalid Principal: '${principal}'`);
      const added = adding
        .filter((principal) => !service.principals.has(principal))
        .map((principal): Permission => ({ principal, id: newId(call.world, 'vpce-svc-perm') }));
      for (const { principal, id } of added) service.principals.set(principal, id);
      for (const principal of input.RemoveAllowedPrincipals ?? []) service.principals.delete(principal);
      return {
        ReturnValue: true,
        AddedPrincipals: added.map(({ principal, id }) => ({
          Principal: principal,
          PrincipalType: principalType(principal),
          ServicePermissionId: id,
          ServiceId: service.id,
        })),
      };
    },
  },
  DescribeVpcEndpointServicePermissions: {
    takes: ['ServiceId', 'Filters', 'MaxResults', 'NextToken'],
    answer(input, call) {
      const service = ownEndpointService(call, input.ServiceId);
      const permissions = [...service.principals].map(([principal, id]): Permission => ({ principal, id }));
      const kept = filtered(permissions, input.Filters, permissionFilters);
      const { items, nextToken } = ec2Page(kept, input, { min: 1, max: 1000 }, call.world);
      return {
        AllowedPrincipals: items.map(({ principal, id }) => ({
          Principal: principal,
          PrincipalType: principalType(principal),
          ServicePermissionId: id,
          ServiceId: service.id,
        })),
        NextToken: nextToken,
      };
    },
  },
};

/** @see https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html */
function isConnected({ ec2 }: World, { id }: SimulatedEndpointService): boolean {
  return [...ec2.endpoints.values()].some(({ serviceId, state }) => serviceId === id && state !== 'Deleting');
}

function principalType(principal: string): 'All' | 'Account' | 'User' | 'Role' {
  if (principal === '*') return 'All';
  if (principal.endsWith(':root')) return 'Account';
  return principal.includes(':user/') ? 'User' : 'Role';
}
