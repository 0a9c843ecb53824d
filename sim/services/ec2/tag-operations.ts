import type { ResourceType } from '@aws-sdk/client-ec2';
import type { Call } from '../../call.ts';
import type { Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import { type FilterTable, filtered } from './filters.ts';
import { ec2Page } from './paging.ts';
import { seesPrefixList } from './prefix-lists.ts';
import { dropTag, putTags } from './tags.ts';

interface TaggedResource {
  readonly id: string;
  readonly type: ResourceType;
  readonly key: string;
  readonly value: string;
}

const tagFilters: FilterTable<TaggedResource> = {
  key: ({ key }) => key,
  'resource-id': ({ id }) => id,
  'resource-type': ({ type }) => type,
  value: ({ value }) => value,
};

/** Tags of whatever the caller sees; each account's tags of a shared resource are its own. */
export const tagOperations: Operations<typeof import('@aws-sdk/client-ec2')> = {
  CreateTags: {
    takes: ['Resources', 'Tags'],
    answer({ Resources: ids = [], Tags: tags = [] }, call) {
      if (ids.length > 1000) refuse('InvalidParameterValue', 'A request may tag at most 1000 resources');
      for (const id of ids) typeSeen(call, id);
      for (const { Key: key = '' } of tags)
        if (key === '' || key.length > 128 || key.startsWith('aws:'))
          refuse('InvalidParameterValue', `Value ( ${key} ) for parameter key is invalid.`);
      const pairs = tags.map(({ Key: key = '', Value: value = '' }) => [key, value] as const);
      for (const id of ids) putTags(call.world, call.caller.account, id, pairs);
      return {};
    },
  },
  DeleteTags: {
    takes: ['Resources', 'Tags'],
    answer({ Resources: ids = [], Tags: tags }, call) {
      const { world, caller } = call;
      for (const id of ids) typeSeen(call, id);
      for (const id of ids) {
        if (tags === undefined) world.ec2.tags.delete(`${caller.account}/${id}`);
        for (const { Key: key = '', Value: value } of tags ?? [])
          dropTag(world, caller.account, id, key, value);
      }
      return {};
    },
  },
  DescribeTags: {
    takes: ['Filters', 'MaxResults', 'NextToken'],
    answer(input, call) {
      const { world, caller } = call;
      const all = [...world.ec2.tags].flatMap(([place, tags]) => {
        const [account, id = ''] = place.split('/');
        const type = account === caller.account ? seen(call, id) : undefined;
        return type === undefined ? [] : [...tags].map(([key, value]) => ({ id, type, key, value }));
      });
      const kept = filtered(all, input.Filters, tagFilters);
      const { items, nextToken } = ec2Page(kept, input, { min: 5, max: 1000 }, world);
      return {
        Tags: items.map(({ id, type, key, value }) => ({
          ResourceId: id,
          ResourceType: type,
          Key: key,
          Value: value,
        })),
        NextToken: nextToken,
      };
    },
  },
};

function typeSeen(call: Call, id: string): ResourceType {
  return seen(call, id) ?? refuse('InvalidID', `The ID '${id}' is not valid`);
}

/** The type of a resource that the caller sees in the Region of the call. */
function seen(call: Call, id: string): ResourceType | undefined {
  const { ec2 } = call.world;
  const { account } = call.caller;
  const own = (
    resource: { readonly account: string; readonly region: string } | undefined,
    type: ResourceType,
  ) => (resource?.account === account && resource.region === call.region ? type : undefined);
  const list = ec2.prefixLists.get(id);
  if (list !== undefined) return seesPrefixList(call, list) ? 'prefix-list' : undefined;
  const attachment = ec2.gateway.attachments.get(id);
  if (attachment?.vpcAccount === account && attachment.region === call.region)
    return 'transit-gateway-attachment';
  const gatewayOf = (resource: { readonly gatewayId: string } | undefined) =>
    ec2.gateway.gateways.get(resource?.gatewayId ?? '');
  return (
    own(ec2.vpcs.get(id), 'vpc') ??
    own(ec2.subnets.get(id), 'subnet') ??
    own(ec2.routeTables.get(id), 'route-table') ??
    own(ec2.endpoints.get(id), 'vpc-endpoint') ??
    own(ec2.endpointServices.get(id), 'vpc-endpoint-service') ??
    own(ec2.gateway.gateways.get(id), 'transit-gateway') ??
    own(gatewayOf(attachment), 'transit-gateway-attachment') ??
    own(gatewayOf(ec2.gateway.routeTables.get(id)), 'transit-gateway-route-table')
  );
}
