import type { Decision } from '../decide/membership.ts';
import type { AccountProbe } from '../decide/probe.ts';
import type { JetwayError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import type { Action, Wait } from '../plan/action.ts';
import type { Condition } from './ledger-entry.ts';

/** What a look tells of an account, over all sites. */
export interface Told {
  /** One for each profile. */
  readonly decisions: readonly Decision[];
  readonly inGrace: boolean;
  readonly actions: readonly Action[];
  readonly waits: readonly Wait[];
  /** Whether something that decides could not be read. */
  readonly incomplete: boolean;
  /** The findings that keep it from being connected or disconnected. */
  readonly barring: readonly Finding[];
  readonly findings: readonly Finding[];
  readonly failures: readonly JetwayError[];
  readonly probes: readonly AccountProbe[];
}

/** The conditions after a look: those of other types stay, and what has not changed keeps its time. */
export function conditionsAfter(before: readonly Condition[], told: Told, at: string): readonly Condition[] {
  const now = [member(told), converged(told), reachable(told), ...answered(told)];
  const others = before.filter(({ type }) => type !== 'Answered' && !now.some((one) => one.type === type));
  return [
    ...now.map((one) => {
      const last = before.find(({ type }) => type === one.type);
      return { ...one, since: last?.status === one.status ? last.since : at };
    }),
    ...others,
  ];
}

type Standing = Omit<Condition, 'since'>;

function member({ decisions }: Told): Standing {
  const decisive = decisions.find((one) => one.member) ?? decisions[0];
  return {
    type: 'Member',
    status: decisive?.member === true ? 'True' : 'False',
    reason: decisive?.rule ?? 'no-profile',
    message: decisive === undefined ? 'no profile is deployed in any site' : decisive.reason,
  };
}

/** Whether all is as it should be. */
function converged({ failures, incomplete, barring, actions, waits, findings, inGrace }: Told): Standing {
  const not = (reason: string, message: string): Standing => ({
    type: 'Converged',
    status: 'False',
    reason,
    message,
  });
  const [failure] = failures.slice(-1);
  if (failure !== undefined) return not(failure.code, failure.problem.what);
  if (incomplete)
    return not(
      'unreadable',
      findings.find(({ kind }) => kind === 'unreadable')?.what ?? 'something could not be read',
    );
  const [obstacle] = barring;
  if (obstacle !== undefined) return not(obstacle.kind, `${obstacle.resource}: ${obstacle.what}`);
  if (actions.some(({ held }) => held === true))
    return not('blast-radius', 'the blast-radius limit holds its removals back');
  const [wait] = waits;
  if (wait !== undefined) return not('waiting', `it waits for ${wait.for}`);
  const [action] = actions;
  if (action !== undefined) return not('changing', action.does);
  return {
    type: 'Converged',
    status: 'True',
    reason: inGrace ? 'grace' : 'as-it-should-be',
    message: inGrace ? 'it keeps what it has until its grace period ends' : 'nothing is left to do',
  };
}

function reachable({ findings }: Told): Standing {
  const refused = findings.find(({ kind }) => kind === 'role-refused');
  if (refused !== undefined)
    return { type: 'Reachable', status: 'False', reason: refused.kind, message: refused.what };
  return {
    type: 'Reachable',
    status: 'True',
    reason: 'not-refused',
    message: 'nothing has kept Jetway from entering it',
  };
}

/** Whether its probes were answered; nothing is told of an account that has none. */
function answered({ probes }: Told): readonly Standing[] {
  const telling = probes.find(({ state }) => state !== 'answered') ?? probes[0];
  if (telling === undefined) return [];
  const { state, site, report } = telling;
  const said = (status: Standing['status'], message: string): readonly Standing[] => [
    { type: 'Answered', status, reason: state, message },
  ];
  switch (state) {
    case 'answered':
      return said('True', 'every service answered the probe');
    case 'due':
      return said('Unknown', `the probe in ${site} has not been asked yet, or long ago`);
    case 'failing':
    case 'failed':
      return said('False', report?.failure ?? `the probe in ${site} got no answer when it was asked last`);
  }
}
