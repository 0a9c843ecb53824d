import {
  DescribeAccountCommand,
  DescribeOrganizationCommand,
  type OrganizationsClient,
  paginateListAccounts,
  paginateListParents,
} from '@aws-sdk/client-organizations';
import pMap from 'p-map';
import * as z from 'zod/mini';
import { JetwayError } from '../model/errors.ts';
import { AccountId, OrganizationId, OuId } from '../model/ids.ts';
import type { ListedAccount } from '../model/ports.ts';
import { answered } from './answer.ts';
import { orIfGone } from './errors.ts';
import { Kept } from './kept.ts';
import { everyItem } from './lists.ts';

/** The organization that `jetway.yaml` names. */
export interface ExpectedOrganization {
  readonly id: OrganizationId;
  readonly managementAccount: AccountId;
}

const state = z.enum(['PENDING_ACTIVATION', 'ACTIVE', 'SUSPENDED', 'PENDING_CLOSURE', 'CLOSED']);

/** `Status` is what accounts had before `State`, and what older endpoints still answer alone. */
const Account = z.pipe(
  z.object({
    Id: AccountId,
    Arn: z.string(),
    Name: z.optional(z.string()),
    State: z.optional(state),
    Status: z.optional(state),
    Paths: z.optional(z.array(z.string())),
  }),
  z.transform(({ State, Status, ...account }) => ({ ...account, state: State ?? Status })),
);
type Account = z.output<typeof Account>;

const State = z.object({ state });
const Parent = z.tuple([z.object({ Id: OuId })]);
const Organization = z.object({ Id: OrganizationId, MasterAccountId: AccountId });

/** One account, or undefined where the organization, proved to be the expected one, does not know it. */
export async function readAccount(
  client: OrganizationsClient,
  expected: ExpectedOrganization,
  id: AccountId,
): Promise<ListedAccount | undefined> {
  const found = await orIfGone(client.send(new DescribeAccountCommand({ AccountId: id })), undefined);
  const account = found && checked(answered(Account, found.Account, `account ${id}`), expected);
  const listed = account && (await withPath(account, parentsBy(client)));
  if (listed === undefined) await proveOrganization(client, expected);
  return listed;
}

/** Every account of the expected organization. */
export async function readAccounts(
  client: OrganizationsClient,
  expected: ExpectedOrganization,
): Promise<readonly ListedAccount[]> {
  const found = await everyItem(paginateListAccounts({ client, pageSize: 20 }, {}), (page) => page.Accounts);
  const accounts = answered(z.array(Account), found, `organization ${expected.id}`);
  if (accounts.length === 0) await proveOrganization(client, expected);
  const parents = parentsBy(client);
  const listed = await pMap(
    accounts.map((account) => checked(account, expected)),
    (account) => withPath(account, parents),
    { concurrency: 5 },
  );
  return listed.filter((account) => account !== undefined);
}

/** The account with the OUs above it, or undefined where the organization does not know it any more. */
async function withPath(account: Account, parents: Parents): Promise<ListedAccount | undefined> {
  const { Id, Name, Paths } = account;
  const path = Paths?.[0] === undefined ? await chain(Id, parents) : ousOf(Paths[0], Id);
  return (
    path && {
      id: Id,
      ...(Name !== undefined && { name: Name }),
      ...answered(State, account, `account ${Id}`),
      path,
    }
  );
}

/** From `o-…/r-…/ou-…/{account}/`, the nearest OU first. */
function ousOf(path: string, id: AccountId): readonly OuId[] {
  const parts = path.split('/').filter((part) => part !== '' && part !== id);
  return answered(z.array(OuId), parts.slice(1).toReversed(), `the path of account ${id}`);
}

interface Parents {
  /** Undefined where the account is gone, which is an account's absence as much as DescribeAccount's NotFound. */
  ofAccount(account: AccountId): Promise<OuId | undefined>;
  /** @throws JetwayError `unavailable` where the OU is gone: that proves nothing of the accounts that were in it */
  ofOu(ou: OuId): Promise<OuId>;
}

function parentsBy(client: OrganizationsClient): Parents {
  // Many accounts share an OU; its parent is read once.
  const ous = new Kept<OuId>(() => true);
  const read = async (child: AccountId | OuId) => {
    const pages = paginateListParents({ client }, { ChildId: child });
    return answered(Parent, await everyItem(pages, (page) => page.Parents), `the parent of ${child}`)[0].Id;
  };
  return {
    ofAccount: (account) => orIfGone(read(account), undefined),
    ofOu: (ou) =>
      ous.get(ou, async () => {
        const parent = await orIfGone(read(ou), undefined);
        if (parent === undefined) throw treeChanged(ou);
        return parent;
      }),
  };
}

async function chain(account: AccountId, parents: Parents): Promise<readonly OuId[] | undefined> {
  const nearest = await parents.ofAccount(account);
  if (nearest === undefined) return undefined;
  const path = [nearest];
  for (let ou = nearest; !ou.startsWith('r-'); path.push(ou)) ou = await parents.ofOu(ou);
  return path;
}

function treeChanged(ou: OuId): JetwayError {
  return new JetwayError('unavailable', {
    resource: ou,
    what: 'the tree of the organization changed while it was read: an account was under this OU, and it does not exist',
    remedy: 'Look again',
  });
}

const accountArn = /^arn:[a-z-]+:organizations::(?<manager>\d{12}):account\/(?<organization>o-[a-z0-9]+)\//;

/** An account's ARN names its organization and management account. */
function checked(account: Account, expected: ExpectedOrganization): Account {
  const { manager = 'unknown', organization = 'unknown' } = accountArn.exec(account.Arn)?.groups ?? {};
  if (organization === expected.id && manager === expected.managementAccount) return account;
  throw anotherOrganization(organization, manager, expected);
}

async function proveOrganization(client: OrganizationsClient, expected: ExpectedOrganization): Promise<void> {
  const { Organization: found } = await client.send(new DescribeOrganizationCommand({}));
  const { Id, MasterAccountId } = answered(Organization, found, 'the organization');
  if (Id !== expected.id || MasterAccountId !== expected.managementAccount)
    throw anotherOrganization(Id, MasterAccountId, expected);
}

function anotherOrganization(id: string, manager: string, expected: ExpectedOrganization): JetwayError {
  return new JetwayError('configuration', {
    resource: `organization ${expected.id}`,
    what: `the credentials are of organization ${id} with management account ${manager}, not of ${expected.id} with ${expected.managementAccount}`,
    remedy: 'Run with credentials of the organization that `jetway.yaml` names, or correct the file',
  });
}
