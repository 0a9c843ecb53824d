import { expect, test } from '@jest/globals';
import { JetwayError } from '../../../lib/model/errors.ts';
import { AccountId } from '../../../lib/model/ids.ts';
import { read } from '../../../lib/model/observation.ts';
import type { Memory } from '../../../lib/record/ledger.ts';
import { whoseTurn } from '../../../lib/record/turns.ts';
import { anEntry } from '../support/ledger-entry.ts';

const start = Date.parse('2026-09-14T08:00:00Z');
const hourMs = 3_600_000;

const unreadable: Memory = {
  state: 'unreadable',
  error: new JetwayError('unavailable', { resource: 'ledger', what: 'it does not answer', remedy: 'Wait' }),
};
const ids = (count: number) =>
  Array.from({ length: count }, (_, index) => AccountId.parse(String(300_000_000_000 + index)));

test.each([
  { consumers: 0, turns: 0 },
  { consumers: 1, turns: 1 },
  { consumers: 20, turns: 1 },
  { consumers: 21, turns: 2 },
  { consumers: 200, turns: 10 },
])('of $consumers remembered consumers $turns have their turn, longest ago first', ({ consumers, turns }) => {
  const all = ids(consumers).map((account, index) => ({
    account,
    memory: read(anEntry({ account, lookedAt: new Date(start - index * 60_000).toISOString() })),
  }));
  const oldest = all.slice(consumers - turns).map(({ account }) => account);
  expect(whoseTurn(all, start)).toEqual(oldest.reverse());
});

test('remembered consumers have had their turn after twenty hourly sweeps, each once', () => {
  const lookedAt = new Map(ids(200).map((account) => [account, new Date(start - hourMs).toISOString()]));
  for (let hour = 0; hour < 20; hour += 1) {
    const consumers = [...lookedAt].map(([account, at]) => ({
      account,
      memory: read(anEntry({ account, lookedAt: at })),
    }));
    const nowMs = start + hour * hourMs;
    const turns = whoseTurn(consumers, nowMs);
    expect(turns).toHaveLength(10);
    for (const account of turns) lookedAt.set(account, new Date(nowMs).toISOString());
  }
  expect([...lookedAt.values()].filter((at) => Date.parse(at) < start)).toEqual([]);
});

test.each([
  { given: 'the ledger cannot be read', memory: unreadable },
  { given: 'nothing is remembered', memory: read(undefined) },
])('where $given, everybody has a turn in twenty hours, each once', ({ memory }) => {
  const consumers = ids(200).map((account) => ({ account, memory }));
  const turns = Array.from({ length: 20 }, (_, hour) => whoseTurn(consumers, start + hour * hourMs));
  expect(turns.flat().sort()).toEqual(ids(200));
  expect(Math.max(...turns.map(({ length }) => length))).toBeLessThan(30);
});

test('one that is not remembered keeps nobody else from its turn', () => {
  const [known, ...strangers] = ids(30);
  const consumers = [
    { account: known ?? AccountId.parse('300000000000'), memory: read(anEntry()) },
    ...strangers.map((account) => ({ account, memory: unreadable })),
  ];
  expect(whoseTurn(consumers, start)).toContain(known);
});
