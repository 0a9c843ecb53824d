import { afterEach, expect, test } from '@jest/globals';
import { AccountId } from '../../lib/model/ids.ts';
import { type Context, reconcile } from '../../lib/reconcile.ts';
import type { Memory } from '../../lib/record/ledger.ts';
import type { LedgerEntry } from '../../lib/record/ledger-entry.ts';
import type { Simulator } from '../../sim/server.ts';
import { tag } from '../../sim/services/organizations/tree.ts';
import { openLedger } from '../support/ledger.ts';
import {
  addConsumer,
  addConsumerVpc,
  newTestWorld,
  open,
  type TestSite,
  type TestWorld,
} from '../support/world.ts';

const consumer = AccountId.parse('300000000001');
const probeFunction = `arn:aws:lambda:eu-west-1:${consumer}:function:jetway-test-probe`;

let simulator: Simulator | undefined;
afterEach(async () => {
  await simulator?.close();
  simulator = undefined;
});

/** A consumer with one VPC, and a Jetway that remembers. */
async function start(site: TestSite = {}) {
  const test = newTestWorld({}, { probe: 'tcp', ...site });
  addConsumer(test, { id: consumer });
  const vpc = addConsumerVpc(test, consumer, '10.1.0.0/16');
  const opened = await open(test);
  simulator = opened.simulator;
  const ledger = openLedger(test.world, { endpoint: opened.simulator.url });
  const context: Context = { ...opened.context, ledger };
  const entry = async () => known(await ledger.entry(consumer));
  return { ...opened, test, vpc, context, entry, served: opened.simulator };
}

const work = (context: Context, waitSeconds = 1200) =>
  reconcile({ accounts: [consumer], deep: true }, context, { waitSeconds });

function known(memory: Memory): LedgerEntry {
  if (memory.state !== 'read' || memory.value === undefined) throw new Error('nothing is remembered');
  return memory.value;
}

const withProbe = (probe: 'off' | 'tcp', { configuration, ...context }: Context): Context => ({
  ...context,
  configuration: {
    ...configuration,
    services: configuration.services.map((service) => ({ ...service, probe })),
  },
});

/** Takes away what security groups let out, until it is given back. */
function closeGroups({ world }: TestWorld): () => void {
  const closed = [...world.ec2.securityGroups.values()].map(({ egress }) => ({
    egress,
    rules: egress.splice(0),
  }));
  return () => {
    for (const { egress, rules } of closed) egress.push(...rules);
  };
}

const functionOf = ({ world }: TestWorld) => world.functions.functions.get(probeFunction);

const callsOf = ({ journal }: Simulator) =>
  Object.fromEntries(Object.entries(journal.counts()).filter(([name]) => name.startsWith('lambda:')));

test('an account is connected once its probe was answered, which spares the call for 18 hours', async () => {
  const { context, entry, test, vpc, served, audit } = await start();
  expect(await work(context, 0)).toMatchObject({ state: 'waiting' });
  expect(await entry()).toMatchObject({ phase: 'onboarding' });

  expect(await work(context)).toMatchObject({ state: 'converged' });
  expect(functionOf(test)?.network).toMatchObject({ vpcId: vpc });
  expect(await entry()).toMatchObject({
    phase: 'connected',
    probes: [{ vpc, state: 'answered', checked: ['payments.example.com:443'] }],
  });
  expect(audit.filter(({ step }) => step === 'probe').map(({ phase, does }) => `${phase}: ${does}`)).toEqual([
    `intent: put the probe jetway-test-probe into ${vpc}`,
    `outcome: put the probe jetway-test-probe into ${vpc}`,
  ]);

  served.journal.clear();
  await work(context);
  expect(callsOf(served)).toEqual({});
  test.world.clock.advance(18 * 3600);
  await work(context);
  expect(callsOf(served)).toEqual({ 'lambda:GetFunctionConfiguration': 1, 'lambda:Invoke': 1 });
});

test('a probe that goes on failing blocks the account, takes nothing from it, and is asked again', async () => {
  const { context, entry, test, vpc, served } = await start();
  const letOut = closeGroups(test);

  const result = await work(context);

  expect(result.state).toBe('blocked');
  expect(result.plan.accounts[0]?.findings).toContainEqual(
    expect.objectContaining({
      kind: 'probe-failed',
      resource: vpc,
      what: expect.stringContaining('timed-out'),
    }),
  );
  expect(callsOf(served)).toMatchObject({ 'lambda:Invoke': 2 });
  expect(await entry()).toMatchObject({ phase: 'blocked', probes: [{ state: 'failed' }] });

  served.journal.clear();
  expect(await work(context)).toMatchObject({ state: 'blocked', applied: [] });
  expect(callsOf(served)).toMatchObject({ 'lambda:Invoke': 1 });

  letOut();
  expect(await work(context)).toMatchObject({ state: 'converged' });
  expect(await entry()).toMatchObject({ phase: 'connected' });
});

test('an account whose turn it is stays connected over one failure', async () => {
  const { context, entry, test } = await start();
  await work(context);
  test.world.clock.advance(20 * 3600);
  closeGroups(test);

  expect(await work(context, 0)).toMatchObject({ state: 'waiting', lookAgainSeconds: 60 });
  expect(await entry()).toMatchObject({ phase: 'connected', probes: [{ state: 'failed' }] });
});

test('in observe mode, it is neither moved nor asked', async () => {
  const { context, served } = await start({ mode: 'observe' });
  expect(await work(context)).toMatchObject({ state: 'observed' });
  expect(Object.keys(callsOf(served))).toEqual(['lambda:GetFunctionConfiguration']);
});

test('where it is turned off, it is left out, and taken out', async () => {
  const { context, entry, test, served } = await start({ probe: 'off' });
  expect(await work(context)).toMatchObject({ state: 'converged' });
  expect(await entry()).toMatchObject({ phase: 'connected' });
  expect(callsOf(served)).toEqual({});

  const on = withProbe('tcp', context);
  expect(await work(on)).toMatchObject({ state: 'converged' });
  expect(functionOf(test)?.network).toBeDefined();
  expect(await work(withProbe('off', context))).toMatchObject({ state: 'converged' });
  expect(functionOf(test)?.network).toBeUndefined();
  served.journal.clear();
  await work(context);
  expect(callsOf(served)).toEqual({});
});

test('the probe leaves its VPC before anything else of an account that leaves', async () => {
  const { context, entry, test, audit, vpc } = await start();
  await work(context);
  audit.length = 0;
  tag(test.world, consumer, { jetway: 'off' });

  expect(await work(context)).toMatchObject({ state: 'converged' });
  expect(functionOf(test)?.network).toBeUndefined();
  expect(audit[0]).toMatchObject({ step: 'probe', verb: 'remove', before: { vpc } });
  expect(await entry()).toMatchObject({ phase: 'disconnected' });
  expect((await entry()).probes).toBeUndefined();
});
