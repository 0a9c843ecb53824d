import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateAccountCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AccountId } from '../../lib/model/ids.ts';
import { AuditRecord } from '../../lib/record/audit.ts';
import type { AssembledStack } from '../../sim/deploy/assembly.ts';
import { siteIn } from '../../sim/deploy/site.ts';
import { newViolations, type Violation, violations } from '../../sim/invariant.ts';
import { runUntilQuiet } from '../../sim/lambda/run.ts';
import { logGroupArn } from '../../sim/services/logs/groups.ts';
import { addAccount } from '../../sim/services/organizations/tree.ts';
import { resolvingProfiles } from '../../sim/services/profiles/resolving.ts';
import { inProcess } from '../../sim/wire/in-process.ts';
import type { World } from '../../sim/world.ts';
import {
  attach,
  clientOf,
  createVpc,
  type Deployed,
  deployInto,
  moveAccount,
  newOrganization,
  synthesize,
} from '../support/deployed.ts';
import { openLedger } from '../support/ledger.ts';
import { type Mutation, mutated, without, withoutAction, withoutVariable } from '../support/mutation.ts';
import { isConsumer } from '../support/oracle.ts';
import { rememberUses } from '../support/roles.ts';
import { consumersOu, management, provider, reconciler, region } from '../support/world.ts';

const variant = { name: 'accept-organization', resourceSharing: 'organization' } as const;
const folder = mkdtempSync(join(tmpdir(), 'jetway-assembly-'));
let stacks: readonly AssembledStack[];
beforeAll(() => {
  stacks = synthesize(variant, folder);
}, 180_000); // CDK and esbuild, on a machine that may be busy
afterAll(() => rmSync(folder, { recursive: true }));

/** What breaks the invariant, told after every call that changes something. */
function watch({ world, core }: Deployed): readonly Violation[] {
  const { expectation } = siteIn(world, { account: provider, region, name: 'test' });
  const now = () => violations(world, { ...expectation, isConsumer: (id) => isConsumer(world, id) });
  const broken: Violation[] = [];
  let before = now();
  core.onCall(({ mutating }) => {
    if (!mutating) return;
    const after = now();
    broken.push(...newViolations(before, after));
    before = after;
  });
  return broken;
}

const auditOf = (world: World): readonly AuditRecord[] =>
  (world.logs.groups.get(logGroupArn(world, provider, region, '/jetway/test/audit'))?.events ?? []).map(
    ({ message }) => AuditRecord.parse(JSON.parse(message)),
  );

test('an account that is created and moved into the OU is connected by what the stacks deployed', async () => {
  const world = newOrganization(variant);
  rememberUses(world);
  const deployed = await deployInto(world, stacks);
  const { core, lambda } = deployed;
  const broken = watch(deployed);
  const run = () => runUntilQuiet(lambda, { longestSeconds: 3600 });

  await new OrganizationsClient(clientOf(deployed, management, 'us-east-1')).send(
    new CreateAccountCommand({
      AccountName: 'workload',
      Email: 'workload@example.com',
      Tags: [{ Key: 'jetway', Value: 'on' }],
    }),
  );
  expect(await run()).toMatchObject({ state: 'quiet' });
  const account = AccountId.parse([...world.organization.accounts.keys()].at(-1));
  await moveAccount(deployed, account, { from: 'r-ab12', to: consumersOu });
  expect(await run()).toMatchObject({ state: 'quiet' });
  expect(world.identity.roles.has(`${account}/jetway-consumer`)).toBe(true); // the StackSet's

  const vpc = await createVpc(deployed, account, '10.1.0.0/24');
  await attach(deployed, vpc);
  expect(await run()).toMatchObject({ state: 'quiet' });

  expect(resolvingProfiles(world, region, vpc.VpcId)).toEqual([...world.profiles.profiles.keys()]);
  expect(broken).toEqual([]);
  const probed = lambda.lines.filter(({ functionName }) => functionName === 'jetway-test-probe');
  expect(probed.map(({ text }) => JSON.parse(text))).toMatchObject([
    { event: 'probed', results: [{ service: 'payments', state: 'answered' }] },
  ]);
  const entry = await openLedger(world, { requestHandler: inProcess(core) }).entry(account);
  expect(entry).toMatchObject({ state: 'read', value: { phase: 'connected' } });
  const made = core.journal.records.filter(
    ({ caller, mutating, outcome }) =>
      mutating && outcome.state === 'ok' && /reconcile-account|jetway-consumer/.test(caller?.role ?? ''),
  );
  const done = auditOf(world).filter(({ outcome }) => outcome === 'done');
  expect(done).toHaveLength(made.length);
  expect(made.length).toBeGreaterThan(5);
  expect(world.events.lost).toEqual([]);
  expect(world.schedules.lost).toEqual([]);
  expect(lambda.lost).toEqual([]);
  const left = [...world.queues.queues.values()].filter(({ messages }) => messages.length > 0);
  expect(left).toEqual([]);
});

