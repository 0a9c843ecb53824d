import type { Account, CreateAccountStatus, OrganizationalUnit } from '@aws-sdk/client-organizations';
import type { World } from '../../world.ts';
import type { AccountCreation, AccountState, SimulatedAccount, SimulatedOu } from './state.ts';
import { pathOf } from './tree.ts';

type Kind = 'account' | 'ou' | 'root' | 'organization';

/** The ARN of a part of the organization; the organization's own has no id behind it. */
export function arnOf({ partition, organization }: World, kind: Kind, id?: string): string {
  const of = id === undefined ? organization.id : `${organization.id}/${id}`;
  return `arn:${partition}:organizations::${organization.managementAccountId}:${kind}/${of}`;
}

/** An account as DescribeAccount and the lists answer it. */
export function describeAccount(world: World, account: SimulatedAccount): Account {
  const { accountPaths, accountStatus } = world.unknowns;
  return {
    Id: account.id,
    Arn: arnOf(world, 'account', account.id),
    Email: account.email,
    Name: account.name,
    State: account.state,
    JoinedMethod: account.joinedMethod,
    JoinedTimestamp: new Date(account.joinedAtMs),
    ...(accountStatus && { Status: retiredStatus(account.state) }),
    ...(accountPaths && { Paths: [pathOf(world, account.id)] }),
  };
}

function retiredStatus(state: AccountState): 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE' {
  switch (state) {
    case 'ACTIVE':
    case 'PENDING_CLOSURE':
      return state;
    case 'PENDING_ACTIVATION':
    case 'SUSPENDED':
    case 'CLOSED':
      return 'SUSPENDED';
  }
}

export function describeOu(world: World, { id, name }: SimulatedOu): OrganizationalUnit {
  return { Id: id, Arn: arnOf(world, 'ou', id), Name: name, Path: pathOf(world, id) };
}

export function describeCreation({ id, name, requestedAtMs, outcome }: AccountCreation): CreateAccountStatus {
  const requested = {
    Id: id,
    AccountName: name,
    State: outcome.state,
    RequestedTimestamp: new Date(requestedAtMs),
  };
  switch (outcome.state) {
    case 'IN_PROGRESS':
      return requested;
    case 'SUCCEEDED':
      return {
        ...requested,
        CompletedTimestamp: new Date(outcome.completedAtMs),
        AccountId: outcome.accountId,
      };
    case 'FAILED':
      return {
        ...requested,
        CompletedTimestamp: new Date(outcome.completedAtMs),
        FailureReason: outcome.reason,
      };
  }
}
