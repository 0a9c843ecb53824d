import { expect, test } from '@jest/globals';
import type { Wait } from '../../../lib/plan/action.ts';
import { actionsOf } from '../../../lib/plan/plan.ts';
import { type Context, planFor, type ReconcileOptions, reconcile } from '../../../lib/reconcile.ts';
import { anAccount } from '../support/configuration.ts';
import { aFakeAws, changesOf, contextOf, count, type FakeAws, refused, scope } from '../support/fake-aws.ts';
import { foreignProfile, vpcId } from '../support/ids.ts';
import { aRoute, aRouteTable } from '../support/network.ts';
import { said } from '../support/said.ts';

const run = (aws: FakeAws, options: Partial<ReconcileOptions> = {}, context: Partial<Context> = {}) =>
  reconcile(scope, contextOf(aws, context), { waitSeconds: 900, ...options });

async function connected(changes: Partial<FakeAws> = {}): Promise<FakeAws> {
  const aws = aFakeAws(changes);
  expect(await run(aws)).toMatchObject({ state: 'converged' });
  aws.calls.length = 0;
  aws.slept.length = 0;
  aws.audit.length = 0;
  return aws;
}

test('a consumer is connected in the order of the steps', async () => {
  const aws = aFakeAws();
  const result = await run(aws);
  expect(result).toMatchObject({ state: 'converged', errors: [] });
  expect(changesOf(aws)).toEqual([
    'provider.associatePrincipals',
    'provider.acceptAttachment',
    'provider.associatePrincipals',
    'provider.associate',
    'provider.enablePropagation',
    'provider.addEntries',
    'consumer.createRoute',
    'consumer.associateProfile',
  ]);
});

test('what is connected is left alone', async () => {
  const aws = await connected();
  expect(await run(aws)).toMatchObject({ state: 'converged', applied: [] });
  expect(changesOf(aws)).toEqual([]);
  expect(aws.slept).toEqual([]);
  expect(aws.audit).toEqual([]);
});

test('an account that has opted out is disconnected, backwards; its own attachment stays', async () => {
  const aws = await connected();
  aws.account = anAccount({ tags: {} });
  await run(aws);
  expect(changesOf(aws)).toEqual([
    'consumer.disassociateProfile',
    'provider.disassociatePrincipals',
    'consumer.deleteRoute',
    'provider.removeEntries',
    'provider.disablePropagation',
    'provider.disassociate',
    'provider.disassociatePrincipals',
  ]);
  expect(aws).toMatchObject({ principals: [], entries: [], propagations: [], associations: [] });
  expect(aws.attachments).toHaveLength(1);
});

test("a closed account is disconnected from the provider's side alone", async () => {
  const aws = await connected();
  aws.account = anAccount({ state: 'CLOSED' });
  aws.roleRefused = true;
  await run(aws);
  expect(changesOf(aws)).toEqual([
    'provider.disassociatePrincipals',
    'provider.removeEntries',
    'provider.disablePropagation',
    'provider.disassociate',
    'provider.deleteAttachment',
    'provider.disassociatePrincipals',
  ]);
  expect(count(aws, 'consumer')).toBe(0);
});

test('a consumer whose role is not there yet gets what needs no role, and is waited for', async () => {
  const aws = aFakeAws({ roleRefused: true });
  const result = await run(aws);
  expect(result).toMatchObject({ state: 'waiting', lookAgainSeconds: 60, errors: [] });
  expect(changesOf(aws)).toEqual(['provider.associatePrincipals', 'provider.associatePrincipals']);
});

test('without time to wait, the result says when to look again', async () => {
  const aws = aFakeAws();
  const result = await run(aws, { waitSeconds: 0 });
  expect(result.state).toBe('waiting');
  expect(result.lookAgainSeconds).toBeGreaterThan(0);
  expect(aws.slept).toEqual([]);
});

