import { expect, test } from '@jest/globals';
import type { FindingKind } from '../../../lib/model/finding.ts';
import { read } from '../../../lib/model/observation.ts';
import { unseenConsumer } from '../../../lib/observe/consumer.ts';
import { findingsOf } from '../../../lib/plan/findings.ts';
import { siteFindings } from '../../../lib/plan/site-findings.ts';
import { aConfiguration, aProfile, aSite } from '../support/configuration.ts';
import * as ids from '../support/ids.ts';
import {
  aBareAttachment,
  anAssociation,
  anAttachment,
  aPrincipal,
  aVpc,
  cidr,
  madeByJetway,
  madeByStack,
  noProvider,
  unreadable,
} from '../support/network.ts';
import { aConnectedView, aLeavingView, aView, optedOut, type ViewParts } from '../support/view.ts';

const dns = (support: boolean, hostnames: boolean) => ({
  dnsSupport: read([{ vpc: ids.vpcId(1), support, hostnames }]),
});
const connection = { service: ids.service, endpoint: 'vpce-9', owner: ids.consumer };
const outOfReach = unseenConsumer({ state: 'out-of-reach' });
const pending = { attachments: read([aBareAttachment(1, 'pendingAcceptance')]) };
const byHand = { profileAssociations: read([anAssociation(ids.vpcId(1), { name: 'by hand' })]) };

interface Row extends ViewParts {
  readonly given: string;
  readonly found: readonly (readonly [kind: FindingKind, resource: string, what: RegExp])[];
}

