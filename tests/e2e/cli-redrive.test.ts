import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { namesOf } from '../../cdk/names.ts';
import { parseConfiguration } from '../../lib/config/parse.ts';
import { AccountId } from '../../lib/model/ids.ts';
import { queueNames } from '../../lib/model/queue-names.ts';
import type { ReconcileRequest } from '../../lib/trigger/request.ts';
import { addQueue, queueArn } from '../../sim/services/sqs/queues.ts';
import { textAttributes } from '../../sim/services/sqs/send.ts';
import type { SimulatedMessage, SimulatedQueue } from '../../sim/services/sqs/state.ts';
import { openTerminal, type Terminal } from '../support/cli.ts';
import { ledgerTableOf } from '../support/ledger.ts';
import {
  addConsumer,
  addConsumerVpc,
  newTestWorld,
  provider,
  region,
  type TestWorld,
} from '../support/world.ts';
import { eventAbout } from './handlers-loop.ts';

const consumer = AccountId.parse('333333333333');
const other = AccountId.parse('444444444444');
const names = queueNames('test');

let testWorld: TestWorld;
let terminal: Terminal;
beforeEach(async () => {
  testWorld = newTestWorld();
  for (const [index, id] of [consumer, other].entries()) {
    addConsumer(testWorld, { id });
    addConsumerVpc(testWorld, id, `10.${index + 1}.0.0/16`);
  }
  terminal = await openTerminal(testWorld);
});
afterEach(() => terminal.simulator.close());

/** What the control plane makes. */
function deployQueues(): void {
  ledgerTableOf(testWorld.world);
  for (const name of Object.values(names)) addQueue(testWorld.world, { account: provider, region, name });
}

function queue(name: string): SimulatedQueue {
  const found = testWorld.world.queues.queues.get(queueArn(testWorld.world, provider, region, name));
  if (found === undefined) throw new Error(`${name} is not there`);
  return found;
}

const bodies = (name: string) => queue(name).messages.map(({ body }) => body);

/** A message as SQS moves it after the last receive. */
function bury(name: string, body: string, more: Partial<SimulatedMessage> = {}): void {
  const { world } = testWorld;
  queue(name).messages.push({
    id: world.random.uuid(),
    body,
    attributes: {},
    senderId: provider,
    sentAtMs: world.clock.nowMs,
    visibleAtMs: world.clock.nowMs,
    receiveCount: 5,
    ...more,
  });
}

function request(account: AccountId, attempt = 1): string {
  const trigger = {
    id: `event ${attempt}`,
    source: 'aws.organizations',
    name: 'MoveAccount',
    actor: 'alice',
  };
  return JSON.stringify({ version: 1, account, attempt, idle: 0, trigger } satisfies ReconcileRequest);
}

function buryRequest(account: AccountId, body = request(account)): void {
  const fifo = { groupId: account, deduplicationId: body, sequenceNumber: '1' };
  bury(names.requestsDeadLetters, body, { fifo });
}

const flat = (text: string) => text.replaceAll(/\s+/g, ' ');

test('nothing there: it says so, exit code 0', async () => {
  deployQueues();
  expect(await terminal.jetway(['redrive'])).toEqual({
    code: 0,
    out: 'There are no dead letters.\n',
    err: '',
  });
  expect(await terminal.jetway(['redrive', '--return'], { ask: () => fail() })).toMatchObject({ code: 0 });
});

