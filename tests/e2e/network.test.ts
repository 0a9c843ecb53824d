import { afterEach, expect, test } from '@jest/globals';
import { AccountId } from '../../lib/model/ids.ts';
import { entriesOf } from '../../sim/services/ec2/prefix-lists.ts';
import { moveAccount } from '../../sim/services/organizations/tree.ts';
import { openLedger } from '../support/ledger.ts';
import {
  addConnectedVpc,
  addConsumer,
  addConsumerVpc,
  newTestWorld,
  otherOu,
  type TestSite,
  type TestWorld,
} from '../support/world.ts';
import { eventAbout, type Loop, openLoop, resolves } from './handlers-loop.ts';

const consumers = Array.from({ length: 6 }, (_, index) => String(300_000_000_000 + index));

let world: TestWorld;
let loop: Loop;
let vpcs: ReadonlyMap<string, string>;
afterEach(() => loop.close());

/** Consumers whose VPCs wait for their attachments to be accepted, or are connected. */
async function begin(site: TestSite = {}, { areConnected = false } = {}): Promise<void> {
  world = newTestWorld({}, site);
  vpcs = new Map(
    consumers.map((id, index) => {
      addConsumer(world, { id });
      const add = areConnected ? addConnectedVpc : addConsumerVpc;
      return [id, add(world, id, `10.1.${index}.0/24`)];
    }),
  );
  loop = await openLoop(world, (account) => consumers.includes(account));
}

async function send(accounts: readonly string[], id: string): Promise<void> {
  for (const account of accounts)
    await loop.send(eventAbout(account, 'org-move-account', `${id} ${account}`));
}

const connected = () => consumers.filter((account) => resolves(world, vpcs.get(account) ?? ''));
const entries = () => [...world.world.ec2.prefixLists.values()].flatMap((list) => [...entriesOf(list)]);
const changes = () =>
  loop.simulator.journal.records.filter(({ operation }) => operation === 'ModifyManagedPrefixList');
const logged = (event: string) => loop.logs.filter((line) => line.event === event);

test('the entries of accounts that come at once are few changes, and each entry is audited', async () => {
  await begin();
  await send(consumers, 'joined');
  await loop.drain();
  expect(connected()).toEqual(consumers);
  expect(changes().length).toBeLessThanOrEqual(2); // the second for those whose look came after the first pass
  expect(changes().map(({ outcome }) => outcome.state)).not.toContain('error');
  expect(entries()).toHaveLength(consumers.length);
  const audited = loop.timeline.flatMap((one) => ('audit' in one ? [one.audit] : []));
  const ofList = audited.filter(({ step }) => step === 'prefix-list-entry');
  expect(ofList.map(({ phase, outcome }) => outcome ?? phase).sort()).toEqual([
    ...consumers.map(() => 'done'),
    ...consumers.map(() => 'intent'),
  ]);
  expect(logged('failed')).toEqual([]);
  expect(loop.broken).toEqual([]);
});

test('those who leave lose their entries by a pass, when nothing resolves any more', async () => {
  await begin({}, { areConnected: true });
  const leaving = consumers.slice(0, 3);
  for (const account of leaving) moveAccount(world.world, account, otherOu);
  await send(leaving, 'left');
  await loop.drain();
  expect(connected()).toEqual(consumers.slice(leaving.length));
  expect(entries()).toHaveLength(consumers.length - leaving.length);
  expect(changes().length).toBeLessThanOrEqual(2);
  expect(loop.broken).toEqual([]);
  expect(logged('failed')).toEqual([]);
});

test('an account that others are at work on is left to the next pass', async () => {
  await begin();
  const [held = ''] = consumers;
  await send(consumers, 'joined');
  const ledger = openLedger(world.world, { endpoint: loop.simulator.url });
  for (let rounds = 0; entries().length === 0; rounds += 1) {
    expect(rounds).toBeLessThan(100);
    const asked = loop.requests.messages.some(({ fifo }) => fifo?.groupId === 'network-eu-west-1');
    if (asked) {
      const nowMs = world.world.clock.nowMs;
      const claim = { owner: 'somebody', endedBeforeMs: nowMs, untilMs: nowMs + 300_000 };
      await ledger.take(AccountId.parse(held), claim);
    }
    if ((await loop.deliver()) === 0) world.world.clock.advance(5);
  }
  const ofHeld = () => entries().filter(({ description }) => description?.includes(held));
  expect(ofHeld()).toEqual([]);
  await loop.drain();
  expect(ofHeld()).toHaveLength(1);
  expect(connected()).toEqual(consumers);
});

test('a list that AWS does not let Jetway change holds up nobody’s message, and is tried again', async () => {
  await begin();
  const mend = loop.simulator.faults.inject('accessDenied', { operation: 'ModifyManagedPrefixList' });
  world.world.clock.after(600, mend);
  await send(consumers.slice(0, 2), 'joined');
  await loop.drain();
  expect(connected()).toEqual(consumers.slice(0, 2));
  expect(logged('failed')[0]).toMatchObject({ code: 'access-denied', site: 'eu-west-1' });
  expect(loop.deadLetters.messages).toEqual([]);
});

test.each([{ returnRoutes: 'aggregate' }, { mode: 'observe' }] as const)(
  'nobody asks for a pass where there is nothing to share or to change: %p',
  async (site) => {
    await begin(site);
    await send(consumers.slice(0, 2), 'joined');
    await loop.drain();
    expect(changes()).toEqual([]);
    expect(logged('network-pass')).toEqual([]);
    expect(logged('failed')).toEqual([]);
  },
);
