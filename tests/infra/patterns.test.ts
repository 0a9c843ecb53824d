import { describe, expect, test } from '@jest/globals';
import {
  busPattern,
  consumerPatterns,
  controlTowerPatterns,
  organizationPatterns,
  type Patterns,
  providerPatterns,
} from '../../cdk/events/patterns.ts';
import { cloudFormation } from '../../lib/trigger/cloudformation.ts';
import { controlTower } from '../../lib/trigger/controltower.ts';
import { ec2 } from '../../lib/trigger/ec2.ts';
import { readTrigger } from '../../lib/trigger/event.ts';
import { networkManager } from '../../lib/trigger/networkmanager.ts';
import { organizations } from '../../lib/trigger/organizations.ts';
import { ram } from '../../lib/trigger/ram.ts';
import { route53Profiles } from '../../lib/trigger/route53profiles.ts';
import { tag } from '../../lib/trigger/tag.ts';
import { compilePattern } from '../../sim/services/events/pattern.ts';
import {
  consumer,
  fixture,
  fixtureNames,
  management,
  provider,
  rules,
  withField,
} from '../unit/trigger/fixtures.ts';

/** As CloudFormation has it; aws-cdk-lib renders the one name that it spells otherwise. */
const compiled = (patterns: Patterns) =>
  Object.entries(patterns).map(([name, { detailType, ...rest }]) => ({
    name,
    matches: compilePattern({ ...rest, ...(detailType !== undefined && { 'detail-type': detailType }) }),
  }));

const ownStackId = String(fixtureStackId());
const rulesOf = {
  organization: compiled(organizationPatterns()),
  controlTower: compiled(controlTowerPatterns()),
  consumer: compiled(consumerPatterns({ ownStackId })),
  provider: compiled(providerPatterns()),
  bus: compiled({ Bus: busPattern() }),
};
type Side = keyof typeof rulesOf;

function fixtureStackId(): unknown {
  const { detail } = fixture('cfn-stack-status-change.json');
  return typeof detail === 'object' && detail !== null && 'stack-id' in detail
    ? detail['stack-id']
    : undefined;
}

const matching = (side: Side, event: object) =>
  rulesOf[side].filter(({ matches }) => matches(event)).map(({ name }) => name);

const membership = { organization: ['Membership'] };
const inMember = { organization: ['Membership'], consumer: ['Departure'] };
const enrolment = { controlTower: ['Enrolment'] };
const attachment = { consumer: ['Network'], provider: ['Gateway'] };
const network = { consumer: ['Network'] };
const gateway = { provider: ['Gateway'] };
const none = {};

