import type { Configuration } from './configuration.ts';
import type { Path } from './mistakes.ts';
import { items, member, type Objection } from './objection.ts';
import { repeated, some } from './repeated.ts';

/** What in a site contradicts the configuration, or itself; the site is taken as it is written, whatever its shape. */
export function* siteContradictions(site: unknown, configuration: Configuration): Generator<Objection> {
  const { name, organization, provider, sites } = configuration;
  yield* other(site, 'name', name, `${name}, the name in jetway.yaml`);
  yield* other(
    site,
    'organization',
    organization.id,
    `${organization.id}: this is a site of another organization`,
  );
  yield* other(
    site,
    'providerAccount',
    provider.account,
    `${provider.account}: this is a site of another provider account`,
  );
  yield* deployed(site, configuration);
  yield* repeated(['providerCidrs'], member(site, 'providerCidrs'));

  const region = member(site, 'region');
  if (typeof region !== 'string') return;
  const rules = sites.find((one) => one.region === region);
  if (rules === undefined)
    yield { path: ['region'], expected: `a site of jetway.yaml: ${some(sites.map((one) => one.region))}` };
  // In another account or Region every ARN would be wrong as well, and say no more.
  else if (member(site, 'providerAccount') === provider.account) yield* owned(site);
  if (rules?.returnRoutes === 'exact' && member(site, 'prefixList') === undefined)
    yield {
      path: ['prefixList'],
      expected: `a prefix list, because the return routes of ${region} are exact`,
    };
}

function* other(site: unknown, key: string, wanted: string, expected: string): Generator<Objection> {
  const found = member(site, key);
  if (typeof found === 'string' && found !== wanted) yield { path: [key], expected };
}

/** What jetway.yaml has no longer may still be there: its consumers have yet to lose it. */
function* deployed(site: unknown, configuration: Configuration): Generator<Objection> {
  const region = member(site, 'region');
  const profiles = configuration.profiles.filter(({ sites }) => sites.some((one) => one === region));
  const wanted = {
    profiles: profiles.map(({ name }) => name),
    services: configuration.services
      .map(({ name }) => name)
      .filter((name) => profiles.some(({ services }) => services.includes(name))),
  };
  for (const [key, names] of Object.entries(wanted)) {
    const list = member(site, key);
    if (!Array.isArray(list)) continue;
    const there = items(list).map((item) => member(item, 'name'));
    const missing = names.filter((name) => !there.includes(name));
    if (missing.length > 0)
      yield {
        path: [key],
        found: `no ${some(missing)}`,
        expected: `every one of the ${key} that jetway.yaml has in this site`,
      };
    for (const part of ['name', 'id']) yield* unlike(key, list, part);
  }
}

function* unlike(key: string, list: unknown, part: string): Generator<Objection> {
  const seen = new Set<unknown>();
  for (const [index, item] of items(list).entries()) {
    const value = member(item, part);
    if (typeof value === 'string' && seen.has(value))
      yield { path: [key, index, part], expected: 'each one once' };
    seen.add(value);
  }
}

/** A share or a profile is the provider account's own, in the site's Region; a profile's ARN is that of its id. */
function* owned(site: unknown): Generator<Objection> {
  const account = member(site, 'providerAccount');
  const region = member(site, 'region');
  const here = (arn: string) => arn.split(':')[3] === region && arn.split(':')[4] === account;
  const profiles = items(member(site, 'profiles'));
  const paths: readonly Path[] = [
    ['transitGateway', 'share'],
    ...profiles.flatMap((_, index) => ['arn', 'share'].map((key) => ['profiles', index, key])),
  ];
  for (const path of paths) {
    const arn = path.reduce<unknown>(member, site);
    if (typeof arn === 'string' && arn.startsWith('arn:') && !here(arn))
      yield { path, expected: 'an ARN of this Region and of the provider account' };
  }
  for (const [index, profile] of profiles.entries()) {
    const id = member(profile, 'id');
    const arn = member(profile, 'arn');
    if (typeof id === 'string' && typeof arn === 'string' && !arn.endsWith(`/${id}`))
      yield { path: ['profiles', index, 'arn'], expected: 'the ARN of the profile that id names' };
  }
}
