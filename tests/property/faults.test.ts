import { expect, test } from '@jest/globals';
import { JetwayError } from '../../lib/model/errors.ts';
import type { Plan } from '../../lib/plan/plan.ts';
import { type Context, type Result, reconcile } from '../../lib/reconcile.ts';
import type { Fault } from '../../sim/faults.ts';
import { type CallRecord, isMutating } from '../../sim/journal.ts';
import { account, atRest, reconcileAccount, stories } from '../support/stories.ts';
import { watch } from '../support/watch.ts';
import { openInProcess, type TestWorld } from '../support/world.ts';

const faults: readonly Fault[] = [
  'throttle',
  'internalError',
  'accessDenied',
  'timeout',
  'cutBefore',
  'cutAfter',
];

/** Every operation that the story calls, so that each can be made to fail. */
async function operationsOf(begin: () => TestWorld): Promise<readonly string[]> {
  const { core, context } = openInProcess(begin());
  await reconcileAccount(context());
  return Object.keys(core.journal.counts());
}

/** What a run told on its way: every plan that it showed, what it did, and how it ended. */
interface Told {
  readonly plans: readonly Plan[];
  readonly result?: Result;
  readonly error?: JetwayError;
}

async function run(context: Context): Promise<Told> {
  const plans: Plan[] = [];
  try {
    const scope = { accounts: [account], deep: true };
    return {
      plans,
      result: await reconcile(scope, context, { waitSeconds: 1800, onPlan: (plan) => plans.push(plan) }),
    };
  } catch (error) {
    if (error instanceof JetwayError) return { plans, error };
    throw error;
  }
}

/** Whether a failure was told of: by an error, an outcome or a finding. */
function tells({ plans, result, error }: Told): boolean {
  if (error !== undefined) return error.problem.aws !== undefined;
  return (
    result?.applied.some(({ outcome }) => 'error' in outcome) === true ||
    plans.some(({ accounts }) =>
      accounts.some(({ findings }) =>
        findings.some(({ kind }) => kind === 'unreadable' || kind === 'role-refused'),
      ),
    )
  );
}

/** A passing fault, in the middle of a run that has time to make up for it. */
const passing = stories.filter(({ name }) => /pending attachment|after a move|closed account/.test(name));

test.each(passing)(
  '$name: one fault on any operation is told of and made up for',
  async ({ begin }) => {
    for (const [index, name] of (await operationsOf(begin)).entries()) {
      const [service = '', operation = ''] = name.split(':');
      for (const fault of faults) {
        const world = begin();
        const { core, context } = openInProcess(world);
        const watched = watch(core, world);
        core.faults.inject(fault, { service, operation, times: 1 });
        const told = await run(context());
        expect({ name, fault, told: tells(told) }).toEqual({ name, fault, told: true });
        expect(watched.harms).toEqual([]);
        if (faults[index % faults.length] !== fault) continue;
        const { state } = await reconcileAccount(context());
        expect({ name, fault, state }).toMatchObject({
          state: expect.stringMatching(/^(converged|blocked)$/),
        });
        expect(watched.harms).toEqual([]);
      }
    }
  },
  600_000,
);

test.each([atRest, ...stories.filter(({ name }) => name.startsWith('offboarding'))])(
  '$name: while any read fails, nothing is removed',
  async ({ begin }) => {
    const reads = (await operationsOf(begin)).filter((name) => {
      const [service = '', operation = ''] = name.split(':');
      return !isMutating(service, operation);
    });
    for (const name of reads) {
      const [service = '', operation = ''] = name.split(':');
      // The refusal of a role proves that the account cannot be entered; what follows from it is no failed read.
      if (service === 'sts') continue;
      for (const fault of faults) {
        const world = begin();
        const { core, context } = openInProcess(world);
        const watched = watch(core, world);
        core.faults.inject(fault, { service, operation });
        const told = await run(context());
        // An answer that is a refusal takes no effect, so there is nothing to cut it off after.
        if (fault === 'cutAfter' && !core.journal.records.some(({ outcome }) => outcome.state === 'cut'))
          continue;
        expect({ name, fault, told: tells(told) }).toEqual({ name, fault, told: true });
        const failed = core.journal.records.find((record) => record.operation === operation)?.sequence ?? 0;
        const removed = watched.mutations.filter((record) => record.sequence > failed && isRemoval(record));
        expect({ name, fault, removed: removed.map((one) => one.operation) }).toEqual({
          name,
          fault,
          removed: [],
        });
      }
    }
  },
  600_000,
);

test('a role that is refused removes nothing of a consumer', async () => {
  const world = atRest.begin();
  const { core, context } = openInProcess(world);
  const watched = watch(core, world);
  for (const fault of faults) {
    const takeOut = core.faults.inject(fault, { service: 'sts' });
    const told = await run(context());
    expect({ fault, told: tells(told) }).toEqual({ fault, told: true });
    takeOut();
  }
  expect(watched.mutations).toEqual([]);
});

function isRemoval({ operation, input }: CallRecord): boolean {
  return /^(Disassociate|Disable|Delete)/.test(operation) || 'RemoveEntries' in input;
}
