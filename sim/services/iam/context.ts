import type { Call } from '../../call.ts';
import type { World } from '../../world.ts';
import { isMember } from '../organizations/tree.ts';
import { roleArn } from '../sts/roles.ts';
import type { JudgedNeed } from './need.ts';
import type { Context, Principal } from './request.ts';

export type JudgedCall = Pick<Call, 'world' | 'caller' | 'region'>;

/** The caller as policies name it. */
export function principalOf({ world, caller: { account, arn, role } }: JudgedCall): Principal {
  if (role === undefined) return { kind: 'administrator', account, arn };
  const itself = world.identity.roles.get(`${account}/${role}`);
  return {
    kind: 'role',
    account,
    arn: roleArn(world, itself ?? { account, name: role }),
    sessionArn: arn,
  };
}

/**
 * The condition keys of a call: those that every request has, and those of the action.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function contextOf(
  { world, caller, region }: JudgedCall,
  principal: Principal,
  need: JudgedNeed,
): Context {
  const owner = ownerOf(need.resource) ?? caller.account;
  return {
    'aws:PrincipalAccount': caller.account,
    ...(principal.kind !== 'service' && { 'aws:PrincipalArn': principal.arn }),
    ...inOrganization(world, 'aws:PrincipalOrgID', caller.account),
    'aws:PrincipalIsAWSService': 'false',
    'aws:RequestedRegion': region,
    'aws:ResourceAccount': owner,
    ...inOrganization(world, 'aws:ResourceOrgID', owner),
    'aws:SecureTransport': 'true',
    ...(need.requestTags !== undefined && { 'aws:TagKeys': [...need.requestTags.keys()] }),
    ...(caller.sourceFunctionArn !== undefined && { 'lambda:SourceFunctionArn': caller.sourceFunctionArn }),
    ...(need.action.startsWith('ec2:') && { 'ec2:Region': region }),
    ...need.context,
  };
}

/** Whom the resource belongs to; undefined where its ARN does not say. */
export function ownerOf(arn: string): string | undefined {
  return arn.split(':')[4] || undefined;
}

/** The organization's id under a key, absent where the account is in none. */
export function inOrganization(
  world: World,
  key: 'aws:PrincipalOrgID' | 'aws:ResourceOrgID',
  account: string,
): Context {
  return isMember(world, account) ? { [key]: world.organization.id } : {};
}
