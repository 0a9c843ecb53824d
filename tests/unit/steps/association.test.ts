import { expect, test } from '@jest/globals';
import type { Attachment } from '../../../lib/model/network.ts';
import { read } from '../../../lib/model/observation.ts';
import { association } from '../../../lib/steps/association.ts';
import { attachmentId, consumersTable, otherTable, vpcId } from '../support/ids.ts';
import { aBareAttachment, anAttachment, aVpc, unreadable, valueIn } from '../support/network.ts';
import { recordingPorts } from '../support/ports.ts';
import { aView } from '../support/view.ts';

const subject = { vpc: vpcId(1), table: consumersTable, attachment: attachmentId(1) };
const attached = (one: Attachment) =>
  aView({ provider: { attachments: read([one]) }, consumer: { vpcs: read([aVpc(1)]) } });

test("each connected VPC is wanted in the consumers' route table", () =>
  expect(association.wanted(attached(aBareAttachment(1, 'pendingAcceptance')))).toEqual([subject]));

test.each([
  { state: 'associating', seen: 'arriving' },
  { state: 'associated', seen: 'present' },
  { state: 'disassociating', seen: 'leaving' },
] as const)('$state is $seen', ({ state, seen }) => {
  const view = attached(anAttachment(1, { association: { table: consumersTable, state } }));
  expect(valueIn(association.seen(view))).toEqual([{ subject, state: seen, ours: true }]);
});

test('an attachment without an association has none', () =>
  expect(valueIn(association.seen(attached(aBareAttachment(1, 'available'))))).toEqual([]));

test("an association with another table is not ours, and bars the consumers'", () => {
  const view = attached(anAttachment(1, { association: { table: otherTable, state: 'associated' } }));
  expect(valueIn(association.seen(view))).toMatchObject([{ subject: { table: otherTable }, ours: false }]);
  expect(association.hinders?.('add', subject, view)).toMatchObject({
    kind: 'other-route',
    resource: vpcId(1),
  });
  expect(association.hinders?.('remove', subject, view)).toBeUndefined();
});

test.each([
  {
    given: 'leaving another table',
    view: attached(anAttachment(1, { association: { table: otherTable, state: 'disassociating' } })),
  },
  { given: "in the consumers' table", view: attached(anAttachment(1)) },
  { given: 'in no table', view: attached(aBareAttachment(1, 'available')) },
  { given: 'unreadable', view: aView({ provider: { attachments: unreadable() } }) },
])('an attachment that is $given bars nothing', ({ view }) =>
  expect(association.hinders?.('add', subject, view)).toBeUndefined(),
);

test('the key is VPC and table, before and after there is an attachment', () =>
  expect([subject, { ...subject, attachment: undefined }].map((one) => association.key(one))).toEqual([
    'vpc-1 tgw-rtb-1',
    'vpc-1 tgw-rtb-1',
  ]));

test('it needs the attachment', () => expect(association.needs(subject)).toEqual(['attachment']));

test('it is added and removed on the provider side', async () => {
  const ports = recordingPorts();
  await association.add([subject], ports);
  await association.remove([subject], ports);
  expect(ports.calls).toEqual([
    ['provider.associate', consumersTable, attachmentId(1)],
    ['provider.disassociate', consumersTable, attachmentId(1)],
  ]);
});

test('without an attachment nothing is called, and it may be so later', async () => {
  const ports = recordingPorts();
  await expect(association.add([{ ...subject, attachment: undefined }], ports)).rejects.toMatchObject({
    code: 'not-ready',
  });
  expect(ports.calls).toEqual([]);
});
