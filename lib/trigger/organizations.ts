import * as z from 'zod/mini';
import { AccountId, OuId } from '../model/ids.ts';
import { bareOrWrapped, irrelevant, onlyFrom, type Reader, type Readers, reading } from './reader.ts';
import { account, accounts, nobody, type Whom } from './trigger.ts';

const CallOnAccount = z.object({ requestParameters: z.object({ accountId: AccountId }) });
const CallOnOu = z.object({ requestParameters: z.object({ organizationalUnitId: OuId }) });
const CallOnResource = z.object({ requestParameters: z.object({ resourceId: z.string() }) });

const calledOnAccount = reading(CallOnAccount, ({ requestParameters }) =>
  account(requestParameters.accountId),
);

const calledOnOu = reading(CallOnOu, ({ requestParameters }) => ({
  kind: 'organizational-unit',
  ou: requestParameters.organizationalUnitId,
}));

const calledOnResource = reading(CallOnResource, ({ requestParameters }) =>
  resource(requestParameters.resourceId),
);

/** Whom the id of something in the organization means: an account, an OU or the root; a policy means nobody. */
export function resource(id: string): Whom {
  const asAccount = AccountId.safeParse(id);
  if (asAccount.success) return account(asAccount.data);
  const ou = OuId.safeParse(id);
  if (ou.success) return { kind: 'organizational-unit', ou: ou.data };
  return nobody('irrelevant', 'it is about neither an account nor an OU');
}

const createAccountResult = reading(
  z.object({
    serviceEventDetails: z.object({ createAccountStatus: z.object({ accountId: z.optional(AccountId) }) }),
  }),
  ({ serviceEventDetails: { createAccountStatus } }) =>
    createAccountStatus.accountId === undefined
      ? nobody('failed-call', 'no account was created')
      : account(createAccountStatus.accountId),
);

const closeAccountResult = reading(
  z.object({ serviceEventDetails: z.object({ closeAccountStatus: z.object({ accountId: AccountId }) }) }),
  ({ serviceEventDetails: { closeAccountStatus } }) => account(closeAccountStatus.accountId),
);

/** AWS names the fields of these events but prints no sample, so the id may stand one level deeper. */
const joinedOrDeparted = reading(
  z.object({ serviceEventDetails: bareOrWrapped(z.object({ accountId: AccountId })) }),
  ({ serviceEventDetails }) => account(serviceEventDetails.accountId),
);

const readHandshake = reading(
  z.object({
    responseElements: z.object({
      handshake: z.object({
        action: z.optional(z.string()),
        parties: z.array(z.object({ type: z.string(), id: z.string() })),
      }),
    }),
  }),
  ({ responseElements: { handshake } }) => {
    const { action = 'invite', parties } = handshake;
    if (action.toLowerCase() !== 'invite')
      return nobody('irrelevant', 'the handshake is not an invitation to the organization');
    const invited = parties.filter(({ type }) => type === 'ACCOUNT').map(({ id }) => AccountId.safeParse(id));
    return accounts(invited.flatMap(({ data }) => data ?? []));
  },
);

const caller = reading(z.object({ userIdentity: z.object({ accountId: AccountId }) }), ({ userIdentity }) =>
  account(userIdentity.accountId),
);

/** A call that a member makes about itself; where a copy reaches the management account, that one names the member. */
function ofTheMember(inManagement: Reader): Reader {
  return (event, rules) =>
    event.account === rules.managementAccount ? inManagement(event, rules) : account(event.account);
}

/** @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_cloudtrail-integration.html */
export const organizations: Readers = {
  ...onlyFrom(({ managementAccount }) => [managementAccount], 'the management account', {
    CreateAccountResult: createAccountResult,
    AccountJoinedOrganization: joinedOrDeparted,
    AccountDepartedOrganization: joinedOrDeparted,
    MoveAccount: calledOnAccount,
    RemoveAccountFromOrganization: calledOnAccount,
    CloseAccount: calledOnAccount,
    CloseAccountResult: closeAccountResult,
    TagResource: calledOnResource,
    UntagResource: calledOnResource,
    UpdateOrganizationalUnit: calledOnOu,
    CreateAccount: irrelevant('the account does not exist yet'),
    InviteAccountToOrganization: irrelevant('an invitation is not a membership'),
    CreateOrganizationalUnit: irrelevant('a new OU has no accounts'),
    DeleteOrganizationalUnit: irrelevant('only an OU without accounts can be deleted'),
    EffectivePolicyValidation: irrelevant('policies decide no membership'),
  }),
  LeaveOrganization: ofTheMember(caller),
  AcceptHandshake: ofTheMember(readHandshake),
};
