import { probeChecks } from '../decide/probe.ts';
import { isGone, type Sighting } from '../decide/sighting.ts';
import { decideVpcs } from '../decide/vpcs.ts';
import type { AccountId } from '../model/ids.ts';
import { valueOr } from '../model/observation.ts';
import { probeFunctionName } from '../model/probe.ts';
import {
  type ConsumerPart,
  type ConsumerQuestion,
  type ConsumerSide,
  consumerParts,
  isRefused,
  observeConsumer,
  unseenConsumer,
} from '../observe/consumer.ts';
import { differs } from '../plan/differs.ts';
import type { Scope, Surroundings } from './scope.ts';
import { isConnected } from './sight.ts';

/** The sighting with its consumer's side looked at, where the scope, a difference or what is left to do asks for that. */
export async function enterWhereNeeded(
  sighting: Sighting,
  { accounts, deep }: Scope,
  surroundings: Surroundings,
  unfinished: ReadonlySet<AccountId> = new Set(),
): Promise<Sighting> {
  const member = sighting.profile !== undefined;
  const hasSomething =
    isConnected(sighting) || sharesWithOus(sighting) || valueOr(sighting.provider.attachments, []).length > 0;
  const asked =
    accounts === 'organization'
      ? (deep && member) || unfinished.has(sighting.account.id)
      : member || hasSomething;
  if (!asked && !differs({ ...sighting, vpcs: decideVpcs(sighting) })) return sighting;
  return { ...sighting, consumer: await enter(sighting, surroundings) };
}

/** Where RAM follows OUs by itself, an account that left one shows nothing of it on the provider's side. */
function sharesWithOus({ configuration }: Sighting): boolean {
  return configuration.profiles.some(({ principals }) => principals === 'organizationalUnits');
}

/**
 * The consumer's side of a sighting; out of reach where the account is gone, or where it is no consumer and its
 * role is refused: then it is offboarded from the provider's side alone.
 */
export async function enter(
  sighting: Sighting,
  { ports, configuration }: Surroundings,
  parts: readonly ConsumerPart[] = consumerParts,
): Promise<ConsumerSide> {
  const { account, site, rules, profile, provider, consumer: before } = sighting;
  if (isGone(account)) return unseenConsumer({ state: 'out-of-reach' });
  if (parts.length === 0) return before;
  const seen = await observeConsumer(
    () => ports.consumer(account.id, site.region),
    {
      site,
      rules,
      attached: valueOr(provider.attachments, []).map(({ vpc }) => vpc),
      profile: profile?.id,
      ...probeQuestion(sighting),
      invited: profile !== undefined && configuration.organization.resourceSharing === 'invitations',
    },
    parts,
    before,
  );
  return profile === undefined && isRefused(seen.vpcs) ? unseenConsumer({ state: 'out-of-reach' }) : seen;
}

/** Where the probe is turned off, only one that was asked before has to be found. */
function probeQuestion(sighting: Sighting): Pick<ConsumerQuestion, 'probe'> {
  const { profile, probed, configuration } = sighting;
  if (probed === undefined) return {};
  const isOff = profile !== undefined && probeChecks(sighting).length === 0;
  if (isOff && probed.vpc === undefined) return {};
  const known = probed.state === 'answered' && !isOff ? { in: probed.vpc } : {};
  return { probe: { function: probeFunctionName(configuration.name), ...known } };
}