/** Which rules match each sample, were it an event of each kind of account; those that are not named must not. */
const table: Readonly<Record<string, Partial<Record<Side, readonly string[]>>>> = {
  'cfn-stack-status-change.json': { consumer: ['OwnStack'] },
  'cfn-stackset-instance-status-change.json': none,
  'cfn-stackset-instance-succeeded-with-action.json': { provider: ['StackInstances'] },
  'cfn-stackset-operation-failed.json': none,
  'cfn-stackset-operation-status-change.json': none,
  'ct-create-managed-account-failed.json': enrolment,
  'ct-create-managed-account-succeeded.json': enrolment,
  'ct-deregister-ou-succeeded.json': enrolment,
  'ct-precheck-ou-failed.json': none,
  'ct-register-ou-succeeded.json': enrolment,
  'ct-update-managed-account-failed.json': enrolment,
  'ct-update-managed-account-succeeded.json': enrolment,
  'ec2-accept-tgw-vpc-attachment.json': attachment,
  'ec2-associate-route-table.json': network,
  'ec2-associate-vpc-cidr-block.json': network,
  'ec2-create-route-igw.json': network,
  'ec2-create-route-table.json': network,
  'ec2-create-route.json': network,
  'ec2-create-tags-vpc.json': { consumer: ['NetworkTags'] },
  'ec2-create-tgw-vpc-attachment-failed.json': none,
  'ec2-create-tgw-vpc-attachment-pending-acceptance.json': attachment,
  'ec2-create-vpc-failed.json': none,
  'ec2-create-vpc-root-console.json': network,
  'ec2-create-vpc.json': network,
  'ec2-delete-route.json': network,
  'ec2-delete-tgw-route.json': gateway,
  'ec2-delete-tgw-vpc-attachment.json': attachment,
  'ec2-delete-vpc.json': network,
  'ec2-disable-tgw-route-table-propagation.json': gateway,
  'ec2-disassociate-route-table.json': network,
  'ec2-disassociate-tgw-route-table.json': gateway,
  'ec2-disassociate-vpc-cidr-block.json': network,
  'ec2-modify-tgw-vpc-attachment.json': attachment,
  'ec2-reject-tgw-vpc-attachment.json': attachment,
  'ec2-replace-route.json': network,
  'nm-vpc-attachment-created.json': { provider: ['Topology'] },
  'nm-vpc-attachment-deleted.json': { provider: ['Topology'] },
  'org-accept-handshake.json': inMember,
  'org-account-departed-removed.json': membership,
  'org-account-joined-created.json': membership,
  'org-account-joined-invited.json': membership,
  'org-close-account-result-succeeded.json': membership,
  'org-close-account.json': membership,
  'org-create-account-result-failed.json': membership,
  'org-create-account-result-succeeded.json': membership,
  'org-create-account.json': none,
  'org-create-ou.json': none,
  'org-delete-ou.json': none,
  'org-effective-policy-validation.json': none,
  'org-invite-account.json': none,
  'org-leave-organization-denied.json': none,
  'org-leave-organization.json': inMember,
  'org-move-account-failed.json': none,
  'org-move-account.json': membership,
  'org-remove-account.json': membership,
  'org-tag-resource-account.json': membership,
  'org-tag-resource-ou.json': membership,
  'org-untag-resource-account.json': membership,
  'org-update-ou.json': membership,
  'r53p-associate-profile.json': { consumer: ['Profiles'] },
  'r53p-associate-resource-to-profile.json': none,
  'r53p-delete-profile.json': { provider: ['Profiles'] },
  'r53p-disassociate-profile.json': { consumer: ['Profiles'] },
  'ram-accept-invitation.json': { consumer: ['Shares'] },
  'ram-associate-resource-share.json': { consumer: ['Shares'], provider: ['Shares'] },
  'ram-create-resource-share.json': { provider: ['Shares'] },
  'ram-disassociate-resource-share.json': { consumer: ['Shares'], provider: ['Shares'] },
  'ram-state-change-associated.json': { consumer: ['ShareState'] },
  'ram-state-change-failed.json': { consumer: ['ShareState'] },
  'tag-change-org-account.json': { organization: ['OrganizationTags'] },
  'tag-change-org-ou.json': { organization: ['OrganizationTags'] },
  'tag-change-subnet.json': none,
  'tag-change-vpc.json': { consumer: ['VpcTags'] },
};

test('every sample has a row, and every row a sample', () =>
  expect(Object.keys(table).sort()).toEqual([...fixtureNames]));

describe('which rules match', () => {
  test.each(fixtureNames.map((name) => ({ name })))('$name', ({ name }) => {
    const event = fixture(name);
    const { organization = [], controlTower = [], consumer = [], provider: own = [] } = table[name] ?? {};
    expect({
      organization: matching('organization', event),
      controlTower: matching('controlTower', event),
      consumer: matching('consumer', event),
      provider: matching('provider', event),
    }).toEqual({ organization, controlTower, consumer, provider: own });
    if (event.source !== undefined) expect(matching('bus', event)).toEqual(['Bus']);
  });
});

/** Every event that Jetway reads, also those without a sample, with no more in it than makes some of them count. */
const readers = {
  'aws.organizations': organizations,
  'aws.controltower': controlTower,
  'aws.ec2': ec2,
  'aws.route53profiles': route53Profiles,
  'aws.ram': ram,
  'aws.tag': tag,
  'aws.cloudformation': cloudFormation,
  'aws.networkmanager': networkManager,
};
const asked = { resourcesSet: { items: [{ resourceId: 'vpc-0c0ffee0c0ffee001' }] }, principals: [consumer] };
const shortest = Object.entries(readers).flatMap(([source, named]) =>
  Object.keys(named).map((name) => {
    const recorded = !name.includes(' ');
    const detail = recorded ? { eventName: name, requestParameters: asked } : {};
    const type = recorded ? 'AWS API Call via CloudTrail' : name;
    return { name, event: { id: name, source, 'detail-type': type, account: consumer, detail } };
  }),
);

