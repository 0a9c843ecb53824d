import { refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';
import type { SimulatedAccount, SimulatedOu } from './state.ts';

/** An OU or the root above an account. */
export interface Ancestor {
  readonly id: string;
  readonly name: string;
  readonly type: 'ORGANIZATIONAL_UNIT' | 'ROOT';
}

const depthLimit = 5;
const ouLimit = 2000;
const daySeconds = 86_400;

export function accountOf(world: World, id: string): SimulatedAccount | undefined {
  return world.organization.inUse ? world.organization.accounts.get(id) : undefined;
}

/** Whether the account belongs to the organization; closed accounts do until they are gone. */
export function isMember(world: World, accountId: string): boolean {
  return accountOf(world, accountId) !== undefined;
}

/** Whether the id is the root's or an existing OU's. */
export function isParent(world: World, id: string): boolean {
  return id === world.organization.rootId || world.organization.ous.has(id);
}

/** The parents of an account or an OU, nearest first, the root last; nothing above the root or a stranger. */
export function ancestorsOf(world: World, id: string): readonly Ancestor[] {
  const { accounts, ous, rootId } = world.organization;
  const parentId = accounts.get(id)?.parentId ?? ous.get(id)?.parentId;
  if (parentId === undefined) return [];
  const ou = ous.get(parentId);
  return ou === undefined
    ? [{ id: rootId, name: 'Root', type: 'ROOT' }]
    : [{ id: ou.id, name: ou.name, type: 'ORGANIZATIONAL_UNIT' }, ...ancestorsOf(world, ou.id)];
}

/** Whether the account is in the OU or root, at any depth. */
export function isUnder(world: World, accountId: string, ouOrRootId: string): boolean {
  return isMember(world, accountId) && ancestorsOf(world, accountId).some(({ id }) => id === ouOrRootId);
}

/** `o-…/r-…/ou-…/{id}/`, as `Account.Paths` and `OrganizationalUnit.Path` have it. */
export function pathOf(world: World, id: string): string {
  const above = ancestorsOf(world, id).map((ancestor) => ancestor.id);
  return `${[world.organization.id, ...above.toReversed(), id].join('/')}/`;
}

/** Adds an OU, by default to the root; refused as CreateOrganizationalUnit refuses it. */
export function addOu(world: World, ou: { name: string; parentId?: string; id?: string }): SimulatedOu {
  const { ous, rootId } = world.organization;
  const { name, parentId = rootId, id = `ou-${rootId.slice(2)}-${world.random.hex(8)}` } = ou;
  if (!isParent(world, parentId))
    refuse('ParentNotFoundException', "You specified a parent that doesn't exist.");
  refuseDuplicateOu(world, name, parentId);
  if (ancestorsOf(world, parentId).length >= depthLimit)
    refuse('ConstraintViolationException', 'You have exceeded the number of levels of OUs.', 400, {
      Reason: 'OU_DEPTH_LIMIT_EXCEEDED',
    });
  if (ous.size >= ouLimit)
    refuse('ConstraintViolationException', 'You have exceeded the number of OUs of an organization.', 400, {
      Reason: 'OU_NUMBER_LIMIT_EXCEEDED',
    });
  const added = { id, name, parentId };
  ous.set(id, added);
  return added;
}

/** Ends with DuplicateOrganizationalUnitException where the parent has another OU of this name. */
export function refuseDuplicateOu(world: World, name: string, parentId: string, exceptId?: string): void {
  for (const ou of world.organization.ous.values())
    if (ou.parentId === parentId && ou.name === name && ou.id !== exceptId)
      refuse('DuplicateOrganizationalUnitException', 'An OU with the same name already exists.');
}

export interface NewAccount {
  readonly name: string;
  readonly id?: string;
  readonly email?: string;
  /** The root where it says nothing else. */
  readonly parentId?: string;
  readonly joinedMethod?: 'INVITED' | 'CREATED';
  readonly tags?: Readonly<Record<string, string>>;
}

/** Adds an active account at once, an invited one unless said otherwise. */
export function addAccount(world: World, account: NewAccount): SimulatedAccount {
  const { accounts, rootId } = world.organization;
  const { name, id = newAccountId(world), parentId = rootId, joinedMethod = 'INVITED', tags = {} } = account;
  if (!isParent(world, parentId))
    refuse('ParentNotFoundException', "You specified a parent that doesn't exist.");
  const email = account.email ?? `${id}@example.com`;
  const joined = { id, name, email, parentId, joinedMethod, joinedAtMs: world.clock.nowMs };
  const added: SimulatedAccount = { ...joined, state: 'ACTIVE' };
  accounts.set(id, added);
  tag(world, id, tags);
  world.organization.membershipChanged(id);
  return added;
}

function newAccountId(world: World): string {
  const id = Array.from({ length: 12 }, (_, at) =>
    Math.floor(at === 0 ? 1 + world.random.next() * 9 : world.random.next() * 10),
  );
  return world.organization.accounts.has(id.join('')) ? newAccountId(world) : id.join('');
}

/** Moves an account at once; refused where either does not exist or it is there already. */
export function moveAccount(world: World, accountId: string, parentId: string): void {
  const account = existingAccount(world, accountId);
  if (!isParent(world, parentId))
    refuse('DestinationParentNotFoundException', "You specified a destination parent that doesn't exist.");
  if (account.parentId === parentId)
    refuse('DuplicateAccountException', 'That account is already present in the specified destination.');
  account.parentId = parentId;
  world.organization.membershipChanged(accountId);
}

/** The account, or the end of the operation with AccountNotFoundException. */
export function existingAccount(world: World, accountId: string): SimulatedAccount {
  return (
    accountOf(world, accountId) ??
    refuse('AccountNotFoundException', "You specified an account that doesn't exist.")
  );
}

/** Sets tags on an account, an OU or the root, beside those it has. */
export function tag(world: World, resourceId: string, tags: Readonly<Record<string, string>>): void {
  const entries = Object.entries(tags);
  if (entries.length === 0) return;
  world.organization.tags.set(resourceId, new Map([...tagsOf(world, resourceId), ...entries]));
  world.organization.onceTagged.add(resourceId);
}

export function untag(world: World, resourceId: string, keys: readonly string[]): void {
  for (const key of keys) world.organization.tags.get(resourceId)?.delete(key);
}

export function tagsOf(world: World, resourceId: string): ReadonlyMap<string, string> {
  return world.organization.tags.get(resourceId) ?? new Map();
}

/** Begins to close an account: PENDING_CLOSURE now, CLOSED when AWS is done, gone 90 days later. */
export function closeAccount(
  world: World,
  accountId: string,
  told: { readonly closed?: () => void; readonly gone?: () => void } = {},
): void {
  const account = existingAccount(world, accountId);
  account.state = 'PENDING_CLOSURE';
  world.organization.membershipChanged(accountId);
  world.clock.after(world.latencies.accountCloses, () => {
    account.state = 'CLOSED';
    told.closed?.();
    const forget = () => {
      if (accountOf(world, accountId) !== account) return;
      removeAccount(world, accountId);
      told.gone?.();
    };
    world.clock.after(90 * daySeconds, forget, { background: true });
  });
}

/** Takes an account out of the organization at once; its tags are deleted with it. */
export function removeAccount(world: World, accountId: string): void {
  existingAccount(world, accountId);
  world.organization.accounts.delete(accountId);
  world.organization.tags.delete(accountId);
  world.organization.membershipChanged(accountId);
}
