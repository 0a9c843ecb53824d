import { refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';
import type { SimulatedHostedZone } from './state.ts';

/** What public DNS answers at a name: the values of its TXT records, none where there is no such name. */
export function txtOf({ publicDns }: World, name: string): readonly string[] {
  const zones = [...publicDns.zones.values()].filter(({ delegated }) => delegated);
  return [
    ...(publicDns.elsewhere.get(name) ?? []),
    ...zones.flatMap(({ txt }) => txt.get(canonicalName(name)) ?? []),
  ];
}

export interface NewHostedZone {
  readonly id: string;
  readonly account: string;
  /** The domain. */
  readonly name: string;
  readonly delegated?: boolean;
}

/** Puts a public hosted zone into the world, to which the domain above delegates unless told otherwise. */
export function addHostedZone(world: World, zone: NewHostedZone): SimulatedHostedZone {
  const { id, account, name, delegated = true } = zone;
  const added = { id, account, name: canonicalName(name), delegated, txt: new Map() };
  world.publicDns.zones.set(id, added);
  return added;
}

export interface NewTxtRecord {
  /** The full name, with or without a dot at the end. */
  readonly name: string;
  /** Each as it stands in a record set: strings in double quotes. */
  readonly values: readonly string[];
}

/**
 * Makes the TXT records of a name, or changes them, as ChangeResourceRecordSets does.
 * @returns the record's name as public DNS knows it
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html#TXTFormat
 */
export function putTxtRecord(world: World, zoneId: string, { name, values }: NewTxtRecord): string {
  const zone =
    world.publicDns.zones.get(zoneId) ??
    refuse('NoSuchHostedZone', `No hosted zone found with ID: ${zoneId}`, 404);
  const full = canonicalName(name);
  if (full !== zone.name && !full.endsWith(`.${zone.name}`))
    refuse('InvalidChangeBatch', `RRSet with DNS name ${name} is not permitted in zone ${zone.name}.`);
  zone.txt.set(full, values.map(textOf));
  return full;
}

function canonicalName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

/** The text of a value, of which long ones have several parts. */
function textOf(value: string): string {
  const parts = /^\s*(?:"(?:[^"\\]|\\.)*"\s*)+$/.test(value) ? value.match(/"(?:[^"\\]|\\.)*"/g) : null;
  if (parts === null)
    return refuse(
      'InvalidChangeBatch',
      `InvalidCharacterString (Value should be enclosed in quotation marks) encountered with '${value}'`,
    );
  return parts.map((part) => part.slice(1, -1).replace(/\\(.)/g, '$1')).join('');
}
