import { Cidr, overlap } from '../model/cidr.ts';
import { partitionOf } from '../model/partition.ts';
import { deploymentContradictions } from './deployment-contradictions.ts';
import { type Path, printable } from './mistakes.ts';
import { entries, items, member, type Objection } from './objection.ts';
import { repeated, some } from './repeated.ts';

/**
 * What in `jetway.yaml` contradicts itself. It takes the file as it is written, whatever its shape: so that a
 * mistake in one place hides none in another.
 */
export function* contradictions(file: unknown): Generator<Objection> {
  yield* unusableNames(file);
  yield* emptyMaps(file);
  yield* addressSpaces(file);
  yield* partitions(file);
  yield* serviceNames(file);
  for (const [name, profile] of entries(member(file, 'profiles')))
    yield* profileContradictions(file, ['profiles', name], profile);
  yield* deploymentContradictions(file);
}

function* unusableNames(file: unknown): Generator<Objection> {
  // zod leaves this one name out of a map without a word.
  for (const section of ['sites', 'services', 'profiles'])
    for (const [name] of entries(member(file, section)))
      if (name === '__proto__') yield { path: [section, name], of: 'key', expected: 'another name' };
}

function* emptyMaps(file: unknown): Generator<Objection> {
  for (const section of ['sites', 'services', 'profiles']) {
    const value = member(file, section);
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && entries(value).length === 0)
      yield { path: [section], expected: `one or more ${section}` };
  }
}

function* addressSpaces(file: unknown): Generator<Objection> {
  for (const [region, rules] of entries(member(file, 'sites'))) {
    const before: Cidr[] = [];
    for (const [index, item] of items(member(rules, 'addressSpace')).entries()) {
      const { data: cidr } = Cidr.safeParse(item);
      if (cidr === undefined) continue;
      const path = ['sites', region, 'addressSpace', index];
      if (cidr === '0.0.0.0/0')
        yield { path, expected: 'the blocks that your VPCs lie in, not every address' };
      const other = before.find((earlier) => overlap(earlier, cidr));
      if (other !== undefined) yield { path, expected: `a block that does not overlap ${other}` };
      before.push(cidr);
    }
  }
}

function* partitions(file: unknown): Generator<Objection> {
  const regions = entries(member(file, 'sites')).map(([region]) => region);
  const [first, ...others] = regions;
  for (const region of others)
    if (first !== undefined && partitionOf(region).name !== partitionOf(first).name)
      yield {
        path: ['sites', region],
        of: 'key',
        expected: `a Region of the same partition as ${first}, because an organization is in one partition`,
      };
}

function* serviceNames(file: unknown): Generator<Objection> {
  const services = new Map<unknown, string>();
  for (const [name, service] of entries(member(file, 'services'))) {
    const dnsName = member(service, 'privateDnsName');
    const other = services.get(dnsName);
    if (typeof dnsName === 'string' && other !== undefined)
      yield {
        path: ['services', name, 'privateDnsName'],
        expected: `a name of its own: the service ${printable(other)} has this one`,
      };
    services.set(dnsName, other ?? name);
    yield* repeated(['services', name, 'ports'], member(service, 'ports'));
  }
}

function* profileContradictions(file: unknown, path: Path, profile: unknown): Generator<Objection> {
  for (const section of ['sites', 'services']) {
    const known = entries(member(file, section)).map(([name]) => name);
    const used = member(profile, section);
    yield* repeated([...path, section], used);
    for (const [index, name] of items(used).entries())
      if (typeof name === 'string' && known.length > 0 && !known.includes(name))
        yield {
          path: [...path, section, index],
          expected: `one of the ${section} of this file: ${some(known)}`,
        };
  }
  yield* organizationalUnits([...path, 'organizationalUnits'], member(profile, 'organizationalUnits'));
  yield* exclusions(file, [...path, 'exclude'], member(profile, 'exclude'));
  if (member(profile, 'principals') === 'organizationalUnits') yield* ouPrincipals(file, path, profile);
}

function* organizationalUnits(path: Path, units: unknown): Generator<Objection> {
  yield* repeated(path, units);
  const roots = items(units).map((unit) =>
    typeof unit === 'string' ? /^(?:r|ou)-([0-9a-z]+)/.exec(unit)?.[1] : undefined,
  );
  const first = roots.find((root) => root !== undefined);
  for (const [index, root] of roots.entries())
    if (root !== first && root !== undefined)
      yield { path: [...path, index], expected: `an OU under the same root as the others, r-${first}` };
}

function* exclusions(file: unknown, path: Path, excluded: unknown): Generator<Objection> {
  yield* repeated(path, excluded);
  const provider = member(member(file, 'provider'), 'account');
  for (const [index, account] of items(excluded).entries())
    if (typeof account === 'string' && account === provider)
      yield { path: [...path, index], expected: 'no provider account, because it is never a consumer' };
}

/** RAM then shares with every account of the OUs, and only where sharing with the organization is on. */
function* ouPrincipals(file: unknown, path: Path, profile: unknown): Generator<Objection> {
  const principals = [...path, 'principals'];
  const found = 'organizationalUnits';
  const optIn = member(profile, 'optIn');
  if (optIn === undefined || (typeof optIn === 'object' && optIn !== null))
    yield { path: principals, found: `${found} without optIn: all`, expected: 'accounts, or optIn: all' };
  if (items(member(profile, 'exclude')).length > 0)
    yield { path: principals, found: `${found} beside exclude`, expected: 'accounts, or nothing in exclude' };
  if (member(member(file, 'organization'), 'resourceSharing') === 'invitations')
    yield {
      path: principals,
      found: `${found} beside resourceSharing: invitations`,
      expected: 'accounts, because only accounts can be invited',
    };
}
