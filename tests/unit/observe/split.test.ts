import { expect, test } from '@jest/globals';
import { read } from '../../../lib/model/observation.ts';
import { splitProviderSide } from '../../../lib/observe/split.ts';
import { consumer, consumersArn, neighbour } from '../support/ids.ts';
import {
  anAttachment,
  anEntry,
  aPrincipal,
  aPropagation,
  noProvider,
  unreadable,
  valueIn,
} from '../support/network.ts';

const theirs = anAttachment(2, { owner: neighbour });
const side = noProvider({
  principals: read([
    aPrincipal(),
    aPrincipal({ principal: neighbour }),
    aPrincipal({ principal: consumersArn }),
  ]),
  attachments: read([anAttachment(1), theirs]),
  propagations: read([aPropagation(1), aPropagation(2)]),
  prefixListEntries: read([anEntry(1), anEntry(2, neighbour), { ...anEntry(3), description: 'by hand' }]),
});

test('an account is given what is its own, with the principals of OUs and the whole prefix list', () => {
  const own = splitProviderSide(side).of(consumer);
  expect(valueIn(own.principals).map(({ principal }) => principal)).toEqual([consumer, consumersArn]);
  expect(valueIn(own.attachments)).toEqual([anAttachment(1)]);
  expect(valueIn(own.propagations)).toEqual([aPropagation(1)]);
  expect(own.prefixListEntries).toBe(side.prefixListEntries);
});

test.each([
  { given: 'a principal', part: { principals: read([aPrincipal()]) }, accounts: [consumer] },
  { given: 'an attachment', part: { attachments: read([theirs]) }, accounts: [neighbour] },
  { given: 'an entry', part: { prefixListEntries: read([anEntry(1)]) }, accounts: [consumer] },
  {
    given: "an OU's principal",
    part: { principals: read([aPrincipal({ principal: consumersArn })]) },
    accounts: [],
  },
  {
    given: "somebody's entry",
    part: { prefixListEntries: read([{ ...anEntry(1), description: 'by hand' }]) },
    accounts: [],
  },
])('$given shows $accounts', ({ part, accounts }) =>
  expect([...splitProviderSide(noProvider(part)).accounts]).toEqual(accounts),
);

test.each(['principals', 'attachments', 'propagations', 'prefixListEntries', 'endpointConnections'] as const)(
  '%s that could not be read are unreadable for each account, not empty',
  (part) =>
    expect(splitProviderSide(noProvider({ [part]: unreadable() })).of(consumer)[part].state).toBe(
      'unreadable',
    ),
);
