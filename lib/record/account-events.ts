import { isOfSweep } from '../trigger/look-again.ts';
import type { Seen } from './after-look.ts';
import { type AccountEvent, type ConsumerEvent, idOf } from './domain-event.ts';
import type { LedgerEntry, Transition } from './ledger-entry.ts';
import type { Phase } from './phase.ts';

/** So many of the calls that mended something are told; the audit log has them all. */
const mostRepaired = 20;

/**
 * What others are told of a look at an account.
 * @param before what was remembered before it
 * @param transition where the account stands otherwise since
 * @param installation the `name` in jetway.yaml
 */
export function accountEvents(
  seen: Seen,
  before: LedgerEntry | undefined,
  transition: Transition | undefined,
  installation: string,
): readonly AccountEvent[] {
  return [
    ...(transition === undefined ? [] : consumerEvent(seen, before, transition, installation)),
    ...driftRepaired(seen, before, installation),
  ];
}

/** What a sweep found and this look mended of an account that was connected: no event has told of it. */
export function repairedOf({ made, trigger }: Seen, before: LedgerEntry | undefined): Seen['made'] {
  return before?.phase === 'connected' && isOfSweep(trigger) ? made : [];
}

/** What is told of an account that comes to stand there; what lies between is Jetway's own affair. */
const typeOf: Readonly<Record<Phase, ConsumerEvent['type'] | undefined>> = {
  onboarding: undefined,
  connected: 'jetway.consumer.connected',
  grace: undefined,
  offboarding: undefined,
  disconnected: 'jetway.consumer.disconnected',
  blocked: 'jetway.consumer.blocked',
};

/** A look that is killed before its entry is written sees the same again, and its id is of what was remembered. */
function consumerEvent(
  seen: Seen,
  before: LedgerEntry | undefined,
  { account, at, from, to, reason, secondsFromEvent }: Transition,
  installation: string,
): readonly ConsumerEvent[] {
  const type = typeOf[to];
  if (type === undefined || from === to) return [];
  const id = idOf(installation, account, type, from ?? '', before?.since ?? seen.trigger.id);
  return [
    {
      type,
      version: 1,
      id,
      ...common(seen, installation),
      at,
      ...(from === undefined ? {} : { from }),
      to,
      reason,
      ...(secondsFromEvent === undefined ? {} : { secondsFromEvent }),
    },
  ];
}

function driftRepaired(
  seen: Seen,
  before: LedgerEntry | undefined,
  installation: string,
): readonly AccountEvent[] {
  const repaired = repairedOf(seen, before);
  if (repaired.length === 0) return [];
  const type = 'jetway.drift.repaired';
  return [
    {
      type,
      version: 1,
      id: idOf(installation, seen.account.account, type, seen.run),
      ...common(seen, installation),
      changes: repaired.length,
      repaired: repaired.slice(0, mostRepaired).map(({ site, does }) => ({ site, does })),
    },
  ];
}

function common({ account, at, trigger, run }: Seen, installation: string) {
  const { account: id, name, sites } = account;
  const members = sites.flatMap(({ decisions }) => decisions.filter(({ member }) => member));
  return {
    installation,
    at,
    cause: trigger,
    run,
    account: id,
    ...(name === undefined ? {} : { accountName: name }),
    sites: sites.map(({ site }) => site),
    profiles: [...new Set(members.map(({ profile }) => profile))],
  };
}
