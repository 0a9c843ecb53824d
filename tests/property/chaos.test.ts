import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AccountId } from '../../lib/model/ids.ts';
import { actionsOf } from '../../lib/plan/plan.ts';
import { planFor } from '../../lib/reconcile.ts';
import { violations } from '../../sim/invariant.ts';
import { inProcess } from '../../sim/wire/in-process.ts';
import { resolves } from '../e2e/handlers-loop.ts';
import { type Chaos, openChaos, runAndRedrive } from '../support/chaos.ts';
import { bundleWorkers } from '../support/control-plane.ts';
import { openLedger } from '../support/ledger.ts';
import { expectationOf, isConsumer } from '../support/oracle.ts';
import { addConsumer, addConsumerVpc, contextFor, newTestWorld } from '../support/world.ts';
import { anyTrouble, describeTrouble, Troublemaker } from './support/troubles.ts';

const runs = Number(process.env.JETWAY_PROPERTY_RUNS ?? 6);

const folder = mkdtempSync(join(tmpdir(), 'jetway-chaos-'));
beforeAll(() => bundleWorkers(folder));
afterAll(() => rmSync(folder, { recursive: true }));

const anyStory = fc
  .array(anyTrouble, { minLength: 6, maxLength: 18 })
  .map((troubles) => ({ troubles, toString: () => `\n${troubles.map(describeTrouble).join('\n')}` }));

test('whatever fails, nothing wrong is done, and all is as it should be once nothing fails any more', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), anyStory, async (seed, { troubles }) => {
      const shared = newTestWorld({ seed });
      for (const id of ['333333333333', '444444444444']) {
        addConsumer(shared, { id });
        addConsumerVpc(shared, id, id === '333333333333' ? '10.1.0.0/24' : '10.2.0.0/24');
      }
      const chaos = openChaos(shared, folder);
      const maker = new Troublemaker(chaos);
      maker.sweep();
      for (const trouble of troubles) {
        await maker.play(trouble);
        expect(chaos.wrongs).toEqual([]);
      }
      maker.end();
      await runAndRedrive(chaos);
      maker.sweep();
      await runAndRedrive(chaos);
      expect(chaos.wrongs).toEqual([]);
      await isAsItShouldBe(chaos);
    }),
    { numRuns: runs },
  );
}, 3_600_000);

async function isAsItShouldBe({
  test: shared,
  core,
  triggers,
  requests,
  sweeps,
  deadLetters,
}: Chaos): Promise<void> {
  const { world } = shared;
  expect([triggers, requests, sweeps, ...deadLetters].flatMap(({ messages }) => messages)).toEqual([]);
  expect(violations(world, expectationOf(shared))).toEqual([]);
  const options = { requestHandler: inProcess(core) };
  const ledger = openLedger(world, options);
  const plan = await planFor({ accounts: 'organization', deep: true }, contextFor(shared, options, []));
  expect(actionsOf(plan).map(({ does }) => does)).toEqual([]);
  for (const { id } of world.organization.accounts.values()) {
    const attached = [...world.ec2.gateway.attachments.values()].filter(
      ({ vpcAccount, state }) =>
        vpcAccount === id && (state === 'available' || state === 'pendingAcceptance'),
    );
    if (attached.length === 0) continue;
    const member = isConsumer(world, id);
    expect(attached.map(({ vpcId }) => resolves(shared, vpcId))).toEqual(attached.map(() => member));
    const entry = await ledger.entry(AccountId.parse(id));
    if (member) expect({ id, entry }).toMatchObject({ entry: { value: { phase: 'connected' } } });
  }
}
