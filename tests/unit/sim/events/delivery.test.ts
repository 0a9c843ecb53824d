import { beforeEach, describe, expect, test } from '@jest/globals';
import { publish } from '../../../../sim/services/events/publish.ts';
import type { TargetInput } from '../../../../sim/services/events/state.ts';
import { addFunction } from '../../../../sim/services/lambda/functions.ts';
import { addPermission } from '../../../../sim/services/lambda/permissions.ts';
import { addQueue } from '../../../../sim/services/sqs/queues.ts';
import type { World } from '../../../../sim/world.ts';
import {
  addOpenQueue,
  attributesIn,
  bodies,
  event,
  happen,
  newBusWorld,
  provider,
  region,
  rule,
} from './bus-world.ts';

let world: World;
beforeEach(() => {
  world = newBusWorld();
});

describe('a rule with a queue', () => {
  test('delivers what matches, after a while, with what EventBridge adds', () => {
    const queue = addOpenQueue(world, 'triggers');
    rule(world, { arn: queue.arn });
    publish(world, { account: provider, region, event: { ...event, source: 'aws.ram' } });
    const { id } = publish(world, { account: provider, region, event });
    expect(queue.messages).toEqual([]);
    world.clock.advance(world.events.latencies.eventDelivers);
    expect(bodies(queue)).toEqual([
      {
        version: '0',
        id,
        ...event,
        account: provider,
        region,
        time: '2026-09-14T08:00:00Z',
        resources: [],
      },
    ]);
  });

  test('is asked on its own bus alone, and only while it is enabled', () => {
    const queue = addOpenQueue(world, 'triggers');
    const disabled = rule(world, { arn: queue.arn });
    disabled.state = 'DISABLED';
    happen(world);
    happen(world, '333333333333');
    expect(queue.messages).toEqual([]);
    disabled.state = 'ENABLED';
    happen(world);
    expect(queue.messages).toHaveLength(1);
  });

  test('gives a FIFO queue its message group', () => {
    const attributes = { FifoQueue: 'true', ContentBasedDeduplication: 'true' };
    const queue = addOpenQueue(world, 'triggers.fifo', { attributes });
    rule(world, { arn: queue.arn, messageGroupId: 'one' });
    happen(world);
    expect(queue.messages[0]?.fifo?.groupId).toBe('one');
  });

  test.each<{ given: string; input: TargetInput; gets: unknown }>([
    { given: 'a constant', input: { kind: 'constant', text: '{"a":1}' }, gets: { a: 1 } },
    { given: 'a part', input: { kind: 'part', path: '$.detail.list[1]' }, gets: { x: '"two"' } },
    {
      given: 'a template',
      input: {
        kind: 'transformed',
        paths: { two: '$.detail.list[1].x', all: '$.detail', none: '$.nothing' },
        template: '{"says":"<two>!","all":<all>,"none":<none>,"rule":"<aws.events.rule-name>"}',
      },
      gets: { says: '"two"!', all: { list: [1, { x: '"two"' }] }, none: null, rule: 'it' },
    },
  ])('sends $given instead of the event', ({ input, gets }) => {
    const queue = addOpenQueue(world, 'triggers');
    rule(world, { arn: queue.arn, input });
    happen(world, provider, { detail: { list: [1, { x: '"two"' }] } });
    expect(bodies(queue)).toEqual([gets]);
  });
});

