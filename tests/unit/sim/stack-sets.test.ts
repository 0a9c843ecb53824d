import { beforeEach, describe, expect, test } from '@jest/globals';
import { refuse } from '../../../sim/refusal.ts';
import { organizations } from '../../../sim/services/organizations/operations.ts';
import {
  addAccount,
  addOu,
  closeAccount,
  moveAccount,
  removeAccount,
} from '../../../sim/services/organizations/tree.ts';
import {
  addStackSet,
  delegateStackSets,
  type NewStackSet,
} from '../../../sim/services/stack-sets/stack-sets.ts';
import { World } from '../../../sim/world.ts';
import { addOpenQueue, bodies, rule } from './events/bus-world.ts';
import { callFrom } from './organizations-calls.ts';

const administrator = '222222222222';
const account = '333333333333';
const regions = ['eu-west-1', 'us-east-1'];
let world: World;
let ou: string;
/** What stands where, by `account/region`. */
let stacks: Set<string>;

beforeEach(() => {
  world = new World();
  stacks = new Set();
  addAccount(world, { id: administrator, name: 'network' });
  ou = addOu(world, { name: 'Consumers' }).id;
  delegateStackSets(world, administrator);
});

const stackSet = (settings: Partial<NewStackSet> = {}) =>
  addStackSet(world, {
    account: administrator,
    region: 'eu-west-1',
    name: 'consumers',
    uuid: 'e5f54eea-d041-44ad-94f8-b8268aca1e59',
    targets: [ou],
    regions,
    retainStacks: false,
    deploy(place) {
      const key = `${place.account}/${place.region}`;
      stacks.add(key);
      return {
        stackId: `arn:aws:cloudformation:${place.region}:${place.account}:stack/x/1`,
        remove: () => stacks.delete(key),
      };
    },
    ...settings,
  });
const join = (parentId = ou) => addAccount(world, { id: account, name: 'workload', parentId });
const later = () => world.clock.advance(600);
/** What CloudFormation says on the default buses of both accounts, once asked. */
const listen = () => {
  const queue = addOpenQueue(world, 'events');
  const pattern = { source: ['aws.cloudformation'] };
  for (const owner of [administrator, account]) rule(world, { arn: queue.arn }, { account: owner, pattern });
  return () => bodies(queue);
};
const both = regions.map((region) => `${account}/${region}`);

test.each([
  { given: 'an account that is there', does: () => [join(), stackSet()] },
  { given: 'an account that joins', does: () => [stackSet(), join()] },
  {
    given: 'an account of an OU below',
    does: () => [stackSet(), join(addOu(world, { name: 'Below', parentId: ou }).id)],
  },
  {
    given: 'an account that is moved there',
    does: () => [stackSet(), join(world.organization.rootId), moveAccount(world, account, ou)],
  },
])('$given gets the stack in every Region, after a while', ({ does }) => {
  does();
  world.clock.advance(world.stackSets.latencies.instanceDeploys - 1);
  expect([...stacks]).toEqual([]);
  world.clock.advance(1);
  expect([...stacks]).toEqual(both);
});

test('the root is everybody but the management account', () => {
  stackSet({ targets: [world.organization.rootId], regions: ['eu-west-1'] });
  join();
  later();
  expect([...stacks]).toEqual([`${administrator}/eu-west-1`, `${account}/eu-west-1`]);
});

test.each([
  { given: 'one of another OU', does: () => join(world.organization.rootId) },
  { given: 'one that leaves before its turn', does: () => [join(), removeAccount(world, account)] },
  { given: 'one that is closed', does: () => [join(), closeAccount(world, account)] },
])('an account gets none: $given', ({ does }) => {
  stackSet();
  does();
  later();
  expect([...stacks]).toEqual([]);
});

describe('an account that leaves', () => {
  const leave = () => moveAccount(world, account, world.organization.rootId);

  test('loses the stack after a while, and gets another one when it comes back', () => {
    stackSet();
    join();
    later();
    leave();
    expect([...stacks]).toEqual(both);
    moveAccount(world, account, ou);
    world.clock.advance(world.stackSets.latencies.instanceDeletes);
    expect([...stacks]).toEqual([]);
    later();
    expect([...stacks]).toEqual(both);
  });

  test('keeps what is retained, and what it kept stands in the way when it comes back', () => {
    const { instances } = stackSet({ retainStacks: true });
    join();
    later();
    leave();
    later();
    expect([...stacks]).toEqual(both);
    moveAccount(world, account, ou);
    later();
    expect([...instances.values()]).toMatchObject(
      regions.map((region) => ({
        region,
        state: 'FAILED',
        reason: expect.stringContaining('already exist'),
      })),
    );
  });

  test('keeps it where it is only moved between its OUs', () => {
    const other = addOu(world, { name: 'Others' }).id;
    stackSet({ targets: [ou, other] });
    join();
    later();
    moveAccount(world, account, other);
    later();
    expect([...stacks]).toEqual(both);
  });
});

test('the administrator and the account are told', () => {
  const told = listen();
  const { arn } = stackSet({ regions: ['eu-west-1'] });
  join();
  later();
  const stack = `arn:aws:cloudformation:eu-west-1:${account}:stack/x/1`;
  const instance = { status: 'CURRENT', 'status-reason': '', 'detailed-status': 'SUCCEEDED' };
  expect(told()).toMatchObject([
    { account: administrator, resources: [arn], detail: { 'status-details': { status: 'RUNNING' } } },
    { account, resources: [stack], detail: { 'status-details': { status: 'CREATE_COMPLETE' } } },
    { account: administrator, detail: { 'stack-id': stack, action: 'CREATE', 'status-details': instance } },
    { account: administrator, detail: { 'status-details': { status: 'SUCCEEDED' } } },
  ]);
});

test('a stack that cannot be made fails by itself, and the administrator is told why', () => {
  const told = listen();
  const { instances } = stackSet({
    regions: ['eu-west-1'],
    deploy: () => refuse('LimitExceeded', 'too many roles'),
  });
  join();
  later();
  expect([...instances.values()]).toMatchObject([{ state: 'FAILED', reason: 'too many roles' }]);
  expect(told().slice(1)).toMatchObject([
    { detail: { 'status-details': { status: 'OUTDATED', 'status-reason': 'too many roles' } } },
    { detail: { 'status-details': { status: 'FAILED' } } },
  ]);
});

test('it is refused without access to the organization, and to whom it is not delegated', () => {
  const from = (owner: string) => () => stackSet({ account: owner });
  expect(from(account)).toThrow(/delegated admin/);
  expect(from(world.organization.managementAccountId)).not.toThrow();
  world.organization.serviceAccess.clear();
  expect(from(administrator)).toThrow(/enable organizations access/);
});

test('Organizations registers and lists delegated administrators', () => {
  const call = callFrom(world);
  const ServicePrincipal = 'ram.amazonaws.com';
  const register = () =>
    organizations.RegisterDelegatedAdministrator.answer({ AccountId: administrator, ServicePrincipal }, call);
  register();
  expect(register).toThrow(expect.objectContaining({ code: 'AccountAlreadyRegisteredException' }));
  const { DelegatedAdministrators } = organizations.ListDelegatedAdministrators.answer(
    { ServicePrincipal },
    call,
  );
  expect(DelegatedAdministrators).toMatchObject([{ Id: administrator, Name: 'network' }]);
});
