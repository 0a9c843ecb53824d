import { expect, test } from '@jest/globals';
import { SubnetId } from '../../../lib/model/ids.ts';
import type { Attachment, Subnet } from '../../../lib/model/network.ts';
import { read } from '../../../lib/model/observation.ts';
import type { AccountState } from '../../../lib/model/organization.ts';
import { attachment } from '../../../lib/steps/attachment.ts';
import { attachmentId, gateway, vpcId } from '../support/ids.ts';
import {
  aBareAttachment,
  anAttachment,
  aVpc,
  madeByJetway,
  madeByStack,
  unreadable,
  valueIn,
} from '../support/network.ts';
import { recordingPorts } from '../support/ports.ts';
import { aLeavingView, aView } from '../support/view.ts';

const tags = { 'jetway:name': 'test' };
const toMake = {
  vpc: vpcId(1),
  gateway,
  attachment: undefined,
  subnets: [SubnetId.parse('subnet-1')],
  tags,
  fromProvider: false,
};
const made = { ...toMake, attachment: attachmentId(1), subnets: [] };

const subnet = (id: string, zone: string, freeAddresses: number, on = false): Subnet => ({
  id: SubnetId.parse(id),
  zone,
  freeAddresses,
  tags: on ? { 'jetway:attach': 'on' } : {},
});
const toAttach = (subnets: readonly Subnet[]) =>
  aView({
    rules: { attachments: 'create' },
    consumer: {
      vpcs: read([aVpc(1, { tags: { 'jetway:attach': 'on' } })]),
      subnets: read(new Map([[vpcId(1), subnets]])),
    },
  });

test('the attachment of each connected VPC is wanted', () => {
  const view = aView({
    provider: { attachments: read([anAttachment(1)]) },
    consumer: { vpcs: read([aVpc(1), aVpc(2)]) },
  });
  expect(attachment.wanted(view)).toEqual([made]);
});

test.each([
  {
    given: 'one a zone',
    subnets: [subnet('subnet-1', 'euw1-az1', 9), subnet('subnet-2', 'euw1-az2', 9)],
    chosen: ['subnet-1', 'subnet-2'],
  },
  {
    given: 'the roomiest of a zone',
    subnets: [subnet('subnet-1', 'euw1-az1', 8), subnet('subnet-2', 'euw1-az1', 9)],
    chosen: ['subnet-2'],
  },
  {
    given: 'the tagged one before the roomiest',
    subnets: [subnet('subnet-1', 'euw1-az1', 8, true), subnet('subnet-2', 'euw1-az1', 9)],
    chosen: ['subnet-1'],
  },
  {
    given: 'the first of two alike',
    subnets: [subnet('subnet-2', 'euw1-az1', 9), subnet('subnet-1', 'euw1-az1', 9)],
    chosen: ['subnet-1'],
  },
  {
    given: 'none without a free address',
    subnets: [subnet('subnet-1', 'euw1-az1', 0, true), subnet('subnet-2', 'euw1-az1', 1)],
    chosen: ['subnet-2'],
  },
])('subnets of an attachment to be made: $given', ({ subnets, chosen }) => {
  const [wanted] = attachment.wanted(toAttach(subnets));
  expect(wanted).toMatchObject({ vpc: vpcId(1), attachment: undefined, subnets: chosen, tags });
});

test.each<{ state: Attachment['state']; seen: string | undefined }>([
  { state: 'pendingAcceptance', seen: undefined },
  { state: 'initiatingRequest', seen: 'arriving' },
  { state: 'initiating', seen: 'arriving' },
  { state: 'pending', seen: 'arriving' },
  { state: 'available', seen: 'present' },
  { state: 'modifying', seen: 'present' },
  { state: 'rollingBack', seen: 'present' },
  { state: 'deleting', seen: 'leaving' },
  { state: 'rejecting', seen: 'leaving' },
  { state: 'failing', seen: 'leaving' },
])('$state is $seen', ({ state, seen }) => {
  const view = aView({ provider: { attachments: read([aBareAttachment(1, state)]) } });
  expect(valueIn(attachment.seen(view)).map((one) => one.state)).toEqual(seen === undefined ? [] : [seen]);
});

