import type { InputOf } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';
import { canonicalCidr } from './cidr.ts';
import { entriesOf, routesCounted, tablesThatRouteTo } from './prefix-lists.ts';
import type { PrefixListEntry, SimulatedPrefixList } from './state.ts';

type Change = InputOf<typeof import('@aws-sdk/client-ec2'), 'ModifyManagedPrefixList'>;

const maxChanges = 100;

/**
 * Begins a change of a list; its outcome is there when the clock has moved on.
 * @throws Refusal where EC2 refuses the request at once
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyManagedPrefixList.html
 */
export function beginChange(world: World, list: SimulatedPrefixList, change: Change): void {
  const { AddEntries: add, RemoveEntries: remove, MaxEntries: maxEntries, PrefixListName: name } = change;
  const entries = add !== undefined || remove !== undefined;
  if (entries && maxEntries !== undefined)
    refuse(
      'InvalidParameterCombination',
      'You cannot modify the entries and the maximum entries of a prefix list in the same request.',
    );
  if (remove?.length === 0) refuse('InvalidRequest', 'The request received was invalid.');
  for (const part of [add, remove])
    if (part !== undefined && part.length > maxChanges)
      refuse('InvalidParameterValue', `A request may name at most ${maxChanges} entries, not ${part.length}`);
  if (list.state === 'create-in-progress' || list.state === 'modify-in-progress')
    refuse('IncorrectState', `The prefix list ${list.id} cannot be modified in the state ${list.state}.`);
  if (entries && change.CurrentVersion === undefined)
    refuse('MissingParameter', 'The request must contain the parameter CurrentVersion');
  if (change.CurrentVersion !== undefined && change.CurrentVersion !== list.version)
    refuse('PrefixListVersionMismatch', 'The prefix list has the incorrect version number.');
  const next = entries ? changedEntries(world, list, change) : undefined;
  if (maxEntries !== undefined) maySize(world, list, maxEntries);
  list.state = 'modify-in-progress';
  list.stateMessage = undefined;
  world.clock.after(world.latencies.prefixListModifies, () => {
    list.name = name ?? list.name;
    if (maxEntries !== undefined) resize(world, list, maxEntries);
    if (next !== undefined) {
      list.version += 1;
      list.versions.set(list.version, next);
    }
    if (list.state === 'modify-in-progress') list.state = 'modify-complete';
  });
}

function changedEntries(world: World, list: SimulatedPrefixList, change: Change): readonly PrefixListEntry[] {
  const cidrOf = ({ Cidr: cidr = '' }: { readonly Cidr?: string | undefined }) =>
    canonicalCidr(cidr, list.addressFamily);
  const removed = (change.RemoveEntries ?? []).map(cidrOf);
  const added = (change.AddEntries ?? []).map((entry) => ({
    cidr: cidrOf(entry),
    description: entry.Description,
  }));
  if (new Set(added.map(({ cidr }) => cidr)).size < added.length)
    refuse('InvalidParameterValue', 'A CIDR may be added only once in one request');
  for (const { cidr } of added)
    if (removed.includes(cidr))
      refuse('InvalidParameterValue', `The CIDR ${cidr} may not be both added and removed in one request`);
  const entries = new Map(entriesOf(list).map((entry) => [entry.cidr, entry]));
  for (const cidr of removed)
    if (!entries.delete(cidr))
      refuse(
        'InvalidParameterValue',
        `The prefix list ${list.id} has no entry ${cidr} that could be removed`,
      );
  for (const entry of added) {
    if (entries.has(entry.cidr) && world.unknowns.addExistingEntry === 'InvalidParameterValue')
      refuse('InvalidParameterValue', `The prefix list ${list.id} already has an entry ${entry.cidr}`);
    entries.set(entry.cidr, entry);
  }
  if (entries.size > list.maxEntries)
    refuse(
      'PrefixListMaxEntriesExceeded',
      `The prefix list ${list.id} may have at most ${list.maxEntries} entries.`,
    );
  return [...entries.values()];
}

function maySize(world: World, list: SimulatedPrefixList, maxEntries: number): void {
  if (maxEntries < 1 || maxEntries > world.ec2.quotas.prefixListEntries)
    refuse('InvalidParameterValue', `Value (${maxEntries}) for parameter MaxEntries is invalid.`);
  if (entriesOf(list).length > maxEntries)
    refuse('PrefixListMaxEntriesExceeded', `The prefix list ${list.id} has more than ${maxEntries} entries.`);
}

function resize(world: World, list: SimulatedPrefixList, maxEntries: number): void {
  const resized = { id: list.id, maxEntries };
  const full = tablesThatRouteTo(world, list).filter(
    (table) => routesCounted(world, table, list.addressFamily, resized) > world.ec2.quotas.routesPerTable,
  );
  if (full.length === 0 || maxEntries <= list.maxEntries) {
    list.maxEntries = maxEntries;
    return;
  }
  const named = full.slice(0, 10).map(({ id }) => id);
  list.state = 'modify-failed';
  list.stateMessage = `The following resources do not have the capacity for the prefix list: ${named.join(', ')}`;
}
