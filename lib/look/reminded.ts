import { ownShares } from '../decide/covering-principal.ts';
import { decideGrace, type Grace } from '../decide/grace.ts';
import type { Sighting, SiteProfile } from '../decide/sighting.ts';
import type { GracePeriod } from '../model/grace-period.ts';
import type { Recollection } from './scope.ts';
import { profilesOf } from './sight.ts';

/**
 * The same sightings with what is remembered of their probes; whoever is a consumer no more and in its grace period has
 * its profile still.
 */
export function reminded(sightings: readonly Sighting[], recollection: Recollection): readonly Sighting[] {
  return sightings.map((one) => {
    const { decisions, configuration, account, site } = one;
    const probed = recollection.probed(account.id, site.region);
    const sighting: Sighting = probed === undefined ? one : { ...one, probed };
    const has = profileItHas(sighting);
    const { gracePeriodHours } = configuration.offboarding;
    const grace = decideGrace(
      { decisions, has, gracePeriodHours },
      recollection.of(account.id),
      recollection.nowMs,
    );
    return grace === undefined
      ? sighting
      : { ...sighting, profile: has, grace: asWritten(grace, gracePeriodHours) };
  });
}

/** The first profile whose share names the account itself. */
function profileItHas(sighting: Sighting): SiteProfile | undefined {
  const shares = ownShares(sighting);
  return profilesOf(sighting.site, sighting.configuration).find(({ share }) => shares.includes(share));
}

function asWritten(grace: Grace, hours: number): GracePeriod {
  switch (grace.state) {
    case 'begins':
      return { ...grace, hours };
    case 'unknown':
      return grace;
    case 'running': {
      const { state, profile, sinceMs, untilMs } = grace;
      return { state, profile, since: written(sinceMs), until: written(untilMs) };
    }
  }
}

function written(ms: number): string {
  return new Date(ms).toISOString();
}
