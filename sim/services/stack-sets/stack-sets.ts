import { Refusal, refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';
import { isDelegatedAdministrator } from '../organizations/delegation.ts';
import { accountOf, isUnder } from '../organizations/tree.ts';
import { tellInstance, tellOperation, tellStack } from './events.ts';
import type { SimulatedStackSet, StackInstance } from './state.ts';

/** What gives StackSets access to the accounts of the organization. */
const stackSetsPrincipal = 'member.org.stacksets.cloudformation.amazonaws.com';

export type NewStackSet = Omit<SimulatedStackSet, 'arn' | 'instances'> & {
  /** What follows its name in its id. */
  readonly uuid: string;
};

/**
 * Makes a stack set, which from now on deploys to the accounts of its OUs: to those that are there, and to those that
 * join, some minutes later.
 * @throws Refusal where the account may not have one
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
 */
export function addStackSet(world: World, { uuid, ...settings }: NewStackSet): SimulatedStackSet {
  const { account, region, name } = settings;
  mayManage(world, account);
  const arn = `arn:${world.partition}:cloudformation:${region}:${account}:stackset/${name}:${uuid}`;
  const stackSet: SimulatedStackSet = { ...settings, arn, instances: new Map() };
  world.stackSets.stackSets.set(arn, stackSet);
  for (const id of world.organization.accounts.keys()) follow(world, stackSet, id);
  world.organization.onMembership((id) => follow(world, stackSet, id));
  return stackSet;
}

/** Lets StackSets into the accounts of the organization, and an account manage such stack sets, as its owner does. */
export function delegateStackSets({ organization, clock }: World, account: string): void {
  organization.serviceAccess.set(stackSetsPrincipal, clock.nowMs);
  organization.delegations.set(stackSetsPrincipal, new Map([[account, clock.nowMs]]));
}

function mayManage(world: World, account: string): void {
  const { managementAccountId, serviceAccess } = world.organization;
  if (!serviceAccess.has(stackSetsPrincipal))
    refuse('ValidationError', 'You must enable organizations access to operate a service managed stack set');
  if (account !== managementAccountId && !isDelegatedAdministrator(world, account, stackSetsPrincipal))
    refuse(
      'ValidationError',
      'You must be the management account or delegated admin account of an organization before operating a SERVICE_MANAGED stack set',
    );
}

/** Whether an account is where the stack set deploys; the management account never gets a service-managed stack. */
function isTarget(world: World, { targets }: SimulatedStackSet, account: string): boolean {
  return (
    account !== world.organization.managementAccountId &&
    targets.some((target) => isUnder(world, account, target))
  );
}

/** Whether a stack can be made there: accounts that are suspended or closed are skipped. */
function isReady(world: World, stackSet: SimulatedStackSet, account: string): boolean {
  return isTarget(world, stackSet, account) && accountOf(world, account)?.state === 'ACTIVE';
}

/** Begins what an account needs that has joined, or left, or was moved or closed. */
function follow(world: World, stackSet: SimulatedStackSet, account: string): void {
  const ready = isReady(world, stackSet, account);
  const leaves = !isTarget(world, stackSet, account);
  const begun = stackSet.regions.flatMap((region) => {
    const known = stackSet.instances.get(`${account}/${region}`);
    if (ready && (known === undefined || known.state === 'RETAINED'))
      return [create(world, stackSet, { account, region, state: 'CREATING' })];
    if (leaves && (known?.state === 'CURRENT' || known?.state === 'FAILED'))
      return [release(world, stackSet, known)];
    return [];
  });
  if (begun.length > 0) operate(world, stackSet, begun);
}

/** What begins when it has come so far; it returns whether it succeeded. */
interface Begun {
  readonly afterSeconds: number;
  end(): boolean;
}

/** One operation for the instances of an account. */
function operate(world: World, stackSet: SimulatedStackSet, begun: readonly Begun[]): void {
  const operation = world.random.uuid();
  tellOperation(world, stackSet, { operation, status: 'RUNNING' });
  const seconds = Math.max(...begun.map(({ afterSeconds }) => afterSeconds));
  world.clock.after(seconds, () => {
    const succeeded = begun.map(({ end }) => end());
    const status = succeeded.every((one) => one) ? 'SUCCEEDED' : 'FAILED';
    tellOperation(world, stackSet, { operation, status });
  });
}

function create(world: World, stackSet: SimulatedStackSet, instance: StackInstance): Begun {
  const key = keyOf(instance);
  const retained = stackSet.instances.get(key);
  stackSet.instances.set(key, instance);
  return {
    afterSeconds: world.stackSets.latencies.instanceDeploys,
    end() {
      if (!isReady(world, stackSet, instance.account)) {
        if (retained === undefined) stackSet.instances.delete(key);
        else stackSet.instances.set(key, retained);
        return true;
      }
      attempt(stackSet, instance, retained);
      if (instance.stack !== undefined) tellStack(world, instance, instance.stack, 'CREATE_COMPLETE');
      tellInstance(world, stackSet, instance, 'CREATE');
      return instance.state === 'CURRENT';
    },
  };
}

/** What the account kept when it left has the names that the new stack's resources would have. */
function attempt(stackSet: SimulatedStackSet, instance: StackInstance, retained?: StackInstance): void {
  try {
    if (retained !== undefined)
      refuse('AlreadyExists', `The resources of the stack that ${instance.account} kept already exist`);
    instance.stack = stackSet.deploy(instance);
    instance.state = 'CURRENT';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    instance.state = 'FAILED';
    instance.reason = error.message;
  }
}

function release(world: World, stackSet: SimulatedStackSet, instance: StackInstance): Begun {
  instance.state = 'DELETING';
  return {
    afterSeconds: world.stackSets.latencies.instanceDeletes,
    end() {
      if (stackSet.retainStacks) {
        instance.state = 'RETAINED';
      } else {
        instance.stack?.remove();
        stackSet.instances.delete(keyOf(instance));
        if (instance.stack !== undefined) tellStack(world, instance, instance.stack, 'DELETE_COMPLETE');
      }
      tellInstance(world, stackSet, instance, 'DELETE');
      // It may have come back meanwhile.
      follow(world, stackSet, instance.account);
      return true;
    },
  };
}

function keyOf({ account, region }: StackInstance): string {
  return `${account}/${region}`;
}