test.each<Row>([
  { given: 'nothing', found: [] },
  {
    given: 'all connected',
    ...{ provider: aConnectedView().provider, consumer: aConnectedView().consumer },
    found: [],
  },
  {
    given: 'a consumer of two profiles',
    configuration: aConfiguration({ profiles: [aProfile(), aProfile({ name: ids.second })] }),
    found: [['second-profile', ids.consumer, /consumer of second as well as of shared/]],
  },
  { given: 'DNS as it should be', consumer: dns(true, true), found: [] },
  {
    given: 'DNS support off',
    consumer: dns(false, true),
    found: [['dns-off', 'vpc-1', /because enableDnsSupport is off/]],
  },
  {
    given: 'DNS hostnames off',
    consumer: dns(true, false),
    found: [['dns-off', 'vpc-1', /because enableDnsHostnames is off/]],
  },
  {
    given: 'both off',
    consumer: dns(false, false),
    found: [['dns-off', 'vpc-1', /because each of enableDnsSupport and enableDnsHostnames is off/]],
  },
  {
    given: 'an endpoint of its own',
    provider: { endpointConnections: read([connection]) },
    found: [['own-endpoint', 'vpce-9', /shared service payments/]],
  },
  {
    given: 'an endpoint of its own, no consumer',
    account: optedOut,
    provider: { endpointConnections: read([connection]) },
    found: [],
  },
  {
    given: 'a pending attachment, no consumer',
    account: optedOut,
    provider: pending,
    found: [
      [
        'attachment-of-no-consumer',
        'tgw-attach-1',
        /attaches vpc-1 of account 333333333333.*pendingAcceptance/,
      ],
    ],
  },
  {
    given: "a pending attachment whose tags are the consumer's own, no consumer",
    account: optedOut,
    provider: pending,
    consumer: { attachmentTags: read(new Map([[ids.attachmentId(1), { Name: 'mine' }]])) },
    found: [['attachment-of-no-consumer', 'tgw-attach-1', /pendingAcceptance/]],
  },
  {
    given: 'a pending attachment without any tag, no consumer',
    account: optedOut,
    provider: pending,
    consumer: { attachmentTags: read(new Map([[ids.attachmentId(1), {}]])) },
    found: [['attachment-of-no-consumer', 'tgw-attach-1', /pendingAcceptance/]],
  },
  {
    given: 'an attachment that Jetway made, no consumer any more',
    account: optedOut,
    provider: { attachments: read([anAttachment(1)]) },
    consumer: { attachmentTags: madeByJetway(1) },
    found: [],
  },
  {
    given: 'an attachment that a stack made, no consumer',
    account: optedOut,
    provider: { attachments: read([anAttachment(1)]) },
    consumer: { attachmentTags: madeByStack(1) },
    found: [['attachment-of-no-consumer', 'tgw-attach-1', /available/]],
  },
  {
    given: 'a pending attachment of a consumer',
    provider: pending,
    consumer: { vpcs: read([aVpc(1)]) },
    found: [],
  },
  {
    given: 'an attachment that goes, no consumer',
    account: optedOut,
    provider: { attachments: read([aBareAttachment(1, 'deleting')]) },
    found: [],
  },
  {
    given: 'a role that is refused',
    consumer: unseenConsumer(unreadable('role-refused')),
    found: [['role-refused', ids.consumer, /jetway-consumer cannot be assumed/]],
  },
  {
    given: 'a role that is refused and a provider side that cannot be read',
    provider: { principals: unreadable() },
    consumer: unseenConsumer(unreadable('role-refused')),
    found: [
      ['role-refused', ids.consumer, /jetway-consumer cannot be assumed/],
      ['unreadable', ids.consumer, /its principals on the resource shares could not be read/],
    ],
  },
  {
    given: 'a part that cannot be read',
    consumer: { routeTables: unreadable() },
    found: [['unreadable', ids.consumer, /its route tables could not be read.*it was refused/]],
  },
  {
    given: "somebody's association with our profile, no consumer any more",
    account: optedOut,
    consumer: byHand,
    found: [['left-behind', 'vpc-1', /"by hand" with rp-1 is not Jetway's/]],
  },
  { given: "somebody's association with our profile, a consumer", consumer: byHand, found: [] },
  {
    given: "somebody's association with another profile",
    account: optedOut,
    consumer: {
      profileAssociations: read([
        anAssociation(ids.vpcId(1), { name: 'by hand', profile: ids.foreignProfile }),
      ]),
    },
    found: [],
  },
  {
    given: 'a closed account with an attachment',
    account: { state: 'CLOSED' },
    provider: { attachments: read([anAttachment(1)]) },
    consumer: outOfReach,
    found: [
      ['attachment-of-no-consumer', 'tgw-attach-1', /which is no consumer/],
      ['left-behind', ids.consumer, /cannot be entered/],
    ],
  },
  {
    given: 'a closed account without anything',
    account: { state: 'CLOSED' },
    consumer: outOfReach,
    found: [],
  },
  {
    given: 'addresses outside the address space',
    provider: { attachments: read([anAttachment(1)]) },
    consumer: { vpcs: read([aVpc(1, { cidrs: [cidr('192.168.0.0/16')] })]) },
    found: [['outside-address-space', 'vpc-1', /outside the address space/]],
  },
])('$given: $found', ({ given, found, ...parts }) => {
  const findings = findingsOf(aView(parts));
  expect(findings.map(({ kind, resource }) => [kind, resource])).toEqual(
    found.map(([kind, resource]) => [kind, resource]),
  );
  findings.forEach((finding, index) => {
    expect(finding.what).toMatch(found[index]?.[2] ?? /^$/);
    expect(finding).toMatchObject({ site: ids.region, account: ids.consumer });
    expect(finding.remedy).toMatch(/^[A-Z].*[^.]$/);
  });
});

test('what was found is told once', () => {
  const findings = findingsOf(aLeavingView({ consumer: byHand, provider: pending }));
  expect(new Set(findings.map((one) => JSON.stringify(one))).size).toBe(findings.length);
});

const ouConfiguration = aConfiguration({
  profiles: [aProfile({ optIn: 'all', principals: 'organizationalUnits' })],
});

test.each([
  { given: "an account's principal", principal: ids.consumer, configuration: aConfiguration(), stray: false },
  {
    given: "an OU's principal that a profile asks for",
    principal: ids.consumersArn,
    configuration: ouConfiguration,
    stray: false,
  },
  {
    given: "an OU's principal that no profile asks for",
    principal: ids.consumersArn,
    configuration: aConfiguration(),
    stray: true,
  },
])('$given is stray: $stray', ({ principal, configuration, stray }) => {
  const provider = noProvider({ principals: read([aPrincipal({ principal })]) });
  expect(
    siteFindings(aSite(), provider, configuration).map(({ kind, resource }) => [kind, resource]),
  ).toEqual(stray ? [['stray-principal', ids.gatewayShare]] : []);
});

test.each([
  { count: 4499, told: false },
  { count: 4500, told: true },
])('$count attachments of 5,000: told $told', ({ count, told }) => {
  const attachments = read(Array.from({ length: count }, () => anAttachment(1)));
  expect(
    siteFindings(aSite(), noProvider({ attachments }), aConfiguration()).map(({ kind }) => kind),
  ).toEqual(told ? ['quota'] : []);
});
