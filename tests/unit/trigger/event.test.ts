import { describe, expect, test } from '@jest/globals';
import { readTrigger } from '../../../lib/trigger/event.ts';
import type { NobodyReason } from '../../../lib/trigger/trigger.ts';
import { consumer, fixture, fixtureNames, management, other, provider, rules, stranger } from './fixtures.ts';

const onlyAccount = (id: string) => ({ kind: 'accounts', accounts: [id] });
const ou = (id: string) => ({ kind: 'organizational-unit', ou: id });
const organization = { kind: 'organization' };
const nobody = (reason: NobodyReason) => ({ kind: 'nobody', reason });

const table: Readonly<Record<string, object>> = {
  'cfn-stack-status-change.json': onlyAccount(consumer),
  'cfn-stackset-instance-status-change.json': nobody('irrelevant'),
  'cfn-stackset-instance-succeeded-with-action.json': onlyAccount(other),
  'cfn-stackset-operation-failed.json': nobody('irrelevant'),
  'cfn-stackset-operation-status-change.json': nobody('irrelevant'),
  'ct-create-managed-account-failed.json': onlyAccount(consumer),
  'ct-create-managed-account-succeeded.json': onlyAccount(consumer),
  'ct-deregister-ou-succeeded.json': ou('ou-ab12-22222222'),
  'ct-precheck-ou-failed.json': nobody('irrelevant'),
  'ct-register-ou-succeeded.json': ou('ou-ab12-11111111'),
  'ct-update-managed-account-failed.json': onlyAccount(consumer),
  'ct-update-managed-account-succeeded.json': onlyAccount(consumer),
  'ec2-accept-tgw-vpc-attachment.json': onlyAccount(consumer),
  'ec2-associate-route-table.json': onlyAccount(consumer),
  'ec2-associate-vpc-cidr-block.json': onlyAccount(consumer),
  'ec2-create-route-igw.json': nobody('irrelevant'),
  'ec2-create-route-table.json': onlyAccount(consumer),
  'ec2-create-route.json': onlyAccount(consumer),
  'ec2-create-tags-vpc.json': onlyAccount(consumer),
  'ec2-create-tgw-vpc-attachment-failed.json': nobody('failed-call'),
  'ec2-create-tgw-vpc-attachment-pending-acceptance.json': onlyAccount(consumer),
  'ec2-create-vpc-failed.json': nobody('failed-call'),
  'ec2-create-vpc-root-console.json': onlyAccount(other),
  'ec2-create-vpc.json': onlyAccount(consumer),
  'ec2-delete-route.json': onlyAccount(consumer),
  'ec2-delete-tgw-route.json': organization,
  'ec2-delete-tgw-vpc-attachment.json': onlyAccount(consumer),
  'ec2-delete-vpc.json': onlyAccount(consumer),
  'ec2-disable-tgw-route-table-propagation.json': organization,
  'ec2-disassociate-route-table.json': onlyAccount(consumer),
  'ec2-disassociate-tgw-route-table.json': organization,
  'ec2-disassociate-vpc-cidr-block.json': onlyAccount(consumer),
  'ec2-modify-tgw-vpc-attachment.json': onlyAccount(consumer),
  'ec2-reject-tgw-vpc-attachment.json': onlyAccount(consumer),
  'ec2-replace-route.json': onlyAccount(consumer),
  'nm-vpc-attachment-created.json': onlyAccount(consumer),
  'nm-vpc-attachment-deleted.json': onlyAccount(consumer),
  'org-accept-handshake.json': onlyAccount(other),
  'org-account-departed-removed.json': onlyAccount(other),
  'org-account-joined-created.json': onlyAccount(consumer),
  'org-account-joined-invited.json': onlyAccount(other),
  'org-close-account-result-succeeded.json': onlyAccount(other),
  'org-close-account.json': onlyAccount(other),
  'org-create-account-result-failed.json': nobody('failed-call'),
  'org-create-account-result-succeeded.json': onlyAccount(consumer),
  'org-create-account.json': nobody('irrelevant'),
  'org-create-ou.json': nobody('irrelevant'),
  'org-delete-ou.json': nobody('irrelevant'),
  'org-effective-policy-validation.json': nobody('irrelevant'),
  'org-invite-account.json': nobody('irrelevant'),
  'org-leave-organization-denied.json': nobody('failed-call'),
  'org-leave-organization.json': onlyAccount(other),
  'org-move-account-failed.json': nobody('failed-call'),
  'org-move-account.json': onlyAccount(consumer),
  'org-remove-account.json': onlyAccount(other),
  'org-tag-resource-account.json': onlyAccount(consumer),
  'org-tag-resource-ou.json': ou('ou-ab12-11111111'),
  'org-untag-resource-account.json': onlyAccount(consumer),
  'org-update-ou.json': ou('ou-ab12-11111111'),
  'r53p-associate-profile.json': onlyAccount(consumer),
  'r53p-associate-resource-to-profile.json': nobody('irrelevant'),
  'r53p-delete-profile.json': organization,
  'r53p-disassociate-profile.json': onlyAccount(consumer),
  'ram-accept-invitation.json': onlyAccount(consumer),
  'ram-associate-resource-share.json': onlyAccount(consumer),
  'ram-create-resource-share.json': nobody('irrelevant'),
  'ram-disassociate-resource-share.json': onlyAccount(consumer),
  'ram-state-change-associated.json': nobody('irrelevant'),
  'ram-state-change-failed.json': nobody('irrelevant'),
  'tag-change-org-account.json': onlyAccount(consumer),
  'tag-change-org-ou.json': ou('ou-ab12-11111111'),
  'tag-change-subnet.json': nobody('irrelevant'),
  'tag-change-vpc.json': onlyAccount(consumer),
};

