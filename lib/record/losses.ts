import type { Configuration } from '../config/configuration.ts';
import type { AccountId } from '../model/ids.ts';
import { type Guard, guardOf } from '../plan/guard.ts';
import type { AccountPlan, Plan } from '../plan/plan.ts';
import type { Ledger, Memory } from './ledger.ts';
import type { Phase } from './phase.ts';

interface Counting {
  readonly ledger: Ledger;
  readonly nowMs: number;
}

/**
 * The blast-radius limit for a plan of named accounts: how many accounts lose access within a day, those of other runs
 * included. An account is counted before the count is taken, so that of runs at the same time no more than the limit are
 * told to go on; one whose loss was approved is not counted.
 * @throws JetwayError where the ledger does not answer: then nobody may be cut off
 */
export async function countLosses(
  plan: Plan,
  approved: ReadonlySet<AccountId>,
  configuration: Configuration,
  { ledger, nowMs }: Counting,
): Promise<Guard> {
  await ledger.addLosses(losing(plan, approved), nowMs);
  return knownLosses(plan, approved, configuration, { ledger, nowMs });
}

/**
 * The same without counting anybody. Connected accounts are read only where the limit in accounts does not decide already.
 * @throws JetwayError where the ledger does not answer
 */
export async function knownLosses(
  plan: Plan,
  approved: ReadonlySet<AccountId>,
  { offboarding }: Configuration,
  { ledger, nowMs }: Counting,
): Promise<Guard> {
  const { guard } = plan;
  const losses = new Set([...(await ledger.losses(nowMs)), ...losing(plan, approved)]);
  if (losses.size <= offboarding.limit.accounts) return guardOf(losses.size, guard.consumers, offboarding);
  const entries = await ledger.entries();
  const connected = new Set([...losses, ...[...entries].filter(hasAccess).map(([account]) => account)]);
  return guardOf(losses.size, connected.size, offboarding);
}

/** The consumers of a plan that keep their access, though they were about to lose it when they were last looked at. */
export function kept({ accounts }: Plan, memory: (account: AccountId) => Memory): readonly AccountId[] {
  return accounts
    .filter((one) => isMember(one) && !removes(one) && wasLosing(memory(one.account)))
    .map(({ account }) => account);
}

/** Whoever was about to lose access when last looked at, and has nothing left to lose: what was approved is done. */
export function finished({ accounts }: Plan, memory: (account: AccountId) => Memory): readonly AccountId[] {
  return accounts
    .filter((one) => !isMember(one) && !removes(one) && wasLosing(memory(one.account)))
    .map(({ account }) => account);
}

function losing({ accounts }: Plan, approved: ReadonlySet<AccountId>): readonly AccountId[] {
  return accounts.filter((one) => removes(one) && !approved.has(one.account)).map(({ account }) => account);
}

function removes({ sites }: AccountPlan): boolean {
  return sites.some(({ actions }) => actions.some(({ verb }) => verb === 'remove'));
}

function isMember({ sites }: AccountPlan): boolean {
  return sites.some(({ decisions }) => decisions.some(({ member }) => member));
}

function wasLosing(memory: Memory): boolean {
  const phase = memory.state === 'read' ? memory.value?.phase : undefined;
  return phase === 'offboarding' || phase === 'blocked';
}

function hasAccess([, memory]: readonly [AccountId, Memory]): boolean {
  return memory.state === 'read' && memory.value !== undefined && access[memory.value.phase];
}

const access: Readonly<Record<Phase, boolean>> = {
  onboarding: false,
  connected: true,
  grace: true,
  offboarding: true,
  blocked: true,
  disconnected: false,
};
