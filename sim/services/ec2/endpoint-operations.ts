import type { UnsuccessfulItem } from '@aws-sdk/client-ec2';
import type { Operations } from '../../operation.ts';
import { notModelled, refuse } from '../../refusal.ts';
import { createEndpoint } from './endpoint-creation.ts';
import { ownEndpointService } from './endpoint-services.ts';
import { becomePending, deleteEndpoint, describeEndpoint, dnsEntries, findOwnEndpoint } from './endpoints.ts';
import { type FilterTable, filtered } from './filters.ts';
import { owned } from './owned.ts';
import { ec2Page } from './paging.ts';
import type { SimulatedEndpoint } from './state.ts';
import { tagsOf } from './tags.ts';

// The filters' values begin in lower case where the states of the model do not, and EC2 takes either.
const bothCases = (state: string) => [state, `${state.charAt(0).toLowerCase()}${state.slice(1)}`];

const endpointFilters: FilterTable<SimulatedEndpoint> = {
  'service-name': ({ serviceName }) => serviceName,
  'vpc-id': ({ vpcId }) => vpcId,
  'vpc-endpoint-id': ({ id }) => id,
  'vpc-endpoint-state': ({ state }) => bothCases(state),
  'vpc-endpoint-type': () => 'Interface',
};

const connectionFilters: FilterTable<SimulatedEndpoint> = {
  'service-id': ({ serviceId }) => serviceId,
  'vpc-endpoint-id': ({ id }) => id,
  'vpc-endpoint-owner': ({ account }) => account,
  'vpc-endpoint-state': ({ state }) => bothCases(state),
};

/** Interface endpoints, and the connections that the owner of a service sees. */
export const endpointOperations: Operations<typeof import('@aws-sdk/client-ec2')> = {
  DescribeVpcEndpoints: {
    takes: ['VpcEndpointIds', 'Filters', 'MaxResults', 'NextToken'],
    answer(input, call) {
      const { world } = call;
      const named =
        input.VpcEndpointIds?.map(
          (id) =>
            findOwnEndpoint(call, id) ??
            refuse('InvalidVpcEndpointId.NotFound', `The Vpc Endpoint Id '${id}' does not exist`),
        ) ?? owned(world.ec2.endpoints, call);
      const kept = filtered(named, input.Filters, endpointFilters, ({ account, id }) =>
        tagsOf(world, account, id),
      );
      const { items, nextToken } = ec2Page(kept, input, { min: 1, max: 1000 }, world);
      return {
        VpcEndpoints: items.map((endpoint) => describeEndpoint(world, endpoint)),
        NextToken: nextToken,
      };
    },
  },
  CreateVpcEndpoint: {
    takes: [
      'VpcId',
      'ServiceName',
      'VpcEndpointType',
      'SubnetIds',
      'SecurityGroupIds',
      'PrivateDnsEnabled',
      'ClientToken',
      'TagSpecifications',
    ],
    answer(input, call) {
      if (input.VpcEndpointType !== 'Interface')
        notModelled(`VPC endpoints of the type ${input.VpcEndpointType ?? 'Gateway'}`);
      const endpoint = createEndpoint(call, input);
      return { VpcEndpoint: describeEndpoint(call.world, endpoint) };
    },
  },
  DeleteVpcEndpoints: {
    takes: ['VpcEndpointIds'],
    answer({ VpcEndpointIds: ids = [] }, call) {
      const unsuccessful = ids.filter((id) => findOwnEndpoint(call, id) === undefined);
      for (const id of ids) {
        const endpoint = findOwnEndpoint(call, id);
        if (endpoint !== undefined && endpoint.state !== 'Deleting') deleteEndpoint(call.world, endpoint);
      }
      return {
        Unsuccessful: unsuccessful.map(noEndpoint),
      };
    },
  },
  AcceptVpcEndpointConnections: {
    takes: ['ServiceId', 'VpcEndpointIds'],
    answer(input, call) {
      const { id: serviceId } = ownEndpointService(call, input.ServiceId);
      const unsuccessful: string[] = [];
      for (const id of input.VpcEndpointIds ?? []) {
        const endpoint = call.world.ec2.endpoints.get(id);
        if (endpoint?.serviceId === serviceId && endpoint.state === 'PendingAcceptance')
          becomePending(call.world, endpoint);
        else unsuccessful.push(id);
      }
      return { Unsuccessful: unsuccessful.map(noEndpoint) };
    },
  },
  DescribeVpcEndpointConnections: {
    takes: ['Filters', 'MaxResults', 'NextToken'],
    answer(input, call) {
      const { world } = call;
      const services = owned(world.ec2.endpointServices, call).map(({ id }) => id);
      const connected = [...world.ec2.endpoints.values()].filter(
        ({ serviceId }) => serviceId !== undefined && services.includes(serviceId),
      );
      const kept = filtered(connected, input.Filters, connectionFilters);
      const { items, nextToken } = ec2Page(kept, input, { min: 1, max: 1000 }, world);
      return {
        VpcEndpointConnections: items.map((endpoint) => ({
          ServiceId: endpoint.serviceId,
          VpcEndpointId: endpoint.id,
          VpcEndpointOwner: endpoint.account,
          VpcEndpointState: endpoint.state,
          CreationTimestamp: new Date(endpoint.createdAtMs),
          DnsEntries: dnsEntries(world, endpoint),
          NetworkLoadBalancerArns: [...ownEndpointService(call, endpoint.serviceId).loadBalancerArns],
          IpAddressType: 'ipv4',
          VpcEndpointRegion: endpoint.region,
        })),
        NextToken: nextToken,
      };
    },
  },
};

function noEndpoint(id: string): UnsuccessfulItem {
  return {
    ResourceId: id,
    Error: { Code: 'InvalidVpcEndpoint.NotFound', Message: `The Vpc Endpoint Id '${id}' does not exist` },
  };
}
