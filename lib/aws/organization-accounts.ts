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
const Parents = z.tuple([z.object({ Id: OuId })]);
const Organization = z.object({ Id: OrganizationId, MasterAccountId: AccountId });

/** One account, or undefined where the organization, proved to be the expected one, does not know it. */
export async function readAccount(
  client: OrganizationsClient,
  expected: ExpectedOrganization,
  id: AccountId,
): Promise<ListedAccount | undefined> {
  const found = await orIfGone(client.send(new DescribeAccountCommand({ AccountId: id })), undefined);
  const account = found && checked(answered(Account, found.Account, `account ${id}`), expected);
  const listed = account && (await orIfGone(withPath(account, parentsBy(client)), undefined));
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
    // An account that is gone since it was listed is not an account of the organization.
    (account) => orIfGone(withPath(account, parents), undefined),
    { concurrency: 5 },
  );
  return listed.filter((account) => account !== undefined);
}

async function withPath(account: Account, parents: Parent): Promise<ListedAccount> {
  const { Id, Name, Paths } = account;
  return {
    id: Id,
    ...(Name !== undefined && { name: Name }),
    ...answered(State, account, `account ${Id}`),
    path: Paths?.[0] === undefined ? await chain(Id, parents) : ousOf(Paths[0], Id),
  };
}

/** From `o-…/r-…/ou-…/{account}/`, the nearest OU first. */
function ousOf(path: string, id: AccountId): readonly OuId[] {
  const parts = path.split('/').filter((part) => part !== '' && part !== id);
  return answered(z.array(OuId), parts.slice(1).toReversed(), `the path of account ${id}`);
}

type Parent = (child: AccountId | OuId) => Promise<OuId>;

/** Reads the parent of an account or an OU; an OU's is read once, as many accounts share it. */
function parentsBy(client: OrganizationsClient): Parent {
  const ous = new Map<string, Promise<OuId>>();
  const read: Parent = async (child) => {
    const pages = paginateListParents({ client }, { ChildId: child });
    return answered(Parents, await everyItem(pages, (page) => page.Parents), `the parent of ${child}`)[0].Id;
  };
  return (child) => {
    const known = ous.get(child) ?? read(child);
    ous.set(child, known);
    return known;
  };
}

async function chain(child: AccountId | OuId, parents: Parent): Promise<readonly OuId[]> {
  const parent = await parents(child);
  return parent.startsWith('r-') ? [parent] : [parent, ...(await chain(parent, parents))];
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
