import { expect, test } from '@jest/globals';
import { AccountId } from '../../lib/model/ids.ts';
import { type Guard, guardOf } from '../../lib/plan/guard.ts';
import type { Plan } from '../../lib/plan/plan.ts';
import type { Ledger } from '../../lib/record/ledger.ts';
import { countLosses } from '../../lib/record/losses.ts';
import { createSimulator } from '../../sim/server.ts';
import { inProcess } from '../../sim/wire/in-process.ts';
import { openLedger } from '../support/ledger.ts';
import { newTestWorld } from '../support/world.ts';
import { aConfiguration } from '../unit/support/configuration.ts';
import { gatewayShare, region } from '../unit/support/ids.ts';
import { anEntry } from '../unit/support/ledger-entry.ts';

const nowMs = Date.parse('2026-09-14T08:00:00Z');
const dayMs = 86_400_000;
const nobody: ReadonlySet<AccountId> = new Set();
const ids = (count: number) =>
  Array.from({ length: count }, (_, index) => AccountId.parse(String(300_000_000_000 + index)));

/** A ledger that remembers so many connected accounts. */
async function ledgerOf(connected: number): Promise<Ledger> {
  const { world } = newTestWorld();
  const ledger = openLedger(world, { requestHandler: inProcess(createSimulator(world)) });
  for (const account of ids(connected)) {
    const taken = await ledger.take(account, { owner: 'test', endedBeforeMs: nowMs, untilMs: nowMs + 1 });
    if (taken.state === 'taken') await ledger.giveBack(taken.lease, anEntry({ account }), nowMs);
  }
  return ledger;
}

function limitedTo(accounts: number, percent: number) {
  return aConfiguration({ offboarding: { gracePeriodHours: 0, limit: { accounts, percent } } });
}

/** The plan of a look at an account that is to lose its access. */
function leaving(account: AccountId): Plan {
  const configuration = aConfiguration();
  return {
    version: 1,
    name: configuration.name,
    organization: configuration.organization.id,
    mode: 'enforce',
    scope: [account],
    deep: true,
    accounts: [
      {
        account,
        state: 'ACTIVE',
        sites: [
          {
            site: region,
            decisions: [],
            actions: [
              {
                step: 'gateway-principal',
                verb: 'remove',
                account,
                site: region,
                key: 'key',
                subject: { share: gatewayShare, principal: account },
                does: 'do it',
                reason: 'because',
              },
            ],
            settling: [],
            incomplete: false,
          },
        ],
        findings: [],
      },
    ],
    findings: [],
    guard: guardOf(1, 1, configuration.offboarding),
    looked: { accounts: 1, consumers: 0 },
  };
}

test.each([
  { connected: 30, accounts: 5, percent: 0, leave: 5, tripped: false },
  { connected: 30, accounts: 5, percent: 0, leave: 6, tripped: true },
  { connected: 30, accounts: 0, percent: 20, leave: 6, tripped: false },
  { connected: 30, accounts: 0, percent: 20, leave: 7, tripped: true },
  { connected: 0, accounts: 0, percent: 50, leave: 1, tripped: true },
  { connected: 0, accounts: 0, percent: 100, leave: 2, tripped: false },
])(
  '$leave of $connected, limit $accounts or $percent %: tripped: $tripped',
  async ({ connected, accounts, percent, leave, tripped }) => {
    const ledger = await ledgerOf(connected);
    const configuration = limitedTo(accounts, percent);
    let last: Guard | undefined;
    for (const account of ids(leave))
      last = await countLosses(leaving(account), nobody, configuration, { ledger, nowMs });
    expect(last).toMatchObject({ losing: leave, tripped });
  },
);

test('of looks at the same time no more than the limit are told to go on', async () => {
  const ledger = await ledgerOf(0);
  const guards = await Promise.all(
    ids(12).map((account) => countLosses(leaving(account), nobody, limitedTo(3, 0), { ledger, nowMs })),
  );
  expect(guards.filter(({ tripped }) => !tripped).length).toBeLessThanOrEqual(3);
});

test('whoever keeps its access counts no more, nor does a loss after a day', async () => {
  const ledger = await ledgerOf(0);
  const [one = AccountId.parse('300000000000'), another = one] = ids(2);
  await ledger.addLosses([one, another], nowMs);
  await ledger.dropLoss(one);
  expect(await ledger.losses(nowMs + dayMs - 1)).toEqual(new Set([another]));
  expect(await ledger.losses(nowMs + dayMs)).toEqual(new Set());
});

test('what was approved is not counted, until it is done with or a day has passed', async () => {
  const ledger = await ledgerOf(0);
  const [one = AccountId.parse('300000000000'), another = one, third = one] = ids(3);
  await ledger.addLosses([one, another], nowMs);
  await ledger.approve([one, third], nowMs);
  expect(await ledger.losses(nowMs)).toEqual(new Set([another]));
  const approved = await ledger.approvals(nowMs);
  expect(approved).toEqual(new Set([one, third]));
  const none = limitedTo(0, 0);
  expect(await countLosses(leaving(one), approved, none, { ledger, nowMs })).toMatchObject({ losing: 1 });
  await ledger.dropLoss(another);
  expect(await countLosses(leaving(one), approved, none, { ledger, nowMs })).toMatchObject({
    losing: 0,
    tripped: false,
  });
  await ledger.dropApproval(third);
  expect(await ledger.approvals(nowMs + dayMs - 1)).toEqual(new Set([one]));
  await ledger.dropLoss(one);
  expect(await ledger.approvals(nowMs)).toEqual(new Set());
});