describe('shown', () => {
  test('of every queue, with account, age, receives and what it is about, and can be taken again at once', async () => {
    deployQueues();
    buryRequest(consumer);
    bury(names.triggersDeadLetters, JSON.stringify(eventAbout(other, 'org-move-account', 'event-9')));
    const lost = { ERROR_CODE: 'NO_PERMISSIONS', ERROR_MESSAGE: 'the queue does not admit the rule' };
    const sweep = JSON.stringify({ source: 'jetway', 'detail-type': 'Sweep', id: 'tick' });
    bury(names.undelivered, sweep, { attributes: textAttributes(lost) });
    testWorld.world.clock.advance(3 * 3600);
    for (const received of [6, 7]) {
      const { code, out } = await terminal.jetway(['redrive']);
      expect(code).toBe(2);
      expect(flat(out)).toContain(
        `requests ${consumer} 3 h old, 2026-09-14 08:00 UTC, received ${received} times look 1 at ${consumer}, because of aws.organizations MoveAccount by alice, event event 1`,
      );
      expect(flat(out)).toContain(`look at ${other}, event event-9`);
      expect(flat(out)).toContain('it failed with NO_PERMISSIONS: the queue does not admit the rule');
      expect(out).toContain('3 dead letters.');
    }
    expect(bodies(names.requests)).toEqual([]);
  });

  test('with the last error that the ledger has of the account', async () => {
    deployQueues();
    terminal.simulator.faults.inject('accessDenied', { operation: 'AssociateResourceShare' });
    expect((await terminal.jetway(['apply', '--yes', '--wait', '0'])).code).toBe(1);
    buryRequest(consumer);
    const { out } = await terminal.jetway(['redrive']);
    expect(flat(out)).toMatch(new RegExp(`last error of ${consumer}: .*AssociateResourceShare`));
  });

  test('where the ledger cannot be read, without why', async () => {
    deployQueues();
    buryRequest(consumer);
    terminal.simulator.faults.inject('internalError', { service: 'dynamodb' });
    const { code, out, err } = await terminal.jetway(['redrive']);
    expect(code).toBe(2);
    expect(out).toContain('1 dead letter.');
    expect(err).toContain('because the ledger could not be read');
  });

  test('of one account, or of one queue, as JSON', async () => {
    deployQueues();
    buryRequest(consumer);
    buryRequest(other);
    bury(names.triggersDeadLetters, JSON.stringify(eventAbout(other, 'org-move-account')));
    const told = async (...argv: readonly string[]) =>
      JSON.parse((await terminal.jetway(['redrive', '--json', ...argv])).out).deadLetters;
    expect(await told(other)).toMatchObject([
      { queue: 'triggers', accounts: [other] },
      { queue: 'requests', accounts: [other], received: 6, known: true, returned: false },
    ]);
    expect(await told('--queue', 'triggers')).toHaveLength(1);
  });

  test('more of an account than SQS gives at once are counted', async () => {
    deployQueues();
    for (let attempt = 1; attempt <= 12; attempt += 1) buryRequest(consumer, request(consumer, attempt));
    const { code, out } = await terminal.jetway(['redrive']);
    expect(code).toBe(2);
    expect(flat(out)).toContain('10 dead letters. About 2 more could not be seen');
  });
});

