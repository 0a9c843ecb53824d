import type { AccountView } from '../decide/account-view.ts';
import type { Sighting } from '../decide/sighting.ts';
import { decideVpcs } from '../decide/vpcs.ts';
import type { Cidr } from '../model/cidr.ts';
import { entryOwner } from '../model/entry-owner.ts';
import { isEstablished } from '../model/network.ts';
import { read, valueOr } from '../model/observation.ts';
import { observeProvider, type ProviderSide } from '../observe/provider.ts';
import { overlapsAmong } from '../observe/unrouted.ts';
import type { Scope, SiteLook, Surroundings } from './scope.ts';

/**
 * The views, with the two details that are worth a call only where something is to change: the prefix list's size,
 * and whose routes overlap a CIDR that is not routed.
 */
export async function detailed(
  sightings: readonly Sighting[],
  sites: readonly SiteLook[],
  scope: Scope,
  surroundings: Surroundings,
): Promise<readonly AccountView[]> {
  const details = new Map(
    await Promise.all(
      sites.map(async (look) => {
        const here = sightings.filter(({ site }) => site.region === look.site.region);
        return [look.site.region, await detailsOf(here, look, scope, surroundings)] as const;
      }),
    ),
  );
  return sightings.map((sighting) => {
    const provider = { ...sighting.provider, ...details.get(sighting.site.region) };
    return { ...sighting, provider, vpcs: decideVpcs({ ...sighting, provider }) };
  });
}

async function detailsOf(
  sightings: readonly Sighting[],
  look: SiteLook,
  { accounts }: Scope,
  { ports }: Surroundings,
): Promise<Pick<ProviderSide, 'prefixListSize' | 'overlaps'>> {
  const entries = sightings.some(changesEntries);
  const unrouted = [...new Set(sightings.flatMap(unroutedCidrs))];
  const single = accounts !== 'organization' && accounts.length === 1;
  const { prefixListSize, overlaps } = await observeProvider(
    ports.provider(look.site.region),
    look,
    { unrouted: single ? unrouted : [] },
    [
      ...(entries ? (['prefixListSize'] as const) : []),
      ...(unrouted.length > 0 ? (['overlaps'] as const) : []),
    ],
  );
  return { prefixListSize, overlaps: single ? overlaps : read(overlapsAmong(look.provider, unrouted)) };
}

function changesEntries(sighting: Sighting): boolean {
  const { site, provider, account } = sighting;
  if (site.prefixList === undefined || provider.prefixListEntries.state !== 'read') return false;
  const { connected } = decideVpcs(sighting);
  const wanted = new Set<Cidr>(connected.flatMap(({ cidrs }) => cidrs));
  const attached = connected.flatMap(({ cidrs, attachment }) =>
    attachment !== undefined && isEstablished(attachment) ? cidrs : [],
  );
  const listed = new Set(provider.prefixListEntries.value.map(({ cidr }) => cidr));
  const stale = provider.prefixListEntries.value.some(
    ({ cidr, description }) => entryOwner(description)?.account === account.id && !wanted.has(cidr),
  );
  return stale || attached.some((cidr) => !listed.has(cidr));
}

/**
 * CIDRs whose route is missing though nothing else shows why: with exact return routes the prefix list names the
 * others' CIDRs, so the question is left until AWS has enabled the propagation and propagated nothing.
 */
function unroutedCidrs(sighting: Sighting): readonly Cidr[] {
  const propagations = valueOr(sighting.provider.propagations, []);
  return decideVpcs(sighting).connected.flatMap(({ cidrs, attachment }) => {
    const own = propagations.filter((one) => one.attachment === attachment?.id);
    const asked = sighting.rules.returnRoutes === 'aggregate' || own.some(({ state }) => state === 'enabled');
    return asked ? cidrs.filter((cidr) => !own.some((one) => one.cidrs.includes(cidr))) : [];
  });
}