test('coming back each time the result says so ends converged', async () => {
  const aws = aFakeAws();
  let result = await run(aws, { waitSeconds: 0 });
  for (let turn = 0; result.lookAgainSeconds !== undefined && turn < 20; turn += 1) {
    await aws.clock.sleep(result.lookAgainSeconds);
    result = await run(aws, { waitSeconds: 0 });
  }
  expect(result.state).toBe('converged');
});

test('it never sleeps longer than it may wait', async () => {
  const aws = aFakeAws();
  const result = await run(aws, { waitSeconds: 30 });
  expect(aws.slept.reduce((sum, seconds) => sum + seconds, 0)).toBeLessThanOrEqual(30);
  expect(result.state).toBe('waiting');
});

test('before it sleeps it says for what and how long', async () => {
  const aws = aFakeAws();
  const told: { waits: readonly Wait[]; seconds: number }[] = [];
  await run(aws, { onWait: (waits, seconds) => told.push({ waits, seconds }) });
  expect(told.map(({ seconds }) => seconds)).toEqual(aws.slept);
  expect(told[0]?.waits.map(({ on }) => on)).toContain('attachment');
});

test.each([
  {
    given: 'a profile of somebody',
    aws: {
      associations: [
        { name: 'by hand', profile: foreignProfile, vpc: vpcId(1), status: 'COMPLETE' as const },
      ],
    },
  },
  { given: 'a route of somebody', aws: { routeTables: [aRouteTable(1, [aRoute({ target: 'pcx-1' })])] } },
])('where $given is in the way, it does the rest and stops', async ({ aws: changes }) => {
  const aws = aFakeAws(changes);
  expect(await run(aws)).toMatchObject({ state: 'blocked', errors: [] });
  expect(changesOf(aws)).toContain('provider.enablePropagation');
  expect(aws.associations).toEqual(changes.associations ?? []);
});

test('a call that AWS refused is not made again, and the run has failed', async () => {
  const aws = aFakeAws();
  aws.failures.set('provider.associate', refused('rejected'));
  const result = await run(aws);
  expect(result.state).toBe('failed');
  expect(result.errors).toEqual([aws.failures.get('provider.associate')]);
  expect(count(aws, 'provider.associate')).toBe(1);
  expect(count(aws, 'consumer.createRoute')).toBe(1);
  expect(count(aws, 'consumer.associateProfile')).toBe(0);
});

test.each(['throttled', 'unavailable', 'not-ready'] as const)(
  'a call that AWS put off (%s) is tried six times',
  async (code) => {
    const aws = await connected();
    aws.associations = [];
    aws.failures.set('consumer.associateProfile', refused(code));
    const result = await run(aws);
    expect(count(aws, 'consumer.associateProfile')).toBe(6);
    expect(result.errors).toEqual([]);
  },
);

test('a call that AWS put off to the last is nothing that only a person can clear', async () => {
  const aws = await connected();
  aws.associations = [];
  aws.failures.set('consumer.associateProfile', refused('throttled'));
  expect((await run(aws)).state).not.toBe('blocked');
});

test('a call that AWS put off once is made, and the run converges', async () => {
  const aws = await connected();
  aws.associations = [];
  aws.failures.set('consumer.associateProfile', refused('throttled'));
  expect(await run(aws, { onWait: () => aws.failures.clear() })).toMatchObject({ state: 'converged' });
  expect(count(aws, 'consumer.associateProfile')).toBe(2);
  expect(aws.slept).toContain(15);
});

test('a part that cannot be read fails the run, and nothing is removed', async () => {
  const aws = await connected();
  aws.account = anAccount({ tags: {} });
  aws.failures.set('consumer.routeTables', refused('access-denied'));
  expect(await run(aws)).toMatchObject({ state: 'failed', applied: [] });
  expect(changesOf(aws)).toEqual([]);
});

test('without the tags of its attachments, the run of an account that leaves has not converged', async () => {
  const aws = await connected();
  aws.account = anAccount({ tags: {} });
  aws.failures.set('consumer.attachmentTags', refused('access-denied'));
  expect((await run(aws)).state).toBe('failed');
});

