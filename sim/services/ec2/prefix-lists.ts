import type { ManagedPrefixList } from '@aws-sdk/client-ec2';
import type { Call } from '../../call.ts';
import { refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';
import { isSharedWith } from '../ram/shares.ts';
import { type AddressFamily, canonicalCidr } from './cidr.ts';
import { newId } from './ids.ts';
import type { PrefixListEntry, SimulatedPrefixList, SimulatedRouteTable } from './state.ts';
import { putTags, tagList } from './tags.ts';

export interface NewPrefixList {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly maxEntries: number;
  readonly cidrs?: readonly string[];
  readonly addressFamily?: AddressFamily;
  readonly tags?: Readonly<Record<string, string>>;
  readonly id?: string;
}

/** Makes a customer-managed prefix list at once, in its first version. */
export function addPrefixList(
  world: World,
  { account, region, name, maxEntries, cidrs = [], addressFamily = 'IPv4', tags = {}, id }: NewPrefixList,
): SimulatedPrefixList {
  const entries = cidrs.map((cidr) => ({ cidr: canonicalCidr(cidr, addressFamily), description: undefined }));
  const list: SimulatedPrefixList = {
    id: id ?? newId(world, 'pl'),
    account,
    region,
    name,
    addressFamily,
    state: 'create-complete',
    stateMessage: undefined,
    maxEntries,
    version: 1,
    versions: new Map([[1, entries]]),
  };
  world.ec2.prefixLists.set(list.id, list);
  putTags(world, account, list.id, Object.entries(tags));
  return list;
}

/** The entries that are in force. */
export function entriesOf({ version, versions }: SimulatedPrefixList): readonly PrefixListEntry[] {
  return versions.get(version) ?? [];
}

export function prefixListArn({ partition }: World, { region, account, id }: SimulatedPrefixList): string {
  return `arn:${partition}:ec2:${region}:${account}:prefix-list/${id}`;
}

/** Whether the caller sees a list: its own, or one that is shared with it. */
export function seesPrefixList({ world, caller, region }: Call, list: SimulatedPrefixList): boolean {
  if (list.region !== region) return false;
  return list.account === caller.account || isSharedWith(world, prefixListArn(world, list), caller.account);
}

/** A list that the caller sees. */
export function visiblePrefixList(call: Call, id: string | undefined): SimulatedPrefixList {
  const list = call.world.ec2.prefixLists.get(id ?? '');
  return list !== undefined && seesPrefixList(call, list)
    ? list
    : refuse('InvalidPrefixListID.NotFound', `The prefix list ID '${id}' does not exist`);
}

/** A list that the caller may change. */
export function ownPrefixList(call: Call, id: string | undefined): SimulatedPrefixList {
  const list = visiblePrefixList(call, id);
  return list.account === call.caller.account
    ? list
    : refuse('UnauthorizedOperation', 'You are not authorized to perform this operation.', 403);
}

/** The route tables, of any account, that route to a list. */
export function tablesThatRouteTo(world: World, { id }: SimulatedPrefixList): SimulatedRouteTable[] {
  return [...world.ec2.routeTables.values()].filter(({ routes }) =>
    routes.some(({ destination }) => destination === id),
  );
}

/**
 * How many routes of one address family a table holds, as its quota counts them: a list weighs as much as it may hold.
 * @param resized a list's size that is not yet in force
 */
export function routesCounted(
  world: World,
  { routes }: SimulatedRouteTable,
  family: AddressFamily,
  resized?: { readonly id: string; readonly maxEntries: number },
): number {
  let counted = 0;
  for (const { destination } of routes) {
    const list = world.ec2.prefixLists.get(destination);
    const familyOfRoute = list?.addressFamily ?? (destination.includes(':') ? 'IPv6' : 'IPv4');
    if (familyOfRoute !== family) continue;
    counted += destination === resized?.id ? resized.maxEntries : (list?.maxEntries ?? 1);
  }
  return counted;
}

/** A list as everybody sees it, with the caller's tags. */
export function describePrefixList({ world, caller }: Call, list: SimulatedPrefixList): ManagedPrefixList {
  return {
    PrefixListId: list.id,
    PrefixListArn: prefixListArn(world, list),
    PrefixListName: list.name,
    OwnerId: list.account,
    AddressFamily: list.addressFamily,
    State: list.state,
    StateMessage: list.stateMessage,
    MaxEntries: list.maxEntries,
    Version: list.version,
    Tags: tagList(world, caller.account, list.id),
  };
}
