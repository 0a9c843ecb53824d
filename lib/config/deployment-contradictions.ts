import { Cidr, contains, overlap } from '../model/cidr.ts';
import type { Path } from './mistakes.ts';
import { entries, items, member, type Objection } from './objection.ts';
import { repeated, some } from './repeated.ts';

/** What the parts of `jetway.yaml` that only a deployment needs have against the rest of it, or themselves. */
export function* deploymentContradictions(file: unknown): Generator<Objection> {
  const sites = entries(member(file, 'sites'));
  const regions = sites.map(([region]) => region);
  yield* site(['provider', 'region'], member(member(file, 'provider'), 'region'), regions);
  yield* operators(file);
  yield* sampleConsumer(file, regions);
  for (const [region, rules] of sites) {
    const deploy = member(rules, 'deploy');
    if (typeof deploy === 'object' && deploy !== null)
      yield* siteDeployment(file, region, deploy, ['sites', region, 'deploy']);
  }
}

function* site(path: Path, named: unknown, regions: readonly string[]): Generator<Objection> {
  if (typeof named === 'string' && regions.length > 0 && !regions.includes(named))
    yield { path, expected: `one of the sites of this file: ${some(regions)}` };
}

function* operators(file: unknown): Generator<Objection> {
  const path = ['roles', 'operators'];
  const roles = member(member(file, 'roles'), 'operators');
  const account = member(member(file, 'provider'), 'account');
  yield* repeated(path, roles);
  for (const [index, role] of items(roles).entries())
    if (typeof role === 'string' && typeof account === 'string' && role.split(':')[4] !== account)
      yield { path: [...path, index], expected: `a role of the provider account, ${account}` };
}

function* sampleConsumer(file: unknown, regions: readonly string[]): Generator<Objection> {
  const sample = member(file, 'sampleConsumer');
  const [region, cidr] = [member(sample, 'site'), Cidr.safeParse(member(sample, 'cidr')).data];
  yield* site(['sampleConsumer', 'site'], region, regions);
  if (member(sample, 'account') === member(member(file, 'provider'), 'account') && sample !== undefined)
    yield { path: ['sampleConsumer', 'account'], expected: 'another account than the provider’s' };
  if (cidr === undefined || typeof region !== 'string') return;
  const rules = member(member(file, 'sites'), region);
  const space = cidrs(member(rules, 'addressSpace'));
  if (space.length > 0 && !space.some((block) => contains(block, cidr)))
    yield { path: ['sampleConsumer', 'cidr'], expected: `a block in the address space of ${region}` };
  const provider = cidrs([member(member(member(rules, 'deploy'), 'vpc'), 'cidr')]);
  if (provider.some((one) => overlap(one, cidr)))
    yield { path: ['sampleConsumer', 'cidr'], expected: `a block that does not overlap the provider’s VPC` };
}

function* siteDeployment(file: unknown, region: string, deploy: object, path: Path): Generator<Objection> {
  const vpc = member(deploy, 'vpc');
  const made = Cidr.safeParse(member(vpc, 'cidr')).data;
  const bits = Number(made?.split('/')[1]);
  if (made !== undefined && (bits < 16 || bits > 24))
    yield { path: [...path, 'vpc', 'cidr'], expected: 'a block of /16 to /24, which holds four subnets' };
  for (const list of ['cidrs', 'subnets', 'routeTables'])
    yield* repeated([...path, 'vpc', list], member(vpc, list));
  const transitGateway = member(deploy, 'transitGateway');
  if (made !== undefined && member(transitGateway, 'attachment') !== undefined)
    yield {
      path: [...path, 'transitGateway', 'attachment'],
      expected: 'no attachment, because the VPC is made and so is its attachment',
    };
  const tables = member(transitGateway, 'routeTables');
  if (member(tables, 'consumers') !== undefined && member(tables, 'consumers') === member(tables, 'provider'))
    yield {
      path: [...path, 'transitGateway', 'routeTables', 'provider'],
      expected: 'another route table than the consumers’, or consumers reach one another',
    };
  yield* offered(file, region, deploy, path);
}

/** Every service that a profile offers in the site has something behind it, and no name is made up. */
function* offered(file: unknown, region: string, deploy: object, path: Path): Generator<Objection> {
  const known = entries(member(file, 'services')).map(([name]) => name);
  const profiles = entries(member(file, 'profiles')).filter(([, profile]) => {
    const sites = member(profile, 'sites');
    return sites === undefined || items(sites).includes(region);
  });
  const wanted = new Set(
    profiles.flatMap(([, profile]) => {
      const services = member(profile, 'services');
      return services === undefined ? known : items(services).filter((one) => typeof one === 'string');
    }),
  );
  const behind = member(deploy, 'services');
  const there = entries(behind).map(([name]) => name);
  const missing = [...wanted].filter((name) => known.includes(name) && !there.includes(name));
  if (missing.length > 0 && typeof behind === 'object' && behind !== null)
    yield {
      path: [...path, 'services'],
      found: `no ${some(missing)}`,
      expected: 'what is behind every service that a profile offers in this site',
    };
  yield* madeUp([...path, 'services'], there, known);
  yield* madeUp(
    [...path, 'profiles'],
    entries(member(deploy, 'profiles')).map(([name]) => name),
    profiles.map(([name]) => name),
  );
}

function* madeUp(path: Path, names: readonly string[], known: readonly string[]): Generator<Objection> {
  for (const name of names)
    if (known.length > 0 && !known.includes(name))
      yield { path: [...path, name], of: 'key', expected: `one of ${some(known)}` };
}

function cidrs(list: unknown): readonly Cidr[] {
  return items(list).flatMap((item) => Cidr.safeParse(item).data ?? []);
}
