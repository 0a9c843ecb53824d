import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Scope } from '../../lib/look/scope.ts';
import { JetwayError } from '../../lib/model/errors.ts';
import { AccountId } from '../../lib/model/ids.ts';
import { reconcile } from '../../lib/reconcile.ts';
import { violations } from '../../sim/invariant.ts';
import { accountOf, moveAccount } from '../../sim/services/organizations/tree.ts';
import { inProcess } from '../../sim/wire/in-process.ts';
import { ledgerTableOf, openLedger } from '../support/ledger.ts';
import { isConsumer } from '../support/oracle.ts';
import {
  addConnectedVpc,
  addConsumer,
  consumersOu,
  newTestWorld,
  openInProcess,
  otherOu,
} from '../support/world.ts';

const graceHours = 24;
const hour = 3600;
const accounts = ['333333333333', '444444444444'].map((id) => AccountId.parse(id));

/** What happens, in order. A look that a crash cut short is made again, as SQS delivers its message again. */
type Act =
  | {
      readonly kind: 'move';
      readonly account: AccountId;
      readonly to: 'in' | 'out';
      readonly crashAfter: number | undefined;
    }
  | { readonly kind: 'look'; readonly account: AccountId; readonly crashAfter: number | undefined }
  | { readonly kind: 'sweep' }
  | { readonly kind: 'pass'; readonly hours: number }
  | { readonly kind: 'lose the ledger' }
  | { readonly kind: 'the ledger takes no entry for one look'; readonly account: AccountId };

const anyAccount = fc.constantFrom(...accounts);
const anyCrash = fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined });
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({
        account: anyAccount,
        to: fc.constantFrom('in' as const, 'out' as const),
        crashAfter: anyCrash,
      })
      .map((one): Act => ({ kind: 'move', ...one })),
  },
  {
    weight: 4,
    arbitrary: fc
      .record({ account: anyAccount, crashAfter: anyCrash })
      .map((one): Act => ({ kind: 'look', ...one })),
  },
  { weight: 2, arbitrary: fc.constant<Act>({ kind: 'sweep' }) },
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 30 }).map((hours): Act => ({ kind: 'pass', hours })) },
  { weight: 1, arbitrary: fc.constant<Act>({ kind: 'lose the ledger' }) },
  {
    weight: 1,
    arbitrary: anyAccount.map(
      (account): Act => ({ kind: 'the ledger takes no entry for one look', account }),
    ),
  },
);
const anyStory = fc.array(anyAct, { minLength: 4, maxLength: 16 });

const runs = Number(process.env.JETWAY_PROPERTY_RUNS ?? 40);

test('whoever leaves keeps access until the grace period ends, whoever is back in time keeps it, and then it is over', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), anyStory, async (seed, acts) => {
      const world = newTestWorld({ seed }, { offboarding: `{ gracePeriodHours: ${graceHours} }` });
      const { clock } = world.world;
      for (const [index, id] of accounts.entries()) {
        addConsumer(world, { id });
        addConnectedVpc(world, id, `10.${index + 1}.0.0/16`);
      }
      const { core, context } = openInProcess(world);
      const table = ledgerTableOf(world.world);
      const memberUntilMs = new Map<string, number>(accounts.map((id) => [id, clock.nowMs]));
      const connected = new Set<string>();
      let processes = 0;

      /** A fresh process that looks, and dies after so many calls. */
      const process = async (whom: Scope['accounts'], crashAfter?: number): Promise<boolean> => {
        processes += 1;
        let calls = 0;
        const alive = core.faults.intercept(() => {
          calls += 1;
          return crashAfter !== undefined && calls > crashAfter ? 'cutBefore' : undefined;
        });
        const fresh = context();
        const run = { ...fresh.run, id: `process-${processes}` };
        const ledger = openLedger(world.world, { requestHandler: inProcess(core) });
        const scope = { accounts: whom, deep: true };
        try {
          await reconcile(scope, { ...fresh, ledger, run }, { waitSeconds: 1800 });
          return crashAfter === undefined || calls <= crashAfter;
        } catch (error) {
          if (error instanceof JetwayError) return false;
          throw error;
        } finally {
          alive();
        }
      };
      const look = async (whom: AccountId, crashAfter: number | undefined): Promise<void> => {
        if (await process([whom], crashAfter)) return;
        clock.advance(7 * 60); // until the lease of the dead has ended
        expect(await process([whom])).toBe(true);
      };
      const kept = () => {
        for (const id of accounts) {
          if (isConsumer(world.world, id)) memberUntilMs.set(id, clock.nowMs);
          const outHours = (clock.nowMs - (memberUntilMs.get(id) ?? 0)) / 1000 / hour;
          if (has(id)) connected.add(id);
          // Only what was there can be lost, and only once it may be.
          else if (connected.delete(id))
            expect({ id, isOver: outHours >= graceHours }).toEqual({ id, isOver: true });
        }
      };
      /** Whether the names resolve in the account's VPC, and lead somewhere. */
      const has = (id: string) => {
        const vpc = [...world.world.ec2.vpcs.values()].find(({ account }) => account === id)?.id;
        const resolves = [...world.world.profiles.associations.values()].some(
          ({ vpcId, status }) => vpcId === vpc && status === 'COMPLETE',
        );
        const all = violations(world.world, { ...world.site.expectation, isConsumer: () => true });
        return resolves && !all.some((one) => JSON.stringify(one).includes(String(vpc)));
      };
      core.onCall(({ mutating }) => {
        if (mutating) kept();
      });

      for (const act of acts) {
        switch (act.kind) {
          case 'move': {
            const to = act.to === 'in' ? consumersOu : otherOu;
            if (accountOf(world.world, act.account)?.parentId !== to) {
              kept();
              moveAccount(world.world, act.account, to);
            }
            await look(act.account, act.crashAfter);
            break;
          }
          case 'look':
            await look(act.account, act.crashAfter);
            break;
          case 'sweep':
            await process('organization');
            break;
          case 'pass':
            kept();
            clock.advance(act.hours * hour);
            break;
          case 'lose the ledger':
            table.items.clear();
            break;
          case 'the ledger takes no entry for one look': {
            const end = core.faults.inject('internalError', {
              service: 'dynamodb',
              when: ({ input }) => String(input.UpdateExpression).includes('#entry'),
            });
            await process([act.account]);
            end();
            expect(await process([act.account])).toBe(true); // as the handler looks again
            break;
          }
        }
      }
      kept();
      for (const round of [1, 2]) {
        for (const id of accounts) expect(await process([id])).toBe(true);
        if (round === 1) clock.advance(graceHours * hour);
      }
      for (const id of accounts)
        expect({ id, has: has(id) }).toEqual({ id, has: isConsumer(world.world, id) });
      expect(
        violations(world.world, {
          ...world.site.expectation,
          isConsumer: (id) => isConsumer(world.world, id),
        }),
      ).toEqual([]);
    }),
    { numRuns: runs },
  );
}, 300_000);
