import type { TagSpecification } from '@aws-sdk/client-ec2';
import type { Call } from '../../call.ts';
import type { World } from '../../world.ts';
import type { Need } from '../iam/need.ts';
import { tagsOf } from './tags.ts';

/** The types of resources in ARNs, by the prefixes of their ids. */
const typeByPrefix = {
  pl: 'prefix-list',
  rtb: 'route-table',
  sg: 'security-group',
  subnet: 'subnet',
  tgw: 'transit-gateway',
  'tgw-attach': 'transit-gateway-attachment',
  'tgw-rtb': 'transit-gateway-route-table',
  vpc: 'vpc',
  vpce: 'vpc-endpoint',
  'vpce-svc': 'vpc-endpoint-service',
} as const;

type Prefix = keyof typeof typeByPrefix;
type ResourceType = (typeof typeByPrefix)[Prefix];

/** Of a request that names nothing, for the operation to refuse. */
const nothingNamed: Need = { resource: '*' };

/** A permission on a resource that a request names, with the tags that the caller sees on it. */
export function on(call: Call, type: ResourceType, id: string | undefined): Need {
  if (id === undefined) return nothingNamed;
  const { world, caller } = call;
  const vpcId = (world.ec2.subnets.get(id) ?? world.ec2.routeTables.get(id))?.vpcId;
  return {
    resource: arnOf(call, type, id),
    ...(type !== 'security-group' && { resourceTags: tagsOf(world, caller.account, id) }),
    ...(vpcId !== undefined && { context: { 'ec2:Vpc': arnOf(call, 'vpc', vpcId) } }),
  };
}

export function onEach(call: Call, type: ResourceType, ids: readonly string[] = []): readonly Need[] {
  return ids.length === 0 ? [nothingNamed] : ids.map((id) => on(call, type, id));
}

/** A permission on whatever an id names. */
export function onAny(call: Call, id: string): Need {
  const prefix = /^(.+)-/.exec(id)?.[1] ?? '';
  return isPrefix(prefix) ? on(call, typeByPrefix[prefix], id) : nothingNamed;
}

/** The permissions to make a resource and, where the request has tags for it, to tag it in that moment. */
export function making(
  call: Call,
  operation: string,
  type: ResourceType,
  specifications: readonly TagSpecification[] = [],
): readonly Need[] {
  const tags = specifications
    .filter(({ ResourceType }) => ResourceType === type)
    .flatMap(({ Tags = [] }) => Tags);
  const made = { resource: arnOf(call, type, '*'), resourceTags: new Map() };
  if (tags.length === 0) return [made];
  const tagged = { ...made, requestTags: tagMap(tags) };
  return [tagged, { ...tagged, action: 'ec2:CreateTags', context: { 'ec2:CreateAction': operation } }];
}

export function tagMap(
  tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[],
): ReadonlyMap<string, string> {
  return new Map(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}

function isPrefix(text: string): text is Prefix {
  return Object.hasOwn(typeByPrefix, text);
}

function arnOf({ world, caller, region }: Call, type: ResourceType, id: string): string {
  return `arn:${world.partition}:ec2:${region}:${ownerOf(world, id) ?? caller.account}:${type}/${id}`;
}

/** Whom a resource belongs to; an attachment belongs to whoever made it, the owner of its VPC. */
function ownerOf({ ec2 }: World, id: string): string | undefined {
  const { gateways, attachments, routeTables } = ec2.gateway;
  const owned =
    ec2.vpcs.get(id) ??
    ec2.subnets.get(id) ??
    ec2.routeTables.get(id) ??
    ec2.prefixLists.get(id) ??
    ec2.endpoints.get(id) ??
    ec2.endpointServices.get(id) ??
    gateways.get(routeTables.get(id)?.gatewayId ?? id);
  return owned?.account ?? attachments.get(id)?.vpcAccount;
}