/** What an event that makes Jetway look at somebody comes from, by the rules that have to forward it. */
const sides: readonly { readonly kind: string; readonly account: string; readonly rules: readonly Side[] }[] =
  [
    { kind: 'the management account', account: management, rules: ['organization', 'controlTower'] },
    { kind: 'the provider', account: provider, rules: ['provider'] },
    { kind: 'a consumer', account: consumer, rules: ['consumer'] },
  ];

/** Neither the provider nor, because no StackSet reaches it, the management account is ever a consumer. */
const neverConsumers: readonly string[] = [management, provider];

const samples = fixtureNames.map((name) => ({ name, event: fixture(name) }));

describe.each(sides)('what would make Jetway look at somebody is forwarded from $kind', (side) => {
  test.each([...samples, ...shortest])('$name', ({ name, event: from }) => {
    const event = withField(from, ['account'], side.account);
    const { whom } = readTrigger(event, rules);
    const forwarded = side.rules.some((rule) => matching(rule, Object(event)).length > 0);
    const onlyItself = whom.kind === 'accounts' && whom.accounts.every((one) => one === side.account);
    const otherStackSet = side.account === management && name.startsWith('cfn-'); // ours is the provider's
    const concerned =
      whom.kind !== 'nobody' && !otherStackSet && !(onlyItself && neverConsumers.includes(side.account));
    expect(forwarded || !concerned).toBe(true);
  });
});

describe.each(sides)('what means nobody whatever is in it stays in $kind', (side) => {
  test.each(shortest)('$name', ({ event: from }) => {
    const event = withField(from, ['account'], side.account);
    const { whom } = readTrigger(event, rules);
    const irrelevant = whom.kind === 'nobody' && whom.reason === 'irrelevant';
    expect(irrelevant ? side.rules.flatMap((rule) => matching(rule, Object(event))) : []).toEqual([]);
  });
});

/** An event that CloudFormation sends for each status: it is forwarded exactly where somebody is looked at. */
test.each([
  { sample: 'cfn-stack-status-change.json', side: 'consumer', status: 'CREATE_IN_PROGRESS' },
  { sample: 'cfn-stack-status-change.json', side: 'consumer', status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' },
  { sample: 'cfn-stack-status-change.json', side: 'consumer', status: 'UPDATE_COMPLETE' },
  { sample: 'cfn-stack-status-change.json', side: 'consumer', status: 'UPDATE_ROLLBACK_FAILED' },
  { sample: 'cfn-stack-status-change.json', side: 'consumer', status: 'DELETE_FAILED' },
  { sample: 'cfn-stackset-instance-status-change.json', side: 'provider', status: 'CURRENT' },
  { sample: 'cfn-stackset-instance-status-change.json', side: 'provider', status: 'OUTDATED' },
  { sample: 'cfn-stackset-instance-status-change.json', side: 'provider', status: 'INOPERABLE' },
  { sample: 'cfn-stackset-instance-succeeded-with-action.json', side: 'provider', status: 'OUTDATED' },
] as const)('$sample with status $status', ({ sample, side, status }) => {
  const from = withField(fixture(sample), ['account'], side === 'provider' ? provider : consumer);
  const event = withField(from, ['detail', 'status-details', 'status'], status);
  const looks = readTrigger(event, rules).whom.kind !== 'nobody';
  expect(matching(side, Object(event)).length > 0).toBe(looks);
});

test('a stack that is not the consumer stack is not forwarded', () => {
  const other = compiled(
    consumerPatterns({ ownStackId: 'arn:aws:cloudformation:eu-west-1:1:stack/other/1' }),
  );
  const event = fixture('cfn-stack-status-change.json');
  expect(other.filter(({ matches }) => matches(event))).toEqual([]);
});
