import type { Call } from '../../call.ts';
import type { Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import { addRole } from '../sts/roles.ts';
import { describeAccount, describeCreation } from './describe.ts';
import { tellClosed, tellCreation, tellDeparted, tellJoined } from './events.ts';
import { idIn, managementOnly, textOf } from './request.ts';
import type { AccountCreation } from './state.ts';
import { tagsIn } from './tags.ts';
import { addAccount, closeAccount, existingAccount, isParent, moveAccount, removeAccount } from './tree.ts';

const removalWaitMs = 4 * 86_400_000;
const closuresAtOnce = 3;

export const accountOperations = {
  DescribeAccount: {
    takes: ['AccountId'],
    answer({ AccountId }, call) {
      managementOnly(call);
      return {
        Account: describeAccount(call.world, existingAccount(call.world, idIn('account', AccountId))),
      };
    },
  },
  CreateAccount: {
    takes: ['AccountName', 'Email', 'RoleName', 'IamUserAccessToBilling', 'Tags'],
    answer({ AccountName, Email, RoleName = 'OrganizationAccountAccessRole', Tags = [] }, call) {
      managementOnly(call);
      const { organization, random, clock, latencies } = call.world;
      const wanted = {
        name: textOf(AccountName, 50),
        email: textOf(Email, 64),
        role: RoleName,
        tags: tagsIn(Tags),
      };
      const id = `car-${random.hex(32)}`;
      const outcome = { state: 'IN_PROGRESS' } as const;
      const creation: AccountCreation = { id, name: wanted.name, requestedAtMs: clock.nowMs, outcome };
      organization.creations.set(creation.id, creation);
      clock.after(latencies.accountCreates, () => {
        creation.outcome = created(wanted, call);
        tellCreation(call.world, creation);
      });
      return { CreateAccountStatus: describeCreation(creation) };
    },
  },
  DescribeCreateAccountStatus: {
    takes: ['CreateAccountRequestId'],
    answer({ CreateAccountRequestId }, call) {
      managementOnly(call);
      const creation =
        call.world.organization.creations.get(idIn('creation', CreateAccountRequestId)) ??
        refuse(
          'CreateAccountStatusNotFoundException',
          "You specified an account creation request that doesn't exist.",
        );
      return { CreateAccountStatus: describeCreation(creation) };
    },
  },
  MoveAccount: {
    takes: ['AccountId', 'SourceParentId', 'DestinationParentId'],
    answer({ AccountId, SourceParentId, DestinationParentId }, call) {
      managementOnly(call);
      const { world } = call;
      const account = existingAccount(world, idIn('account', AccountId));
      const source = idIn('parent', SourceParentId);
      const destination = idIn('parent', DestinationParentId);
      const elsewhere = account.parentId !== source && account.parentId !== destination;
      if (!isParent(world, source) || elsewhere)
        refuse('SourceParentNotFoundException', "You specified a source parent that doesn't exist.");
      moveAccount(world, account.id, destination);
      return {};
    },
  },
  CloseAccount: {
    takes: ['AccountId'],
    answer({ AccountId }, call) {
      managementOnly(call);
      const { accounts, managementAccountId } = call.world.organization;
      const { id, state } = existingAccount(call.world, idIn('account', AccountId));
      if (id === managementAccountId)
        constraint('CANNOT_CLOSE_MANAGEMENT_ACCOUNT', "You can't close the management account.");
      if (state === 'CLOSED')
        refuse('AccountAlreadyClosedException', 'The provided account is already closed.');
      if (state === 'PENDING_CLOSURE')
        refuse('ConflictException', 'The request conflicts with the current state of the account.');
      if ([...accounts.values()].filter((each) => each.state === 'PENDING_CLOSURE').length >= closuresAtOnce)
        constraint('CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED', 'Too many accounts are being closed at a time.');
      const requestedAtMs = call.world.clock.nowMs;
      closeAccount(call.world, id, {
        closed: () => tellClosed(call.world, id, requestedAtMs),
        gone: () => tellDeparted(call.world, id, 'CLEANED'),
      });
      return {};
    },
  },
  RemoveAccountFromOrganization: {
    takes: ['AccountId'],
    answer({ AccountId }, call) {
      managementOnly(call);
      const { organization, clock } = call.world;
      const account = existingAccount(call.world, idIn('account', AccountId));
      if (account.id === organization.managementAccountId)
        refuse('MasterCannotLeaveOrganizationException', "You can't remove the management account.");
      if (account.state !== 'ACTIVE')
        constraint('ACCOUNT_CANNOT_LEAVE_ORGANIZATION', 'The account is closed, or is being closed.');
      if (account.joinedMethod === 'CREATED' && clock.nowMs < account.joinedAtMs + removalWaitMs)
        constraint('WAIT_PERIOD_ACTIVE', 'An account can be removed four days after it was created.');
      removeAccount(call.world, account.id);
      tellDeparted(call.world, account.id, 'REMOVED');
      return {};
    },
  },
} satisfies Operations<typeof import('@aws-sdk/client-organizations')>;

interface WantedAccount {
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly tags: Readonly<Record<string, string>>;
}

function created({ role, ...wanted }: WantedAccount, { world, caller }: Call): AccountCreation['outcome'] {
  const completedAtMs = world.clock.nowMs;
  if ([...world.organization.accounts.values()].some(({ email }) => email === wanted.email))
    return { state: 'FAILED', completedAtMs, reason: 'EMAIL_ALREADY_EXISTS' };
  const account = addAccount(world, { ...wanted, joinedMethod: 'CREATED' });
  const { id } = account;
  tellJoined(world, account);
  addRole(world, { account: id, name: role, trusts: [caller.account] });
  return { state: 'SUCCEEDED', completedAtMs, accountId: id };
}

function constraint(reason: string, message: string): never {
  return refuse('ConstraintViolationException', message, 400, { Reason: reason });
}
