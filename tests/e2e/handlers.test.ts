import { afterEach, describe, expect, test } from '@jest/globals';
import { violations } from '../../sim/invariant.ts';
import {
  addConsumer,
  addConsumerVpc,
  deployConsumerRole,
  newTestWorld,
  type TestSite,
  type TestWorld,
} from '../support/world.ts';
import { eventAbout, type Loop, openLoop, resolves } from './handlers-loop.ts';

const consumer = '333333333333';

let loop: Loop;
afterEach(() => loop.close());

/** A consumer whose VPC waits for its attachment to be accepted, and the functions in front of it. */
async function start(
  site: TestSite = {},
  { role = true }: { role?: boolean } = {},
): Promise<{ test: TestWorld; vpc: string }> {
  const test = newTestWorld({}, site);
  addConsumer(test, { id: consumer, role });
  const vpc = addConsumerVpc(test, consumer, '10.1.0.0/16');
  loop = await openLoop(test, (account) => account === consumer);
  return { test, vpc };
}

const logged = (event: string) => loop.logs.filter((line) => line.event === event);

describe('an account that moves into an OU of consumers', () => {
  test('is connected by the time the queues are empty, and no call breaks the invariant', async () => {
    const { test, vpc } = await start();
    await loop.send(eventAbout(consumer, 'org-move-account'));
    await loop.drain();
    expect(resolves(test, vpc)).toBe(true);
    expect(violations(test.world, { ...test.site.expectation, isConsumer: (id) => id === consumer })).toEqual(
      [],
    );
    expect(loop.broken).toEqual([]);
    expect(logged('reconciled').at(-1)).toMatchObject({ state: 'converged', account: consumer });
    expect(logged('failed')).toEqual([]);
  });

  test('has each change announced in the audit log before the call, and its outcome after it', async () => {
    await start();
    await loop.send(eventAbout(consumer, 'org-move-account'));
    await loop.drain();
    const intended = new Set<string>();
    let calls = 0;
    for (const happened of loop.timeline) {
      if ('call' in happened) {
        calls += 1;
        expect(intended.size).toBeGreaterThan(0);
        continue;
      }
      const { audit } = happened;
      expect(audit.cause).toMatchObject({ source: 'aws.organizations', name: 'MoveAccount' });
      const change = `${audit.run} ${audit.verb} ${audit.step} ${audit.key}`;
      if (audit.phase === 'intent') intended.add(change);
      else expect(intended.delete(change)).toBe(true);
    }
    expect(intended).toEqual(new Set());
    expect(calls).toBe(loop.mutations().length);
    expect(calls).toBeGreaterThan(3);
  });

  test('is not changed by the same event again, and a new process looks at it with 15 calls', async () => {
    const { test } = await start();
    await loop.send(eventAbout(consumer, 'org-move-account'));
    await loop.drain();
    test.world.clock.advance(600); // past the five minutes for which SQS drops duplicates
    loop.restart();
    loop.simulator.journal.clear();
    const before = logged('reconciled').length;
    await loop.send(eventAbout(consumer, 'org-move-account'));
    await loop.drain();
    expect(loop.mutations()).toEqual([]);
    expect(logged('reconciled')).toHaveLength(before + 1);
    const calls = loop.simulator.journal.records.filter(({ service }) => service !== 'sqs');
    const names = calls.map(({ service, operation }) => `${service}:${operation}`);
    expect(names.filter((name) => name === 'ssm:GetParameter')).toHaveLength(1);
    expect(names.length).toBeLessThanOrEqual(15);
  });

  test('is looked at once for an event that is delivered twice within five minutes', async () => {
    await start();
    await loop.send(eventAbout(consumer, 'org-move-account'));
    await loop.send(eventAbout(consumer, 'org-move-account'));
    await loop.deliver();
    expect(logged('routed')).toHaveLength(2);
    expect(logged('reconciled')).toHaveLength(1);
  });
});

describe('a plan that has to wait', () => {
  test('goes, delayed, to the standard queue, and the FIFO queue is free and never delays', async () => {
    await start();
    await loop.send(eventAbout(consumer, 'org-move-account'));
    await loop.deliver();
    expect(loop.requests.messages).toEqual([]);
    const [again, ...others] = loop.triggers.messages;
    expect(others).toEqual([]);
    expect(JSON.parse(again?.body ?? '')).toMatchObject({
      source: 'jetway',
      'detail-type': 'Look Again',
      detail: { account: consumer, attempt: 2, because: { name: 'MoveAccount' } },
    });
    expect((again?.visibleAtMs ?? 0) - (again?.sentAtMs ?? 0)).toBeGreaterThan(0);

    await loop.drain();
    const toFifo = loop.simulator.journal.records.filter(({ operation }) => operation === 'SendMessageBatch');
    expect(toFifo.length).toBeGreaterThan(1);
    for (const { input } of toFifo) expect(JSON.stringify(input)).not.toContain('DelaySeconds');
  });

  test('is looked at again for one of several events, which the others leave it to', async () => {
    const { test, vpc } = await start();
    for (const event of ['first', 'second', 'third']) {
      await loop.send(eventAbout(consumer, 'org-move-account', event));
      await loop.deliver();
    }
    expect(loop.triggers.messages).toHaveLength(3);
    await loop.drain();
    expect(resolves(test, vpc)).toBe(true);
    expect(logged('superseded')).toHaveLength(2);
    const looks = (id: string) =>
      logged('reconciled').filter(({ cause }) => JSON.stringify(cause).includes(id)).length;
    expect(
      ['first', 'second', 'third']
        .map(looks)
        .sort((a, b) => a - b)
        .slice(0, 2),
    ).toEqual([1, 1]);
  });

  test('is looked at again where the ledger does not say that others will, and the log says so', async () => {
    const { test, vpc } = await start();
    for (const event of ['first', 'second']) {
      await loop.send(eventAbout(consumer, 'org-move-account', event));
      await loop.deliver();
    }
    loop.simulator.faults.inject('accessDenied', { service: 'dynamodb', operation: 'GetItem' });
    await loop.drain();
    expect(resolves(test, vpc)).toBe(true);
    expect(logged('superseded')).toEqual([]);
    expect(logged('unread-ledger')[0]).toMatchObject({
      level: 'warn',
      account: consumer,
      code: 'access-denied',
    });
  });

  test('is done once the StackSet has deployed the role, however late that is', async () => {
    const { test, vpc } = await start({}, { role: false });
    test.world.clock.after(1800, () => deployConsumerRole(test, consumer));
    await loop.send(eventAbout(consumer, 'org-move-account'));
    await loop.drain();
    expect(resolves(test, vpc)).toBe(true);
    expect(loop.broken).toEqual([]);
    expect(logged('failed')).toEqual([]);
  });
});

test('in observe mode, the plan is in the log and nothing is changed', async () => {
  await start({ mode: 'observe' });
  await loop.send(eventAbout(consumer, 'org-move-account'));
  await loop.drain();
  expect(loop.mutations()).toEqual([]);
  const [line, ...more] = logged('reconciled');
  expect(more).toEqual([]);
  expect(line).toMatchObject({ state: 'observed', planned: expect.arrayContaining([expect.anything()]) });
});
