import { expect, test } from '@jest/globals';
import { PrefixListId } from '../../../lib/model/ids.ts';
import { read } from '../../../lib/model/observation.ts';
import { prefixListEntry } from '../../../lib/steps/prefix-list-entry.ts';
import { anAggregateSite } from '../support/configuration.ts';
import { consumer, neighbour, prefixList, vpcId } from '../support/ids.ts';
import { anAttachment, anEntry, aVpc, cidr, cidrOf, unreadable, valueIn } from '../support/network.ts';
import { recordingPorts } from '../support/ports.ts';
import { aView, optedOut } from '../support/view.ts';

const subject = { ...anEntry(1), prefixList, vpc: vpcId(1) };
const provider = { attachments: read([anAttachment(1)]) };
const twoCidrs = [cidrOf(1), cidr('10.101.0.0/16')];
const inside = { vpcs: read([aVpc(1, { cidrs: twoCidrs })]) };

test('each CIDR of a connected VPC is wanted, with its owner in the description', () =>
  expect(prefixListEntry.wanted(aView({ provider, consumer: inside }))).toEqual(
    twoCidrs.map((one) => ({
      prefixList,
      cidr: one,
      vpc: vpcId(1),
      description: `jetway ${consumer} vpc-1`,
    })),
  ));

test('with aggregate return routes nothing is wanted and nothing seen', () => {
  const view = aView({
    site: anAggregateSite(),
    provider: { ...provider, prefixListEntries: read([anEntry(1)]) },
    consumer: inside,
  });
  expect(prefixListEntry.wanted(view)).toEqual([]);
  expect(valueIn(prefixListEntry.seen(view))).toEqual([]);
});

test.each([
  { given: 'its own', entry: anEntry(1), seen: true },
  { given: 'its own of a VPC that is gone', entry: anEntry(7), seen: true },
  {
    given: "somebody's of a CIDR that is wanted",
    entry: { ...anEntry(1), description: 'by hand' },
    seen: true,
  },
  { given: "somebody's of another CIDR", entry: { ...anEntry(7), description: 'by hand' }, seen: false },
  { given: "another account's", entry: anEntry(7, neighbour), seen: false },
])('an entry that is $given is seen: $seen', ({ entry, seen }) => {
  const prefixListEntries = read([entry]);
  const view = aView({ provider: { ...provider, prefixListEntries }, consumer: inside });
  expect(valueIn(prefixListEntry.seen(view)).map(({ subject: { cidr: one } }) => one)).toEqual(
    seen ? [entry.cidr] : [],
  );
});

test('an account that is no consumer sees only its own entries', () => {
  const prefixListEntries = read([
    anEntry(1),
    { ...anEntry(2), description: 'by hand' },
    anEntry(3, neighbour),
  ]);
  expect(
    valueIn(prefixListEntry.seen(aView({ account: optedOut, provider: { prefixListEntries } }))),
  ).toEqual([{ subject, state: 'present', ours: true }]);
});

test('entries that could not be read are not seen as absent', () =>
  expect(prefixListEntry.seen(aView({ provider: { prefixListEntries: unreadable() } })).state).toBe(
    'unreadable',
  ));

test.each(['add', 'remove'] as const)('%s waits while the list is in change', (verb) => {
  const prefixListSize = read({ settled: false, maxEntries: 100 });
  expect(prefixListEntry.hinders?.(verb, subject, aView({ provider: { prefixListSize } }))).toEqual({
    for: 'the change of pl-1 that is in progress',
    lookAgainSeconds: 5,
  });
});

test.each([
  { listed: 8, maxEntries: 10, refused: false },
  { listed: 9, maxEntries: 10, refused: true },
  { listed: 0, maxEntries: 2, refused: false },
  { listed: 0, maxEntries: 1, refused: true },
])(
  '$listed of $maxEntries entries and two more wanted: refused $refused',
  ({ listed, maxEntries, refused }) => {
    const view = aView({
      provider: {
        ...provider,
        prefixListSize: read({ settled: true, maxEntries }),
        prefixListEntries: read(Array.from({ length: listed }, (_, n) => anEntry(n + 2, neighbour))),
      },
      consumer: inside,
    });
    const finding = prefixListEntry.hinders?.('add', subject, view);
    expect(finding).toEqual(
      refused ? expect.objectContaining({ kind: 'quota', resource: prefixList }) : undefined,
    );
    expect(prefixListEntry.hinders?.('remove', subject, view)).toBeUndefined();
  },
);

test('an entry that is there already takes no more room', () => {
  const view = aView({
    provider: {
      ...provider,
      prefixListSize: read({ settled: true, maxEntries: 2 }),
      prefixListEntries: read([anEntry(1)]),
    },
    consumer: inside,
  });
  expect(prefixListEntry.hinders?.('add', subject, view)).toBeUndefined();
});

test('the key is list and CIDR, whoever described it', () =>
  expect([subject, { ...subject, description: 'by hand' }].map((one) => prefixListEntry.key(one))).toEqual([
    'pl-1 10.1.0.0/16',
    'pl-1 10.1.0.0/16',
  ]));

test('one call a list, with all its entries', async () => {
  const elsewhere = { ...anEntry(3), prefixList: PrefixListId.parse('pl-2'), vpc: vpcId(3) };
  const subjects = [subject, { ...anEntry(2, neighbour), prefixList, vpc: vpcId(2) }, elsewhere];
  const ports = recordingPorts();
  await prefixListEntry.add(subjects, ports);
  await prefixListEntry.remove(subjects, ports);
  expect(ports.calls).toEqual([
    ['provider.addEntries', 'pl-1', [anEntry(1), anEntry(2, neighbour)]],
    ['provider.addEntries', 'pl-2', [anEntry(3)]],
    ['provider.removeEntries', 'pl-1', [cidrOf(1), cidrOf(2)]],
    ['provider.removeEntries', 'pl-2', [cidrOf(3)]],
  ]);
});