test.each<{ given: string; state?: AccountState; tagged: boolean; ours: boolean; fromProvider: boolean }>([
  { given: "tagged as Jetway's", tagged: true, ours: true, fromProvider: false },
  { given: 'without our tag', tagged: false, ours: false, fromProvider: false },
  { given: 'of a closed account', state: 'CLOSED', tagged: false, ours: true, fromProvider: true },
  { given: 'of a suspended account', state: 'SUSPENDED', tagged: false, ours: true, fromProvider: true },
  { given: 'of a departed account', state: 'DEPARTED', tagged: false, ours: true, fromProvider: true },
  {
    given: 'of an account that is being closed',
    state: 'PENDING_CLOSURE',
    tagged: false,
    ours: false,
    fromProvider: false,
  },
  {
    given: 'of an account not activated yet',
    state: 'PENDING_ACTIVATION',
    tagged: false,
    ours: false,
    fromProvider: false,
  },
])(
  '$given: ours $ours, deleted by the provider $fromProvider',
  ({ state = 'ACTIVE', tagged, ours, fromProvider }) => {
    const attachmentTags = tagged ? madeByJetway(1) : read(new Map([[attachmentId(1), { Name: 'mine' }]]));
    const view = aLeavingView({ account: { state, tags: {} }, consumer: { attachmentTags } });
    expect(valueIn(attachment.seen(view))).toMatchObject([{ ours, subject: { fromProvider } }]);
  },
);

test.each([
  {
    given: "another Jetway's attachment",
    attachmentTags: read(new Map([[attachmentId(1), { 'jetway:name': 'staging' }]])),
  },
  { given: 'an attachment that a stack of this Jetway made', attachmentTags: madeByStack(1) },
])('$given is not ours', ({ attachmentTags }) => {
  expect(valueIn(attachment.seen(aLeavingView({ consumer: { attachmentTags } })))).toMatchObject([
    { ours: false },
  ]);
});

test('attachments that could not be read are not seen as absent', () =>
  expect(attachment.seen(aView({ provider: { attachments: unreadable() } })).state).toBe('unreadable'));

test('a VPC without a subnet to attach is told of', () =>
  expect(attachment.hinders?.('add', { ...toMake, subnets: [] }, toAttach([]))).toMatchObject({
    kind: 'no-subnet',
    resource: vpcId(1),
    remedy: 'Add a subnet in each Availability Zone, or take the tag jetway:attach off the VPC',
  }));

test('subnets that could not be read are not said to be missing', () => {
  const view = aView({
    rules: { attachments: 'create' },
    consumer: { vpcs: read([aVpc(1, { tags: { 'jetway:attach': 'on' } })]), subnets: unreadable() },
  });
  const hindrance = attachment.hinders?.('add', { ...toMake, subnets: [] }, view);
  expect(hindrance).not.toMatchObject({ kind: 'no-subnet' });
});

test.each([
  { given: 'it exists', verb: 'add', subject: made },
  { given: 'there is a subnet', verb: 'add', subject: toMake },
  { given: 'it is to go', verb: 'remove', subject: made },
] as const)('nothing hinders where $given', ({ verb, subject }) =>
  expect(attachment.hinders?.(verb, subject, aView())).toBeUndefined(),
);

test("making one needs the gateway's share; accepting one needs nothing", () => {
  expect(attachment.needs(toMake)).toEqual(['gateway-principal']);
  expect(attachment.needs(made)).toEqual([]);
});

test('the key is the VPC, before and after there is an attachment', () =>
  expect([toMake, made].map((one) => attachment.key(one))).toEqual([vpcId(1), vpcId(1)]));

test('what is done is said', () => {
  expect(attachment.explain('add', toMake)).toBe('attach vpc-1 to tgw-1');
  expect(attachment.explain('add', made)).toBe('accept tgw-attach-1 of vpc-1');
  expect(attachment.explain('remove', made)).toBe('delete tgw-attach-1 of vpc-1');
});

test.each([
  {
    given: 'to be made',
    verb: 'add',
    subject: toMake,
    call: ['consumer.createAttachment', gateway, vpcId(1), toMake.subnets, tags],
  },
  {
    given: 'made by the consumer',
    verb: 'add',
    subject: made,
    call: ['provider.acceptAttachment', attachmentId(1)],
  },
  { given: 'to go', verb: 'remove', subject: made, call: ['consumer.deleteAttachment', attachmentId(1)] },
  {
    given: 'to go from an account that nobody can enter',
    verb: 'remove',
    subject: { ...made, fromProvider: true },
    call: ['provider.deleteAttachment', attachmentId(1)],
  },
] as const)('an attachment $given: $call', async ({ verb, subject, call }) => {
  const ports = recordingPorts();
  await attachment[verb]([subject], ports);
  expect(ports.calls).toEqual([call]);
});