describe('what is not delivered', () => {
  const closed = () => addQueue(world, { account: provider, region, name: 'closed' }).arn;
  const encrypted = () =>
    addOpenQueue(world, 'secret', { attributes: { KmsMasterKeyId: 'alias/aws/sqs' } }).arn;
  test.each([
    { given: 'a queue that does not admit the rule', target: closed, code: 'NO_PERMISSIONS' },
    { given: "a queue with AWS's own key", target: encrypted, code: 'NO_PERMISSIONS' },
    { given: 'no queue', target: () => `arn:aws:sqs:${region}:${provider}:none`, code: 'NO_RESOURCE' },
    {
      given: 'a FIFO queue without a group',
      target: () => addOpenQueue(world, 'x.fifo', { attributes: { FifoQueue: 'true' } }).arn,
      code: 'INVALID_PARAMETER',
    },
  ])('to $given is a dead letter at once: $code', ({ target, code }) => {
    const dead = addOpenQueue(world, 'dead');
    const { arn } = rule(world, { arn: target(), deadLetterArn: dead.arn });
    publish(world, { account: provider, region, event });
    world.clock.advance(1);
    expect(bodies(dead)).toMatchObject([event]);
    expect(attributesIn(dead)).toMatchObject([{ RULE_ARN: arn, TARGET_ARN: target(), ERROR_CODE: code }]);
    expect(attributesIn(dead)[0]).not.toHaveProperty('RETRY_ATTEMPTS');
  });

  test('is tried again while the target is not available', () => {
    const queue = addOpenQueue(world, 'triggers');
    rule(world, { arn: queue.arn });
    world.events.unavailable.add(queue.arn);
    happen(world);
    expect(queue.messages).toEqual([]);
    world.events.unavailable.clear();
    world.clock.advance(64);
    expect(queue.messages).toHaveLength(1);
  });

  test.each([
    { retry: { maximumAttempts: 2 }, condition: 'MaximumRetryAttempts', attempts: '2' },
    { retry: { maximumAgeSeconds: 60 }, condition: 'MaximumEventAgeInSeconds', attempts: '5' },
  ])('is a dead letter after $condition', ({ retry, condition, attempts }) => {
    const queue = addOpenQueue(world, 'triggers');
    const dead = addOpenQueue(world, 'dead');
    rule(world, { arn: queue.arn, deadLetterArn: dead.arn, retry });
    world.events.unavailable.add(queue.arn);
    happen(world);
    expect(attributesIn(dead)).toMatchObject([
      { ERROR_CODE: 'INTERNAL_ERROR', EXHAUSTED_RETRY_CONDITION: condition, RETRY_ATTEMPTS: attempts },
    ]);
  });

  test('is lost without a dead-letter queue that admits the rule', () => {
    rule(world, { arn: closed(), deadLetterArn: closed() });
    happen(world);
    expect(world.events.lost).toMatchObject([{ event, targetArn: closed() }]);
  });
});

test('delivers twice, or in another order, where chance will have it', () => {
  const queue = addOpenQueue(world, 'triggers');
  rule(world, { arn: queue.arn });
  Object.assign(world.events.chance, { duplicate: 0.5, reorder: 0.5 });
  const sent = Array.from({ length: 20 }, (_, index) => `${index}`);
  for (const id of sent) publish(world, { account: provider, region, event: { ...event, id } });
  world.clock.advance(60);
  const ids = queue.messages.map(({ body }) => JSON.parse(body).id);
  expect(new Set(ids)).toEqual(new Set(sent));
  expect(ids.length).toBeGreaterThan(20);
  expect([...new Set(ids)]).not.toEqual(sent);
});

test('fires a rule with a schedule once a whole period has passed', () => {
  const queue = addOpenQueue(world, 'triggers');
  const { arn } = rule(world, { arn: queue.arn }, { scheduleExpression: 'rate(5 minutes)' });
  world.clock.advance(299);
  expect(queue.messages).toEqual([]);
  world.clock.advance(302);
  expect(bodies(queue)).toMatchObject([
    {
      source: 'aws.events',
      'detail-type': 'Scheduled Event',
      time: '2026-09-14T08:05:00Z',
      resources: [arn],
    },
    { time: '2026-09-14T08:10:00Z' },
  ]);
});

test('hands an event to a function whose policy admits the rule, and to no other', () => {
  const roleArn = `arn:aws:iam::${provider}:role/any`;
  const code = { kind: 'inline', source: '' } as const;
  const target = addFunction(world, { account: provider, region, name: 'listener', roleArn, code });
  const { arn } = rule(world, { arn: target.arn });
  happen(world);
  expect(world.functions.asynchronous).toEqual([]);
  expect(world.events.lost).toMatchObject([{ because: expect.stringMatching(/^NO_PERMISSIONS/) }]);
  addPermission(target, { principal: 'events.amazonaws.com', sourceArn: arn });
  happen(world);
  expect(world.functions.asynchronous).toMatchObject([{ functionArn: target.arn }]);
});

test.each([
  { target: { arn: 'arn:aws:sns:eu-west-1:222222222222:topic' }, says: /knows no target like arn:aws:sns/ },
  {
    target: { arn: `arn:aws:sqs:${region}:${provider}:q`, roleArn: 'arn' },
    says: /knows no role for the target/,
  },
  {
    target: { arn: `arn:aws:sqs:${region}:${provider}:q`, input: { kind: 'part', path: '$..all' } as const },
    says: /does not know the JSON path/,
  },
])('refuses the target $target', ({ target, says }) => {
  expect(() => rule(world, target)).toThrow(says);
});

test('refuses a rule of a bus that is not there', () => {
  expect(() => rule(world, { arn: `arn:aws:sqs:${region}:${provider}:q` }, { bus: 'other' })).toThrow(
    'there is no bus other in 222222222222, eu-west-1',
  );
});
