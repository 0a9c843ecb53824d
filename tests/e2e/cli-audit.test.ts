import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { namesOf } from '../../cdk/names.ts';
import { parseConfiguration } from '../../lib/config/parse.ts';
import { auditLogGroup } from '../../lib/model/audit-log-group.ts';
import { AccountId } from '../../lib/model/ids.ts';
import { reconcile } from '../../lib/reconcile.ts';
import { openAuditLog } from '../support/audit-log.ts';
import { openTerminal, type Terminal } from '../support/cli.ts';
import { addConsumer, addConsumerVpc, contextFor, newTestWorld, type TestWorld } from '../support/world.ts';

const consumer = AccountId.parse('333333333333');
const other = AccountId.parse('444444444444');

let world: TestWorld;
let terminal: Terminal;
beforeEach(async () => {
  world = newTestWorld();
  for (const [index, id] of [consumer, other].entries()) {
    addConsumer(world, { id });
    addConsumerVpc(world, id, `10.${index + 1}.0.0/16`);
  }
  terminal = await openTerminal(world);
});
afterEach(() => terminal.simulator.close());

/** Lets one account be reconciled, as the function does it for an event. */
async function happen(account: AccountId, id: string): Promise<void> {
  const { simulator } = terminal;
  const context = contextFor(world, { endpoint: simulator.url }, []);
  const cause = { id, source: 'aws.organizations', name: 'MoveAccount', actor: 'alice' };
  await reconcile(
    { accounts: [account], deep: true },
    { ...context, audit: openAuditLog(simulator), run: { id: `run of ${id}`, cause, mode: 'enforce' } },
    { waitSeconds: 3600 },
  );
}

const queries = () => [...world.world.logs.queries.values()];

describe('what happened to an account', () => {
  test('is told under what set it off, oldest first', async () => {
    await happen(consumer, 'event-1');
    const { code, out } = await terminal.jetway(['audit', consumer]);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^2026-09-14 08:00:00 UTC {2}MoveAccount \(aws\.organizations\) by alice\n {2}run run of event-1, event event-1\n {2}it is a consumer of shared: jetway=on on the account itself\n {2}✓ 333333333333 \+ share the transit gateway with 333333333333\n/,
    );
    expect(out).toMatch(/✓ 333333333333 \+ associate .* with vpc-\w+\n\n8 changes in the last 24h\.\n$/);
  });

  test('says of a call whose outcome is missing that nobody knows', async () => {
    terminal.simulator.faults.inject('cutBefore', { operation: 'PutLogEvents', nth: 2 });
    await expect(happen(consumer, 'event-1')).rejects.toThrow('the audit log was not written');
    const { out } = await terminal.jetway(['audit', consumer]);
    expect(out).toContain(
      `? ${consumer} + share the transit gateway with ${consumer}  no outcome is on record\n`,
    );
  });

  test('is not what happened to another, or before', async () => {
    await happen(consumer, 'event-1');
    const { out } = await terminal.jetway(['audit', other]);
    expect(out).toContain('Nothing of that in the last 24h.');
    world.world.clock.advance(7200);
    expect((await terminal.jetway(['audit', consumer, '--since', '30m'])).out).toContain('Nothing of that');
    expect((await terminal.jetway(['audit', consumer, '--since', '7d'])).out).toContain('8 changes');
  });
});

test('what changed, over all accounts or one of them, as JSON', async () => {
  await happen(consumer, 'event-1');
  const until = world.world.clock.now().toISOString();
  const before = JSON.parse((await terminal.jetway(['audit', '--json'])).out);
  expect(before).toMatchObject({ query: 'changes', until });
  expect(before.rows).toHaveLength(8);
  expect(before.rows.at(-1)).toMatchObject({ account: consumer, outcome: 'done', 'cause.actor': 'alice' });
  const { out } = await terminal.jetway(['audit', other, '--query', 'changes', '--json']);
  expect(JSON.parse(out)).toMatchObject({ query: 'changes', account: other, rows: [] });
});

test('what failed, with AWS’s code and request id', async () => {
  terminal.simulator.faults.inject('accessDenied', { operation: 'AssociateResourceShare', nth: 1 });
  await happen(consumer, 'event-1');
  const { code, out } = await terminal.jetway(['audit', '--query', 'failures']);
  expect(code).toBe(0);
  expect(out).toContain(`✗ ${consumer} + share the transit gateway with ${consumer}  failed\n`);
  expect(out.replaceAll(/\s+/g, ' ')).toMatch(
    /Allow ram:AssociateResourceShare .* \(AccessDeniedException, request [\da-f-]{36}\)/,
  );
  expect(out).toContain('1 failed change in the last 24h.');
});

test('who triggered it, and how much', async () => {
  await happen(consumer, 'event-1');
  await happen(other, 'event-2');
  const { out } = await terminal.jetway(['audit', '--query', 'triggers']);
  const [heading, first, second] = out.split('\n');
  expect(heading).toMatch(/^LAST +CHANGES {2}ACCOUNTS {2}TRIGGER$/);
  expect(first).toMatch(/ {2}8 +1 +MoveAccount \(aws\.organizations\) by alice$/);
  expect(second).toMatch(/^ +event event-1$/);
});

test('an interruption stops the query and says so', async () => {
  openAuditLog(terminal.simulator);
  const { code, err } = await terminal.jetway(['audit'], {
    onInterrupt(listener) {
      terminal.simulator.onCall(({ operation }) => operation === 'StartQuery' && listener());
      return () => {};
    },
  });
  expect({ code, err }).toEqual({ code: 130, err: '\nInterrupted. The query was stopped.\n' });
  expect(queries().map(({ stopped }) => stopped)).toEqual([true]);
});

test.each([
  { given: 'no log group', argv: ['audit'], says: 'Deploy the control plane, which makes it' },
  {
    given: 'no account for its query',
    argv: ['audit', '--query', 'account'],
    says: 'Name it: jetway audit ACCOUNT',
  },
  { given: 'an account that is none', argv: ['audit', '12'], says: 'An account id has 12 digits' },
  { given: 'a query that is none', argv: ['audit', '--query', 'all'], says: 'Allowed choices are account' },
  { given: 'a time that is none', argv: ['audit', '--since', 'ever'], says: 'such as 90m, 24h or 7d' },
])('$given: a message, exit code 1', async ({ argv, says }) => {
  const { code, err } = await terminal.jetway(argv);
  expect(code).toBe(1);
  expect(err).toContain(says);
});

test('the log group is the one that the control plane makes', () => {
  const configuration = parseConfiguration(world.configurationYaml, 'jetway.yaml');
  expect(namesOf(configuration).auditLogGroup).toBe(auditLogGroup(configuration.name));
});
