import { expect, test } from '@jest/globals';
import { decideVpcs } from '../../../lib/decide/vpcs.ts';
import type { Attachment } from '../../../lib/model/network.ts';
import { read } from '../../../lib/model/observation.ts';
import { otherTable, vpcId } from '../support/ids.ts';
import {
  aBareAttachment,
  anAttachment,
  aPropagation,
  aVpc,
  cidr,
  cidrOf,
  madeByJetway,
  madeByStack,
  unreadable,
} from '../support/network.ts';
import { aSighting, optedOut, type ViewParts } from '../support/view.ts';

const wants = { tags: { 'jetway:attach': 'on' } };
const creates = { attachments: 'create' } as const;
const sameCidr = { cidrs: [cidr('10.1.0.0/16')] };

interface Row extends ViewParts {
  readonly given: string;
  readonly connected?: readonly number[];
  readonly refused?: readonly number[];
  readonly undecided?: readonly number[];
}

test.each<Row>([
  { given: 'nothing attached', consumer: { vpcs: read([aVpc(1)]) } },
  {
    given: 'a VPC attached',
    provider: { attachments: read([anAttachment(1)]) },
    consumer: { vpcs: read([aVpc(1), aVpc(2)]) },
    connected: [1],
  },
  {
    given: 'an account that is no consumer',
    account: optedOut,
    provider: { attachments: read([anAttachment(1)]) },
    consumer: { vpcs: read([aVpc(1)]) },
  },
  {
    given: 'a tagged VPC where Jetway attaches',
    rules: creates,
    consumer: { vpcs: read([aVpc(1, wants), aVpc(2)]) },
    connected: [1],
  },
  { given: 'a tagged VPC where it does not', consumer: { vpcs: read([aVpc(1, wants)]) } },
  {
    given: 'a VPC tagged otherwise where Jetway attaches',
    rules: creates,
    consumer: { vpcs: read([aVpc(1, { tags: { 'jetway:attach': 'off' } })]) },
  },
  {
    given: "a consumer's own attachment where Jetway attaches others",
    rules: creates,
    provider: { attachments: read([anAttachment(1)]) },
    consumer: { vpcs: read([aVpc(1), aVpc(2, wants)]) },
    connected: [1, 2],
  },
  {
    given: 'a tagged VPC that is attached already',
    rules: creates,
    provider: { attachments: read([anAttachment(1)]) },
    consumer: { vpcs: read([aVpc(1, wants)]) },
    connected: [1],
  },
  {
    given: "Jetway's attachment of a VPC that has lost its tag",
    rules: creates,
    provider: { attachments: read([anAttachment(1)]) },
    consumer: { vpcs: read([aVpc(1)]), attachmentTags: madeByJetway(1) },
    connected: [],
  },
  {
    given: "a stack's attachment of a VPC without the tag",
    rules: creates,
    provider: { attachments: read([anAttachment(1)]) },
    consumer: { vpcs: read([aVpc(1)]), attachmentTags: madeByStack(1) },
    connected: [1],
  },
  {
    given: 'an attachment that goes, of a VPC that Jetway is to attach',
    rules: creates,
    provider: { attachments: read([aBareAttachment(1, 'deleting')]) },
    consumer: { vpcs: read([aVpc(1, wants)]) },
    connected: [1],
  },
  {
    given: 'an account not looked into, whose routes show the CIDRs',
    provider: { attachments: read([anAttachment(1)]), propagations: read([aPropagation(1)]) },
    consumer: { vpcs: { state: 'not-looked' } },
    connected: [1],
  },
  {
    given: 'an account not looked into, without a route',
    provider: {
      attachments: read([anAttachment(1), anAttachment(2)]),
      propagations: read([aPropagation(2)]),
    },
    consumer: { vpcs: { state: 'not-looked' } },
    connected: [2],
    undecided: [1],
  },
  {
    given: "an unreadable account whose routes are in another table than the provider's",
    provider: {
      attachments: read([anAttachment(1)]),
      propagations: read([aPropagation(1, { table: otherTable })]),
    },
    consumer: { vpcs: unreadable() },
    undecided: [1],
  },
  {
    given: 'two of one CIDR, none routed: the first by id',
    provider: { attachments: read([anAttachment(2), anAttachment(1)]) },
    consumer: { vpcs: read([aVpc(2, sameCidr), aVpc(1)]) },
    connected: [1],
    refused: [2],
  },
  {
    given: 'two of one CIDR, the second routed: it stays',
    provider: {
      attachments: read([anAttachment(1), anAttachment(2)]),
      propagations: read([aPropagation(2, sameCidr)]),
    },
    consumer: { vpcs: read([aVpc(1), aVpc(2, sameCidr)]) },
    connected: [2],
    refused: [1],
  },
  {
    given: 'two of one CIDR, one yet to be attached: the attached and routed one stays',
    rules: creates,
    provider: { attachments: read([anAttachment(2)]), propagations: read([aPropagation(2, sameCidr)]) },
    consumer: { vpcs: read([aVpc(1, wants), aVpc(2, sameCidr)]) },
    connected: [2],
    refused: [1],
  },
  {
    given: 'one wrong CIDR of two refuses the VPC',
    provider: { attachments: read([anAttachment(1)]) },
    consumer: { vpcs: read([aVpc(1, { cidrs: [cidrOf(1), cidr('192.168.0.0/16')] })]) },
    refused: [1],
  },
  {
    given: 'a refused VPC leaves its CIDR to the next',
    provider: { attachments: read([anAttachment(1), anAttachment(2)]) },
    consumer: {
      vpcs: read([aVpc(1, { cidrs: [cidrOf(1), cidr('192.168.0.0/16')] }), aVpc(2, sameCidr)]),
    },
    connected: [2],
    refused: [1],
  },
])('$given: $connected', ({ given, connected = [], refused = [], undecided = [], ...parts }) => {
  const vpcs = decideVpcs(aSighting(parts));
  expect(vpcs.connected.map(({ id }) => id)).toEqual(connected.map(vpcId));
  expect([...new Set(vpcs.findings.map(({ resource }) => resource))]).toEqual(refused.map(vpcId));
  expect(vpcs.undecided).toEqual(undecided.map(vpcId));
});

test.each<{ state: Attachment['state']; counts: boolean }>([
  { state: 'initiatingRequest', counts: true },
  { state: 'initiating', counts: true },
  { state: 'pendingAcceptance', counts: true },
  { state: 'pending', counts: true },
  { state: 'available', counts: true },
  { state: 'modifying', counts: true },
  { state: 'rollingBack', counts: true },
  { state: 'deleting', counts: false },
  { state: 'rejecting', counts: false },
  { state: 'failing', counts: false },
])('an attachment that is $state makes its VPC connected: $counts', ({ state, counts }) => {
  const attachments = read([aBareAttachment(1, state)]);
  const { connected } = decideVpcs(
    aSighting({ provider: { attachments }, consumer: { vpcs: read([aVpc(1)]) } }),
  );
  expect(connected.map(({ id }) => id)).toEqual(counts ? [vpcId(1)] : []);
});