describe('sent back', () => {
  test('all of them, those behind ten others too, each with its body and group', async () => {
    deployQueues();
    const sent = Array.from({ length: 12 }, (_, index) => request(consumer, index + 1));
    for (const body of sent) buryRequest(consumer, body);
    const event = JSON.stringify(eventAbout(other, 'org-move-account'));
    bury(names.triggersDeadLetters, event);
    bury(names.undelivered, event);
    const asked: string[] = [];
    const { code, out } = await terminal.jetway(['redrive', '--return'], {
      ask: async (question) => asked.push(question) > 0,
    });
    expect(asked).toEqual(['\nSend 12 dead letters, and what is behind them, back?']);
    expect({ code, last: out.trimEnd().split('\n').at(-1) }).toEqual({
      code: 0,
      last: '14 dead letters sent back.',
    });
    expect(bodies(names.requests)).toEqual(sent);
    expect(queue(names.requests).messages.map(({ fifo }) => fifo?.groupId)).toEqual(sent.map(() => consumer));
    expect(bodies(names.triggers)).toEqual([event, event]);
    for (const name of [names.requestsDeadLetters, names.triggersDeadLetters, names.undelivered])
      expect(bodies(name)).toEqual([]);
  });

  test('one account’s, and no other’s', async () => {
    deployQueues();
    buryRequest(consumer);
    buryRequest(other);
    expect((await terminal.jetway(['redrive', consumer, '--return', '--yes'])).code).toBe(0);
    expect(bodies(names.requests)).toEqual([request(consumer)]);
    expect(bodies(names.requestsDeadLetters)).toEqual([request(other)]);
    expect((await terminal.jetway(['redrive'])).out).toContain('1 dead letter.');
  });

  test('a refusal sends nothing, exit code 1', async () => {
    deployQueues();
    buryRequest(consumer);
    const { code, out } = await terminal.jetway(['redrive', '--return'], { ask: async () => false });
    expect({ code, last: out.trimEnd().split('\n').at(-1) }).toEqual({
      code: 1,
      last: 'Nothing was sent back.',
    });
    expect(bodies(names.requests)).toEqual([]);
  });

  test.each([
    { given: 'no JSON', body: 'not JSON \u001b[31m' },
    { given: 'no request', body: '{"version":2}' },
  ])('not what is $given: it is shown and left, exit code 2', async ({ body }) => {
    deployQueues();
    buryRequest(other, body);
    buryRequest(consumer);
    const { code, out } = await terminal.jetway(['redrive', '--return', '--yes']);
    expect(code).toBe(2);
    expect(out).toContain(`! ${other}`);
    expect(out).not.toContain('\u001b');
    expect(flat(out)).toContain(
      '1 dead letter sent back. 1 dead letter left: no function knows what to do with it.',
    );
    expect(bodies(names.requestsDeadLetters)).toEqual([body]);
    expect(bodies(names.requests)).toEqual([request(consumer)]);
  });

  test.each([
    { name: names.triggersDeadLetters, body: 'not JSON' },
    {
      name: names.undelivered,
      body: '{"source":"aws.s3","detail-type":"Object Created","id":"1","account":"222222222222","detail":{}}',
    },
  ])('not an event that Jetway does not know, of $name', async ({ name, body }) => {
    deployQueues();
    bury(name, body);
    const { code, out } = await terminal.jetway(['redrive', '--return', '--yes']);
    expect(code).toBe(2);
    expect(out).toContain('it is no trigger that Jetway knows');
    expect(bodies(name)).toEqual([body]);
  });

  test.each([
    { fault: 'cutBefore', operation: 'SendMessage', sentBack: 0 },
    { fault: 'cutAfter', operation: 'SendMessage', sentBack: 1 },
    { fault: 'cutBefore', operation: 'DeleteMessage', sentBack: 1 },
  ] as const)('$fault at $operation loses nothing, and the next run sends it once', async (row) => {
    deployQueues();
    buryRequest(consumer);
    const { fault, operation, sentBack } = row;
    terminal.simulator.faults.inject(fault, { operation, nth: 1 });
    const { code, err } = await terminal.jetway(['redrive', '--return', '--yes']);
    expect(code).toBe(1);
    expect(err).toContain(operation);
    expect(bodies(names.requestsDeadLetters)).toEqual([request(consumer)]);
    expect(bodies(names.requests)).toHaveLength(sentBack);
    expect((await terminal.jetway(['redrive', '--return', '--yes'])).code).toBe(0);
    expect(bodies(names.requestsDeadLetters)).toEqual([]);
    expect(bodies(names.requests)).toEqual([request(consumer)]);
  });

  test('Ctrl-C while it asks ends it, and nothing is sent back', async () => {
    deployQueues();
    buryRequest(consumer);
    let interrupt = () => {};
    const { code, err } = await terminal.jetway(['redrive', '--return'], {
      ask: () => {
        interrupt();
        return new Promise<never>(() => {});
      },
      onInterrupt(listener) {
        interrupt = listener;
        return () => {};
      },
    });
    expect({ code, err }).toEqual({
      code: 130,
      err: expect.stringContaining('Interrupted. Nothing was sent'),
    });
    expect(bodies(names.requests)).toEqual([]);
  });

  test('Ctrl-C ends after the message that is on its way, and lets go of the others', async () => {
    deployQueues();
    for (const account of [consumer, other]) buryRequest(account);
    const { code } = await terminal.jetway(['redrive', '--return', '--yes'], {
      onInterrupt(listener) {
        terminal.simulator.onCall(({ operation }) => operation === 'SendMessage' && listener());
        return () => {};
      },
    });
    expect(code).toBe(130);
    expect(bodies(names.requests)).toEqual([request(consumer)]);
    expect((await terminal.jetway(['redrive'])).out).toContain('1 dead letter.');
  });
});

test.each([
  { given: 'no queue', argv: ['redrive'], says: 'Deploy the control plane, which makes it' },
  { given: 'nobody to ask', argv: ['redrive', '--return'], says: 'Pass --yes' },
  {
    given: 'a queue that is none',
    argv: ['redrive', '--queue', 'all'],
    says: 'Allowed choices are triggers',
  },
  { given: 'an account that is none', argv: ['redrive', '12'], says: 'An account id has 12 digits' },
])('$given: a message, exit code 1', async ({ argv, says }) => {
  const { code, err } = await terminal.jetway(argv);
  expect(code).toBe(1);
  expect(flat(err)).toContain(says);
});

test('the queues are those that the control plane makes, and their names are short enough for SQS', () => {
  const { name } = parseConfiguration(testWorld.configurationYaml, 'jetway.yaml');
  expect(namesOf({ name }).queue).toEqual(queueNames(name));
  for (const one of Object.values(queueNames('a'.repeat(31)))) expect(one).toMatch(/^[\w-]{1,75}(\.fifo)?$/);
});

function fail(): never {
  throw new Error('it must not ask');
}
