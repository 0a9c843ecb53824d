import type { Configuration } from '../../lib/config/configuration.ts';
import { partitionOf } from '../../lib/model/partition.ts';
import { roleArn } from '../names.ts';
import type { Grant } from './grant.ts';

type Rules = Pick<Configuration, 'organization' | 'provider'>;

/** What a look at the whole organization reads of it. */
export function readsOfOrganization(configuration: Rules): readonly Grant[] {
  const { organizationsRegion } = partitionOf(configuration.provider.region);
  return [
    {
      sid: 'ListAccounts',
      actions: ['organizations:ListAccounts', 'organizations:DescribeOrganization'],
      resources: ['*'],
      because: 'Organizations knows no resource for these two reads; the account is in one organization only',
    },
    {
      sid: 'FindParents', // where an answer has no Paths
      actions: ['organizations:ListParents'],
      resources: accountsAndUnits(configuration),
      because: 'Any account and any OU of this one organization may be one whose membership is to be decided',
    },
    {
      sid: 'ReadTagsInBulk',
      actions: ['tag:GetResources'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:RequestedRegion': organizationsRegion } },
      because:
        'The tagging API knows no resources; it is asked for the tags of accounts and OUs, which only the Organizations Region has',
    },
  ];
}

/** What a look at one account reads of the organization besides. */
export function readsOfAccount(configuration: Rules): readonly Grant[] {
  return [
    {
      sid: 'ReadAccount',
      actions: [
        'organizations:DescribeAccount',
        'organizations:DescribeOrganizationalUnit',
        'organizations:ListTagsForResource',
      ],
      resources: accountsAndUnits(configuration),
      because: 'Any account and any OU of this one organization may be one whose membership is to be decided',
    },
  ];
}

/** The reader role of the management account; or, where that is the provider's own, what the role would allow. */
export function enterOrganization(
  { organization, provider, roles }: Configuration,
  reads: readonly Grant[],
): readonly Grant[] {
  if (provider.account === organization.managementAccount) return reads;
  const reader = roleArn(provider, organization.managementAccount, roles.organizationReader);
  return [{ sid: 'EnterOrganization', actions: ['sts:AssumeRole'], resources: [reader] }];
}

function accountsAndUnits({ organization, provider }: Rules): readonly string[] {
  const arn = `arn:${partitionOf(provider.region).name}:organizations::${organization.managementAccount}`;
  return [`${arn}:account/${organization.id}/*`, `${arn}:ou/${organization.id}/*`];
}
