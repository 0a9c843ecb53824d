import { DescribeAccountCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import {
  AcceptResourceShareInvitationCommand,
  AssociateResourceShareCommand,
  CreateResourceShareCommand,
  RAMClient,
} from '@aws-sdk/client-ram';
import {
  DisassociateProfileCommand,
  Route53ProfilesClient,
  TagResourceCommand as TagProfileCommand,
} from '@aws-sdk/client-route53profiles';
import { describe, expect, test } from '@jest/globals';
import { statement } from './clients.ts';

import { allowedTo, aWorld, management, member, type Settings } from './needs-world.ts';

const fixture = aWorld();
describe('conditions', () => {
  const { share, profile, invitation } = fixture;
  const when = (condition: object) => [statement('*', { Condition: condition })];
  const associate = (principals: string[]) => (made: Settings) =>
    new RAMClient(made).send(new AssociateResourceShareCommand({ resourceShareArn: share.arn, principals }));
  const disassociate = (made: Settings) =>
    new Route53ProfilesClient(made).send(
      new DisassociateProfileCommand({ ProfileId: profile.id, ResourceId: 'vpc-1' }),
    );
  const createShareCall = (made: Settings) =>
    new RAMClient(made).send(new CreateResourceShareCommand({ name: 'new', allowExternalPrincipals: false }));
  const accept = (made: Settings) =>
    new RAMClient(made).send(
      new AcceptResourceShareInvitationCommand({ resourceShareInvitationArn: invitation.arn }),
    );
  const tagProfile = (made: Settings) =>
    new Route53ProfilesClient(made).send(
      new TagProfileCommand({ ResourceArn: profile.arn, Tags: { a: 'b' } }),
    );
  const describeAccount = (made: Settings) =>
    new OrganizationsClient(made).send(new DescribeAccountCommand({ AccountId: member }));
  const inOrganization = { 'aws:PrincipalOrgID': fixture.world.organization.id };

  test.each([
    {
      condition: { StringEquals: { 'aws:ResourceTag/of': 'jetway' } },
      send: associate([management]),
      allowed: true,
    },
    {
      condition: { StringEquals: { 'aws:ResourceTag/of': 'other' } },
      send: associate([management]),
      allowed: false,
    },
    {
      condition: { StringEquals: { 'ram:ResourceShareName': 'shared' } },
      send: associate([management]),
      allowed: true,
    },
    {
      condition: { StringEquals: { 'ram:Principal': [management] } },
      send: associate([management]),
      allowed: true,
    },
    {
      condition: { StringEquals: { 'ram:Principal': [management] } },
      send: associate([management, '333333333333']),
      allowed: false,
    },
    {
      condition: { Bool: { 'ram:RequestedAllowsExternalPrincipals': 'false' } },
      send: createShareCall,
      allowed: true,
    },
    {
      condition: { Bool: { 'ram:RequestedAllowsExternalPrincipals': 'true' } },
      send: createShareCall,
      allowed: false,
    },
    { condition: { StringEquals: { 'ram:ShareOwnerAccountId': member } }, send: accept, allowed: true },
    { condition: { StringEquals: { 'ram:ShareOwnerAccountId': management } }, send: accept, allowed: false },
    {
      condition: { StringEquals: { 'route53profiles:ResourceIds': ['vpc-1'] } },
      send: disassociate,
      allowed: true,
    },
    {
      condition: { 'ForAllValues:StringEquals': { 'route53profiles:ResourceIds': ['vpc-2'] } },
      send: disassociate,
      allowed: false,
    },
    { condition: { StringEquals: { 'aws:ResourceTag/of': 'jetway' } }, send: tagProfile, allowed: true },
    { condition: { StringEquals: { 'aws:RequestTag/a': 'b' } }, send: tagProfile, allowed: true },
    { condition: { StringEquals: inOrganization }, send: describeAccount, allowed: true },
    { condition: { StringNotEquals: inOrganization }, send: describeAccount, allowed: false },
    {
      condition: { StringEquals: { 'aws:ResourceAccount': management } },
      send: describeAccount,
      allowed: true,
    },
  ])('$condition: $allowed', async ({ condition, send, allowed }) =>
    expect(await allowedTo(send, fixture.world, { allowed: when(condition) })).toHaveLength(allowed ? 1 : 0),
  );
});
