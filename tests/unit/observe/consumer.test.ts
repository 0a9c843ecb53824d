import { expect, test } from '@jest/globals';
import {
  type ConsumerQuestion,
  consumerParts,
  observeConsumer,
  unseenConsumer,
} from '../../../lib/observe/consumer.ts';
import { aSite, someRules } from '../support/configuration.ts';
import { aFakeAws, contextOf, count, type FakeAws, refused } from '../support/fake-aws.ts';
import { consumer, region, sharedProfile, vpcId } from '../support/ids.ts';
import { anAssociation, aVpc } from '../support/network.ts';

const question: ConsumerQuestion = {
  site: aSite(),
  rules: someRules(),
  attached: [vpcId(1)],
  profile: sharedProfile,
  invited: false,
};
const enter = (aws: FakeAws) => () => contextOf(aws).ports.consumer(consumer, region);

test('where the role is refused, every part is unreadable for that reason', async () => {
  const seen = await observeConsumer(enter(aFakeAws({ roleRefused: true })), question);
  for (const part of consumerParts)
    expect(seen[part]).toMatchObject({ state: 'unreadable', error: { code: 'role-refused' } });
});

test.each([
  { fails: 'vpcs', unread: ['vpcs', 'routeTables'] },
  { fails: 'routeTables', unread: ['routeTables'] },
  { fails: 'profileAssociations', unread: ['profileAssociations'] },
  { fails: 'dnsSupport', unread: ['dnsSupport'] },
])('where $fails fails, $unread are unreadable and the rest is read', async ({ fails, unread }) => {
  const aws = aFakeAws();
  aws.failures.set(`consumer.${fails}`, refused('access-denied'));
  const seen = await observeConsumer(enter(aws), question);
  expect(consumerParts.filter((part) => seen[part].state === 'unreadable')).toEqual(unread);
});

test('a defect is thrown, not taken for an unreadable part', async () => {
  const defect = new TypeError('x is not a function');
  await expect(observeConsumer(async () => Promise.reject(defect), question)).rejects.toBe(defect);
});

test.each([
  { given: 'a consumer', changes: {}, asked: [] },
  { given: 'no consumer, attached', changes: { profile: undefined }, asked: ['consumer.attachmentTags'] },
  { given: 'no consumer, not attached', changes: { profile: undefined, attached: [] }, asked: [] },
  {
    given: 'a consumer with an attachment that Jetway may have made and its tag gone',
    changes: { rules: someRules({ attachments: 'create' }) },
    asked: ['consumer.attachmentTags'],
  },
  { given: 'a consumer that is invited', changes: { invited: true }, asked: ['consumer.invitations'] },
])('of $given, $asked is asked besides', async ({ changes, asked }) => {
  const aws = aFakeAws();
  await observeConsumer(enter(aws), { ...question, ...changes });
  const besides = ['consumer.attachmentTags', 'consumer.invitations', 'consumer.subnets'];
  expect(besides.filter((method) => aws.calls.includes(method))).toEqual(asked);
});

test('DNS support is asked only of VPCs without a profile, and subnets only of those to attach', async () => {
  const aws = aFakeAws({
    associations: [anAssociation(vpcId(1))],
    vpcs: [aVpc(1), aVpc(2), aVpc(3, { tags: { 'jetway:attach': 'on' } })],
  });
  const creates = {
    ...question,
    attached: [vpcId(1), vpcId(2)],
    rules: someRules({ attachments: 'create' }),
  };
  const seen = await observeConsumer(enter(aws), creates);
  expect(seen.dnsSupport).toMatchObject({ value: [{ vpc: vpcId(2) }, { vpc: vpcId(3) }] });
  expect(seen.subnets).toMatchObject({ value: new Map([[vpcId(3), []]]) });
});

test('only the named parts are read; the others stay as they were', async () => {
  const aws = aFakeAws();
  const before = unseenConsumer({ state: 'not-looked' });
  const seen = await observeConsumer(enter(aws), question, ['profileAssociations'], before);
  expect(seen).toEqual({ ...before, profileAssociations: { state: 'read', value: [] } });
  expect(aws.calls).toEqual(['consumer', 'consumer.profileAssociations']);
  expect(count(aws, 'consumer.vpcs')).toBe(0);
});