/** How far the event of a move has come when a minute is over. */
interface Seen {
  /** Given up in front of the provider's bus, and why. */
  readonly undelivered: readonly (string | undefined)[];
  /** What waits in front of route-event and of reconcile-account. */
  readonly triggers: number;
  readonly requests: number;
  readonly outcomes: readonly (string | undefined)[];
  readonly shared: boolean;
}

const workload = '333333333333';

async function seenAfterMove(from: readonly AssembledStack[]): Promise<Seen> {
  const world = newOrganization(variant);
  addAccount(world, { id: workload, name: 'workload', tags: { jetway: 'on' } });
  const deployed = await deployInto(world, from);
  world.clock.advance(1); // the first sweep is due
  await runUntilQuiet(deployed.lambda, { longestSeconds: 60 });
  await moveAccount(deployed, workload, { from: 'r-ab12', to: consumersOu });
  await runUntilQuiet(deployed.lambda, { longestSeconds: 60 });
  const queues = [...world.queues.queues.values()];
  const messagesIn = (name: string) => queues.find((queue) => queue.name === name)?.messages ?? [];
  const inManagement = queues.filter(({ account }) => account === management);
  return {
    undelivered: inManagement.flatMap(({ messages }) =>
      messages.map(({ attributes }) => attributes.ERROR_CODE?.StringValue),
    ),
    triggers: messagesIn('jetway-test-triggers').filter(({ body }) =>
      body.includes('"eventName":"MoveAccount"'),
    ).length,
    requests: messagesIn('jetway-test-requests.fifo').length,
    outcomes: auditOf(world).flatMap(({ outcome }) => outcome ?? []),
    shared: [...world.ram.shares.values()].some(({ associations }) =>
      associations.some(({ entity }) => entity === workload),
    ),
  };
}

const controlPlane = 'jetway-test-control-plane';
const nothing: Seen = { undelivered: [], triggers: 0, requests: 0, outcomes: [], shared: false };

describe('a move is followed by the shares within a minute', () => {
  test('where nothing is missing', async () => {
    expect(await seenAfterMove(stacks)).toEqual({ ...nothing, outcomes: ['done', 'done'], shared: true });
  });

  test.each<{ missing: string; mutation: Mutation; seen: Partial<Seen> }>([
    {
      missing: 'an action of a role',
      mutation: {
        stack: controlPlane,
        becomes: withoutAction('ReconcileAccountRole', 'ram:AssociateResourceShare'),
      },
      seen: { outcomes: ['failed', 'failed'], requests: 1 },
    },
    {
      missing: 'the rule that listens',
      mutation: {
        stack: 'jetway-test-management',
        // The policy names the rule, so it cannot stay.
        becomes: (resource) =>
          without('AWS::Events::Rule', 'MoveAccount')(resource) && without('AWS::SQS::QueuePolicy')(resource),
      },
      seen: {},
    },
    {
      missing: 'the policy of the bus',
      mutation: { stack: controlPlane, becomes: without('AWS::Events::EventBusPolicy') },
      seen: { undelivered: ['NO_PERMISSIONS'] },
    },
    {
      missing: 'what feeds route-event',
      mutation: { stack: controlPlane, becomes: without('AWS::Lambda::EventSourceMapping', 'RouteEvent') },
      seen: { triggers: 1 },
    },
    {
      missing: 'a variable of route-event',
      mutation: {
        stack: controlPlane,
        becomes: withoutVariable('jetway-test-route-event', 'JETWAY_REQUESTS_QUEUE_URL'),
      },
      seen: { triggers: 1 },
    },
    {
      missing: 'a variable of reconcile-account',
      mutation: { stack: controlPlane, becomes: withoutVariable(reconciler, 'JETWAY_AUDIT_LOG_GROUP') },
      seen: { requests: 1 },
    },
  ])('but not without $missing', async ({ mutation, seen }) => {
    expect(await seenAfterMove(mutated(stacks, mutation))).toEqual({ ...nothing, ...seen });
  });
});
