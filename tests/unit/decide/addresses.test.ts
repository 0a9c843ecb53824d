import { expect, test } from '@jest/globals';
import { addressFindings } from '../../../lib/decide/addresses.ts';
import type { ConnectedVpc } from '../../../lib/decide/connected-vpc.ts';
import type { FindingKind } from '../../../lib/model/finding.ts';
import type { GatewayRoute } from '../../../lib/model/network.ts';
import { read } from '../../../lib/model/observation.ts';
import type { ProviderSide } from '../../../lib/observe/provider.ts';
import { attachmentId, consumer, neighbour, region, vpcId } from '../support/ids.ts';
import { anAttachment, anEntry, aPropagation, cidr, unreadable } from '../support/network.ts';
import { aSighting } from '../support/view.ts';

interface Row {
  readonly given: string;
  readonly cidrs?: readonly string[];
  readonly others?: readonly ConnectedVpc[];
  readonly provider?: Partial<ProviderSide>;
  readonly found: readonly [kind: FindingKind, what: string][];
}

const rival: GatewayRoute = { cidr: cidr('10.1.0.0/20'), attachment: attachmentId(9), vpc: vpcId(9) };
const rivals = read([{ ...rival, with: cidr('10.1.0.0/16') }]);
const sibling: ConnectedVpc = { id: vpcId(2), cidrs: [cidr('10.1.4.0/24')], attachment: undefined };
const ofNeighbour = read([{ ...anEntry(9, neighbour), cidr: cidr('10.1.0.0/20') }]);
const routed = read([aPropagation(1)]);

test.each<Row>([
  { given: 'addresses of its own', found: [] },
  {
    given: 'outside the address space',
    cidrs: ['192.168.0.0/16'],
    found: [
      [
        'outside-address-space',
        'its CIDR 192.168.0.0/16 lies outside the address space of the site (10.0.0.0/8)',
      ],
    ],
  },
  {
    given: 'larger than the address space',
    cidrs: ['8.0.0.0/5'],
    found: [
      ['outside-address-space', 'its CIDR 8.0.0.0/5 lies outside the address space of the site (10.0.0.0/8)'],
    ],
  },
  {
    given: "within the provider's CIDR",
    cidrs: ['10.255.4.0/24'],
    found: [['cidr-overlap', 'its CIDR 10.255.4.0/24 overlaps 10.255.0.0/16 of the provider']],
  },
  {
    given: "around the provider's CIDR",
    cidrs: ['10.128.0.0/9'],
    found: [['cidr-overlap', 'its CIDR 10.128.0.0/9 overlaps 10.255.0.0/16 of the provider']],
  },
  {
    given: 'shared with a VPC of the same account',
    others: [sibling],
    found: [['cidr-overlap', 'its CIDR 10.1.0.0/16 overlaps vpc-2 of the same account']],
  },
  {
    given: 'shared with a VPC of the same account, though its own route is there',
    others: [sibling],
    provider: { propagations: routed },
    found: [['cidr-overlap', 'its CIDR 10.1.0.0/16 overlaps vpc-2 of the same account']],
  },
  {
    given: "shared with another consumer's entry",
    provider: { prefixListEntries: ofNeighbour },
    found: [['cidr-overlap', 'its CIDR 10.1.0.0/16 overlaps 10.1.0.0/20 of vpc-9 in account 444444444444']],
  },
  {
    given: "shared with another consumer's entry, but its own route is there",
    provider: { prefixListEntries: ofNeighbour, propagations: routed },
    found: [],
  },
  {
    given: "shared with another consumer's entry, and only another attachment is routed",
    provider: {
      prefixListEntries: ofNeighbour,
      propagations: read([aPropagation(2, { cidrs: [cidr('10.1.0.0/16')] })]),
    },
    found: [['cidr-overlap', 'its CIDR 10.1.0.0/16 overlaps 10.1.0.0/20 of vpc-9 in account 444444444444']],
  },
  { given: 'its own entry', provider: { prefixListEntries: read([anEntry(1)]) }, found: [] },
  {
    given: "an entry that is nobody's",
    provider: { prefixListEntries: read([{ cidr: cidr('10.1.0.0/20'), description: 'office' }]) },
    found: [],
  },
  {
    given: "another attachment's route overlaps",
    provider: { overlaps: rivals },
    found: [['cidr-overlap', 'its CIDR 10.1.0.0/16 overlaps 10.1.0.0/20 of vpc-9']],
  },
  {
    given: "another attachment's route overlaps, but its own is there",
    provider: { overlaps: rivals, propagations: routed },
    found: [],
  },
  {
    given: 'the overlapping route is its own',
    provider: { overlaps: read([{ ...rival, attachment: attachmentId(1), with: cidr('10.1.0.0/16') }]) },
    found: [],
  },
  {
    given: 'the overlap is with another CIDR',
    provider: { overlaps: read([{ ...rival, with: cidr('10.2.0.0/16') }]) },
    found: [],
  },
  {
    given: 'nothing of the provider can be read',
    provider: { prefixListEntries: unreadable(), overlaps: unreadable(), propagations: unreadable() },
    found: [],
  },
  {
    given: 'two CIDRs, each wrong in its way',
    cidrs: ['192.168.0.0/16', '10.1.0.0/16', '10.255.0.0/24'],
    found: [
      [
        'outside-address-space',
        'its CIDR 192.168.0.0/16 lies outside the address space of the site (10.0.0.0/8)',
      ],
      ['cidr-overlap', 'its CIDR 10.255.0.0/24 overlaps 10.255.0.0/16 of the provider'],
    ],
  },
])('$given: $found', ({ cidrs = ['10.1.0.0/16'], others = [], provider = {}, found }) => {
  const vpc = { id: vpcId(1), cidrs: cidrs.map(cidr), attachment: anAttachment(1) };
  const findings = addressFindings(aSighting({ provider }), vpc, others);
  expect(findings.map(({ kind, what }) => [kind, what])).toEqual(found);
  for (const finding of findings)
    expect(finding).toMatchObject({
      site: region,
      account: consumer,
      resource: vpcId(1),
      remedy: expect.stringMatching(/^[A-Z].*[^.]$/),
    });
});