test('the table has a row for every event that is kept', () => {
  expect(Object.keys(table).sort()).toEqual(fixtureNames);
});

test.each(Object.entries(table))('%s', (name, whom) => {
  const event = fixture(name);
  const trigger = readTrigger(event, rules);
  expect(trigger).toMatchObject({ id: event.id, source: event.source, time: event.time, attempt: 1, whom });
  expect(trigger.sentence).toMatch(/^aws\.\w+ [\w -]+: look at \w/);
});

describe('an event that comes from somebody else', () => {
  const fromWhoeverItConcerns = ['org-leave-organization.json', 'org-accept-handshake.json'];
  const ofTheOrganization = Object.entries(table)
    .filter(([name, whom]) => /^(?:org|ct|nm|tag-change-org|cfn-stackset)-/.test(name) && !('reason' in whom))
    .map(([name]) => name)
    .filter((name) => !fromWhoeverItConcerns.includes(name));

  test.each(ofTheOrganization)('%s: nobody', (name) => {
    const whom = readTrigger({ ...fixture(name), account: stranger }, rules).whom;
    expect(whom).toMatchObject({ kind: 'nobody', reason: 'not-authorized' });
  });

  test.each(fixtureNames)('%s: at most the sender', (name) => {
    const { whom } = readTrigger({ ...fixture(name), account: stranger }, rules);
    if (whom.kind !== 'nobody') expect(whom).toEqual(onlyAccount(stranger));
    else expect(whom.sentence).not.toBe('');
  });

  test.each([
    ['not even the provider may say that an account moved', 'org-move-account.json', provider],
    [
      'not even the management account may report on our gateway',
      'nm-vpc-attachment-created.json',
      management,
    ],
  ])('%s', (_why, name, account) => {
    const { whom } = readTrigger({ ...fixture(name), account }, rules);
    expect(whom).toMatchObject({ kind: 'nobody', reason: 'not-authorized' });
  });

  test('in the provider account, what a VPC has for itself concerns no consumer', () => {
    const { whom } = readTrigger({ ...fixture('ec2-create-vpc.json'), account: provider }, rules);
    expect(whom).toMatchObject({ kind: 'nobody', reason: 'irrelevant' });
  });

  test('a copy in the management account names the member that left', () => {
    const { whom } = readTrigger({ ...fixture('org-leave-organization.json'), account: management }, rules);
    expect(whom).toEqual(onlyAccount(other));
  });

  test('a copy in the management account names the account that accepted', () => {
    const { whom } = readTrigger({ ...fixture('org-accept-handshake.json'), account: management }, rules);
    expect(whom).toEqual(onlyAccount(other));
  });
});

describe('who made the change', () => {
  test.each([
    ['org-move-account.json', 'arn:aws:sts::111111111111:assumed-role/Admin/operator'],
    ['org-close-account-result-succeeded.json', 'organizations.amazonaws.com'],
    ['tag-change-vpc.json', undefined],
  ])('%s: %s', (name, actor) => expect(readTrigger(fixture(name), rules).actor).toBe(actor));

  test.each([
    ['ec2-accept-tgw-vpc-attachment.json', 'JetwayAcceptor', 'own-change'],
    ['ec2-accept-tgw-vpc-attachment.json', 'Jetway', undefined],
    ['ec2-create-vpc.json', 'terraform', undefined],
  ])('%s is ours where our role is %s: %s', (name, role, reason) => {
    const { whom } = readTrigger(fixture(name), { ...rules, ownRoles: [role] });
    expect('reason' in whom ? whom.reason : undefined).toBe(reason);
  });

  test('the role is read from the ARN where the session has no issuer', () => {
    const event = fixture('ec2-accept-tgw-vpc-attachment.json');
    const arn = 'arn:aws:sts::222222222222:assumed-role/jetway-reconcile/session';
    const detail = { ...Object(event.detail), userIdentity: { type: 'AssumedRole', arn } };
    expect(readTrigger({ ...event, detail }, rules).whom).toMatchObject({
      kind: 'nobody',
      reason: 'own-change',
    });
  });
});

test.each([
  ['nothing', undefined, 'malformed', 'unknown unknown'],
  ['a list', [], 'malformed', 'unknown unknown'],
  ['no account', { ...fixture('org-move-account.json'), account: null }, 'malformed', 'MoveAccount'],
  ['no id', { ...fixture('org-move-account.json'), id: 7 }, 'malformed', 'MoveAccount'],
  [
    'a detail without the account',
    { ...fixture('org-move-account.json'), detail: { eventName: 'MoveAccount' } },
    'malformed',
    'MoveAccount',
  ],
  [
    'another call',
    { ...fixture('ec2-create-vpc.json'), detail: { eventName: 'RunInstances' } },
    'unknown-event',
    'RunInstances',
  ],
  [
    'a call named like a property',
    { ...fixture('ec2-create-vpc.json'), detail: { eventName: 'toString' } },
    'unknown-event',
    'toString',
  ],
  [
    'another source',
    { ...fixture('ec2-create-vpc.json'), source: 'aws.s3' },
    'unknown-event',
    'aws.s3 CreateVpc',
  ],
  [
    'a source named like a property',
    { ...fixture('ec2-create-vpc.json'), source: '__proto__' },
    'unknown-event',
    '__proto__',
  ],
])('%s is %3$s', (_what, event, reason, sentence) => {
  const trigger = readTrigger(event, rules);
  expect(trigger.whom).toMatchObject({ kind: 'nobody', reason });
  expect(trigger.sentence).toContain(sentence);
});