test('membership that cannot be read is thrown, and nothing is called', async () => {
  const aws = aFakeAws();
  aws.failures.set('organization.account', refused('throttled'));
  await expect(run(aws)).rejects.toBe(aws.failures.get('organization.account'));
  expect(changesOf(aws)).toEqual([]);
});

test('only what may have changed is read again', async () => {
  const aws = await connected();
  aws.routeTables = [aRouteTable(1, [])];
  expect(await run(aws)).toMatchObject({ state: 'converged' });
  expect(changesOf(aws)).toEqual(['consumer.createRoute']);
  expect(count(aws, 'consumer.routeTables')).toBe(2);
  for (const method of [
    'organization.account',
    'provider.principals',
    'provider.attachments',
    'provider.propagations',
    'provider.prefixListEntries',
    'consumer.vpcs',
    'consumer.profileAssociations',
  ])
    expect([method, count(aws, method)]).toEqual([method, 1]);
});

test('the details that cost a call are read only where something is to change', async () => {
  const aws = await connected();
  await run(aws);
  expect([count(aws, 'provider.prefixListSize'), count(aws, 'provider.overlapping')]).toEqual([0, 0]);
});

test('observe mode changes nothing, records what it would have done, and says so', async () => {
  const aws = aFakeAws();
  const context = contextOf(aws);
  const result = await reconcile(
    scope,
    { ...context, run: { ...context.run, mode: 'observe' } },
    { waitSeconds: 900 },
  );
  expect(result.state).toBe('observed');
  expect(changesOf(aws)).toEqual([]);
  expect(aws.slept).toEqual([]);
  expect(result.applied.map(({ outcome }) => outcome.state)).toEqual(['observed', 'observed', 'observed']);
  expect(aws.audit.filter(({ phase }) => phase === 'intent')).toHaveLength(3);
});

test('only what is allowed is done, and what is not allowed is not waited for', async () => {
  const aws = aFakeAws();
  const result = await run(aws, { allowed: ({ step }) => step === 'gateway-principal' });
  expect(changesOf(aws)).toEqual(['provider.associatePrincipals']);
  expect(result.state).toBe('blocked');
});

test('a plan alone changes nothing and records nothing', async () => {
  const aws = aFakeAws();
  const plan = await planFor(scope, contextOf(aws));
  expect(actionsOf(plan).map(said)).toContain('add attachment');
  expect(changesOf(aws)).toEqual([]);
  expect(aws.audit).toEqual([]);
});

test('when the audit log fails, nothing is called and its error comes through', async () => {
  const aws = aFakeAws();
  const lost = new Error('the log is full');
  const audit = { write: async () => Promise.reject(lost) };
  await expect(run(aws, {}, { audit })).rejects.toBe(lost);
  expect(changesOf(aws)).toEqual([]);
});

test('what somebody else does is named and not done, and nothing that needs it', async () => {
  const aws = aFakeAws();
  const handsOver = ({ step }: { readonly step: string }) => step === 'prefix-list-entry';
  const result = await run(aws, { handsOver });
  expect(result).toMatchObject({ state: 'waiting', errors: [], lookAgainSeconds: expect.any(Number) });
  expect(result.handedOver?.map(said)).toEqual(['add prefix-list-entry']);
  expect(changesOf(aws)).not.toContain('provider.addEntries');
  expect(changesOf(aws)).not.toContain('consumer.associateProfile');
  expect(await run(aws, { allowed: handsOver, waitSeconds: 0 })).not.toHaveProperty('handedOver');
  expect(await run(aws, { handsOver })).toMatchObject({ state: 'converged' });
});

test('what somebody else does is his even while the list is changed by others', async () => {
  const aws = aFakeAws({ prefixListSettled: false });
  const handsOver = ({ step }: { readonly step: string }) => step === 'prefix-list-entry';
  const result = await run(aws, { handsOver });
  expect(result.handedOver?.map(said)).toEqual(['add prefix-list-entry, waits on prefix-list-entry']);
});
