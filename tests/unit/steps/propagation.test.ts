import { expect, test } from '@jest/globals';
import type { Propagation } from '../../../lib/model/network.ts';
import { read } from '../../../lib/model/observation.ts';
import { propagation } from '../../../lib/steps/propagation.ts';
import { attachmentId, consumersTable, providerTable, vpcId } from '../support/ids.ts';
import { anAttachment, aPropagation, aVpc, cidr, cidrOf, unreadable, valueIn } from '../support/network.ts';
import { recordingPorts } from '../support/ports.ts';
import { aLeavingView, aView } from '../support/view.ts';

const subject = { vpc: vpcId(1), table: providerTable, attachment: attachmentId(1) };
const twoCidrs = [cidrOf(1), cidr('10.101.0.0/16')];
const propagated = (one: Propagation) =>
  aView({
    provider: { attachments: read([anAttachment(1)]), propagations: read([one]) },
    consumer: { vpcs: read([aVpc(1, { cidrs: twoCidrs })]) },
  });

test.each([
  { isolation: 'consumers', tables: [providerTable] },
  { isolation: 'none', tables: [providerTable, consumersTable] },
] as const)('isolation $isolation: wanted in $tables', ({ isolation, tables }) => {
  const view = aView({
    rules: { isolation },
    provider: { attachments: read([anAttachment(1)]) },
    consumer: { vpcs: read([aVpc(1)]) },
  });
  expect(propagation.wanted(view)).toEqual(tables.map((table) => ({ ...subject, table })));
});

test.each([
  { state: 'enabling', cidrs: [], seen: 'arriving' },
  { state: 'enabled', cidrs: twoCidrs, seen: 'present' },
  { state: 'enabled', cidrs: [cidrOf(1)], seen: 'arriving' },
  { state: 'enabled', cidrs: [], seen: 'arriving' },
  { state: 'disabling', cidrs: twoCidrs, seen: 'leaving' },
] as const)('$state with the routes $cidrs is $seen', ({ state, cidrs, seen }) =>
  expect(valueIn(propagation.seen(propagated(aPropagation(1, { state, cidrs }))))).toEqual([
    { subject, state: seen, ours: true },
  ]),
);

test('of a VPC that nobody wants, a propagation without routes is present: it has to go', () => {
  const view = aLeavingView({ provider: { propagations: read([aPropagation(1, { cidrs: [] })]) } });
  expect(valueIn(propagation.seen(view))).toMatchObject([{ state: 'present', ours: true }]);
});

test("an attachment that is not the account's is not seen", () =>
  expect(valueIn(propagation.seen(propagated(aPropagation(9))))).toEqual([]));

test.each([{ attachments: unreadable() }, { propagations: unreadable() }])(
  'it is unread where %p',
  (provider) => expect(propagation.seen(aView({ provider })).state).toBe('unreadable'),
);

test('the key is VPC and table, before and after there is an attachment', () =>
  expect([subject, { ...subject, attachment: undefined }].map((one) => propagation.key(one))).toEqual([
    'vpc-1 tgw-rtb-2',
    'vpc-1 tgw-rtb-2',
  ]));

test('it needs the attachment', () => expect(propagation.needs(subject)).toEqual(['attachment']));

test('it is enabled and disabled on the provider side', async () => {
  const ports = recordingPorts();
  await propagation.add([subject], ports);
  await propagation.remove([subject], ports);
  expect(ports.calls).toEqual([
    ['provider.enablePropagation', providerTable, attachmentId(1)],
    ['provider.disablePropagation', providerTable, attachmentId(1)],
  ]);
});
