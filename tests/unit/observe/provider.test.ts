import { expect, test } from '@jest/globals';
import type { Attachment } from '../../../lib/model/network.ts';
import { firstLook, observeProvider } from '../../../lib/observe/provider.ts';
import { anAggregateSite, aSite, someRules } from '../support/configuration.ts';
import { aFakeAws, contextOf, count, type FakeAws, refused } from '../support/fake-aws.ts';
import { consumer, consumersArn, region, sharedShare } from '../support/ids.ts';
import { aBareAttachment, aPrincipal, cidrOf, noProvider } from '../support/network.ts';

const at = { site: aSite(), rules: someRules() };
const portOf = (aws: FakeAws) => contextOf(aws).ports.provider(region);

test('a first look reads everything but the details', async () => {
  const seen = await observeProvider(portOf(aFakeAws()), at, { account: consumer }, firstLook);
  expect(Object.entries(seen).map(([part, { state }]) => `${part} ${state}`)).toEqual([
    'principals read',
    'attachments read',
    'propagations read',
    'prefixListEntries read',
    'prefixListSize not-looked',
    'overlaps not-looked',
    'endpointConnections read',
  ]);
});

test("one account's principals are its own and its OU's", async () => {
  const principals = [aPrincipal(), aPrincipal({ share: sharedShare, principal: consumersArn })];
  const aws = aFakeAws({ principals });
  const scope = { account: consumer, alsoPrincipals: [consumersArn] };
  expect((await observeProvider(portOf(aws), at, scope, ['principals'])).principals).toEqual({
    state: 'read',
    value: principals,
  });
  expect(count(aws, 'provider.principals')).toBe(2);
});

test.each<{ state: Attachment['state']; asks: boolean }>([
  { state: 'pendingAcceptance', asks: false },
  { state: 'pending', asks: false },
  { state: 'available', asks: true },
  { state: 'modifying', asks: true },
  { state: 'rollingBack', asks: true },
  { state: 'deleting', asks: false },
])('propagations of an attachment that is $state are asked for: $asks', async ({ state, asks }) => {
  const aws = aFakeAws({ attachments: [aBareAttachment(1, state)] });
  const { propagations } = await observeProvider(portOf(aws), at, { account: consumer }, firstLook);
  expect(propagations).toEqual({ state: 'read', value: [] });
  expect(count(aws, 'provider.propagations')).toBe(asks ? 1 : 0);
});

test.each([
  { fails: 'attachments', unread: ['attachments', 'propagations'] },
  { fails: 'principals', unread: ['principals'] },
  { fails: 'propagations', unread: ['propagations'] },
  { fails: 'prefixListEntries', unread: ['prefixListEntries'] },
  { fails: 'endpointConnections', unread: ['endpointConnections'] },
])('where $fails fails, $unread are unreadable and the rest is read', async ({ fails, unread }) => {
  const aws = aFakeAws({ attachments: [aBareAttachment(1, 'available')] });
  aws.failures.set(`provider.${fails}`, refused('access-denied'));
  const seen = await observeProvider(portOf(aws), at, { account: consumer }, firstLook);
  expect(firstLook.filter((part) => seen[part].state === 'unreadable')).toEqual(unread);
});

test('with aggregate return routes no prefix list is asked for', async () => {
  const aws = aFakeAws();
  const aggregate = { site: anAggregateSite(), rules: someRules({ returnRoutes: 'aggregate' }) };
  const seen = await observeProvider(portOf(aws), aggregate, {}, ['prefixListEntries', 'prefixListSize']);
  expect(seen.prefixListEntries).toEqual({ state: 'read', value: [] });
  expect(aws.calls).toEqual([]);
});

test('overlaps are asked for each unrouted CIDR', async () => {
  const aws = aFakeAws();
  await observeProvider(portOf(aws), at, { unrouted: [cidrOf(1), cidrOf(2)] }, ['overlaps']);
  expect(count(aws, 'provider.overlapping')).toBe(2);
});

test('only the named parts are read; the others stay as they were', async () => {
  const aws = aFakeAws();
  const before = noProvider();
  const seen = await observeProvider(portOf(aws), at, { account: consumer }, ['principals'], before);
  expect(seen).toEqual(before);
  expect(aws.calls).toEqual(['provider.principals']);
});
