import type { ModifyManagedPrefixListRequest } from '@aws-sdk/client-ec2';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { addPrefixList, entriesOf, prefixListArn } from '../../../sim/services/ec2/prefix-lists.ts';
import { addRoute, addRouteTable } from '../../../sim/services/ec2/route-tables.ts';
import type { SimulatedPrefixList } from '../../../sim/services/ec2/state.ts';
import { addVpc } from '../../../sim/services/ec2/vpcs.ts';
import { World } from '../../../sim/world.ts';
import { consumer, ec2As, provider, refusalOf, region, share } from './vpc-calls.ts';

let world: World;
let list: SimulatedPrefixList;
beforeEach(() => arrange(new World()));

function arrange(next: World): void {
  world = next;
  const cidrs = ['10.1.0.0/16', '10.2.0.0/16'];
  list = addPrefixList(world, { account: provider, region, name: 'consumers', maxEntries: 4, cidrs });
}

const owner = () => ec2As(world, provider);
const modify = (change: Omit<ModifyManagedPrefixListRequest, 'PrefixListId'>) =>
  owner()('ModifyManagedPrefixList', { PrefixListId: list.id, ...change });
const add = (...cidrs: string[]) => cidrs.map((Cidr) => ({ Cidr }));
const cidrsNow = () =>
  owner()('GetManagedPrefixListEntries', { PrefixListId: list.id }).Entries?.map(({ Cidr: cidr }) => cidr);
const described = () => owner()('DescribeManagedPrefixLists', { PrefixListIds: [list.id] }).PrefixLists?.[0];
const wait = () => world.clock.advance(world.latencies.prefixListModifies);

describe('a change of entries', () => {
  test('is in progress, then complete, and only then seen, in the next version', () => {
    const answered = modify({
      CurrentVersion: 1,
      AddEntries: add('10.3.0.9/16'),
      RemoveEntries: add('10.1.0.0/16'),
    });
    expect(answered.PrefixList).toMatchObject({ State: 'modify-in-progress', Version: 1 });
    expect(cidrsNow()).toEqual(['10.1.0.0/16', '10.2.0.0/16']);
    wait();
    expect(described()).toMatchObject({ State: 'modify-complete', Version: 2, MaxEntries: 4 });
    expect(cidrsNow()).toEqual(['10.2.0.0/16', '10.3.0.0/16']);
    const first = owner()('GetManagedPrefixListEntries', { PrefixListId: list.id, TargetVersion: 1 });
    expect(first.Entries).toEqual([{ Cidr: '10.1.0.0/16' }, { Cidr: '10.2.0.0/16' }]);
  });

  test('admits no other until it is complete', () => {
    modify({ CurrentVersion: 1, AddEntries: add('10.3.0.0/16') });
    const second = () => modify({ CurrentVersion: 1, AddEntries: add('10.4.0.0/16') });
    expect(refusalOf(second)?.code).toBe('IncorrectState');
    wait();
    expect(refusalOf(second)).toMatchObject({
      code: 'PrefixListVersionMismatch',
      message: 'The prefix list has the incorrect version number.',
    });
    modify({ CurrentVersion: 2, AddEntries: add('10.4.0.0/16') });
    wait();
    expect(entriesOf(list)).toHaveLength(4);
  });

  const hundredAndOne = add(...Array.from({ length: 101 }, (_, n) => `10.0.${n}.0/24`));
  test.each<{ given: string; change: Omit<ModifyManagedPrefixListRequest, 'PrefixListId'>; code: string }>([
    { given: 'without a version', change: { AddEntries: add('10.3.0.0/16') }, code: 'MissingParameter' },
    {
      given: 'of another version',
      change: { CurrentVersion: 7, AddEntries: add('10.3.0.0/16') },
      code: 'PrefixListVersionMismatch',
    },
    {
      given: 'with a size',
      change: { CurrentVersion: 1, AddEntries: add('10.3.0.0/16'), MaxEntries: 9 },
      code: 'InvalidParameterCombination',
    },
    {
      given: 'with nothing to remove',
      change: { CurrentVersion: 1, RemoveEntries: [] },
      code: 'InvalidRequest',
    },
    {
      given: 'adding 101',
      change: { CurrentVersion: 1, AddEntries: hundredAndOne },
      code: 'InvalidParameterValue',
    },
    {
      given: 'removing 101',
      change: { CurrentVersion: 1, RemoveEntries: hundredAndOne },
      code: 'InvalidParameterValue',
    },
    {
      given: 'adding three where two fit',
      change: { CurrentVersion: 1, AddEntries: add('10.3.0.0/16', '10.4.0.0/16', '10.5.0.0/16') },
      code: 'PrefixListMaxEntriesExceeded',
    },
    {
      given: 'adding and removing the same CIDR',
      change: { CurrentVersion: 1, AddEntries: add('10.1.0.1/16'), RemoveEntries: add('10.1.0.0/16') },
      code: 'InvalidParameterValue',
    },
    {
      given: 'adding one CIDR twice',
      change: { CurrentVersion: 1, AddEntries: add('10.3.0.0/16', '10.3.0.1/16') },
      code: 'InvalidParameterValue',
    },
    {
      given: 'removing what is absent',
      change: { CurrentVersion: 1, RemoveEntries: add('10.9.0.0/16') },
      code: 'InvalidParameterValue',
    },
    {
      given: 'adding an IPv6 CIDR',
      change: { CurrentVersion: 1, AddEntries: add('2001:db8::/32') },
      code: 'InvalidParameterValue',
    },
  ])('$given: $code, and nothing changes', ({ change, code }) => {
    expect(refusalOf(() => modify(change))?.code).toBe(code);
    wait();
    expect(described()).toMatchObject({ State: 'create-complete', Version: 1 });
  });

  test('replaces an entry where the removal makes the room', () => {
    modify({ CurrentVersion: 1, AddEntries: add('10.3.0.0/16', '10.4.0.0/16') });
    wait();
    modify({ CurrentVersion: 2, AddEntries: add('10.5.0.0/16'), RemoveEntries: add('10.1.0.0/16') });
    wait();
    expect(cidrsNow()).toEqual(['10.2.0.0/16', '10.3.0.0/16', '10.4.0.0/16', '10.5.0.0/16']);
  });

  test.each([
    { addExistingEntry: 'noError', code: undefined },
    { addExistingEntry: 'InvalidParameterValue', code: 'InvalidParameterValue' },
  ] as const)(
    'of an entry that is there, addExistingEntry $addExistingEntry: $code',
    ({ addExistingEntry, code }) => {
      arrange(new World({ unknowns: { addExistingEntry } }));
      expect(refusalOf(() => modify({ CurrentVersion: 1, AddEntries: add('10.1.0.0/16') }))?.code).toBe(code);
      wait();
      expect(cidrsNow()).toEqual(['10.1.0.0/16', '10.2.0.0/16']);
    },
  );
});

describe('a change of the size', () => {
  const table = () => {
    const vpc = addVpc(world, { account: consumer, region, cidrs: ['10.9.0.0/16'] });
    const { id } = addRouteTable(world, { vpcId: vpc.id });
    addRoute(world, id, list.id, 'tgw-1');
    return id;
  };

  test('keeps the version', () => {
    modify({ MaxEntries: 6, PrefixListName: 'renamed' });
    expect(described()).toMatchObject({ State: 'modify-in-progress', MaxEntries: 4 });
    wait();
    expect(described()).toMatchObject({
      State: 'modify-complete',
      MaxEntries: 6,
      Version: 1,
      PrefixListName: 'renamed',
    });
  });

  test('fails afterwards where a route table has no room for it, and can be made again', () => {
    const id = table();
    world.ec2.quotas.routesPerTable = 5;
    modify({ MaxEntries: 6 });
    wait();
    expect(described()).toMatchObject({
      State: 'modify-failed',
      MaxEntries: 4,
      StateMessage: expect.stringContaining(id),
    });
    modify({ MaxEntries: 5 });
    wait();
    expect(described()).toMatchObject({ State: 'modify-complete', MaxEntries: 5, StateMessage: undefined });
  });

  test.each([
    { maxEntries: 1, code: 'PrefixListMaxEntriesExceeded' },
    { maxEntries: 0, code: 'InvalidParameterValue' },
    { maxEntries: 1001, code: 'InvalidParameterValue' },
  ])('to $maxEntries: $code', ({ maxEntries, code }) =>
    expect(refusalOf(() => modify({ MaxEntries: maxEntries }))?.code).toBe(code),
  );
});

describe('CreateManagedPrefixList', () => {
  const create = (input: object = {}) =>
    owner()('CreateManagedPrefixList', {
      PrefixListName: 'other',
      MaxEntries: 2,
      AddressFamily: 'IPv4',
      Entries: add('10.7.0.1/16'),
      ...input,
    }).PrefixList;

  test('makes a list that cannot be changed before it is complete', () => {
    const id = create()?.PrefixListId;
    const grow = () => owner()('ModifyManagedPrefixList', { PrefixListId: id, MaxEntries: 3 });
    expect(refusalOf(grow)?.code).toBe('IncorrectState');
    wait();
    expect(grow().PrefixList).toMatchObject({
      PrefixListName: 'other',
      OwnerId: provider,
      State: 'modify-in-progress',
    });
    expect(owner()('GetManagedPrefixListEntries', { PrefixListId: id }).Entries).toEqual([
      { Cidr: '10.7.0.0/16' },
    ]);
  });

  test.each([
    { input: { PrefixListName: 'com.amazonaws.mine' }, code: 'InvalidParameterValue' },
    { input: { AddressFamily: 'IPv5' }, code: 'InvalidParameterValue' },
    { input: { MaxEntries: 1001 }, code: 'InvalidParameterValue' },
    {
      input: { MaxEntries: 1, Entries: add('10.0.0.0/8', '11.0.0.0/8') },
      code: 'PrefixListMaxEntriesExceeded',
    },
  ])('$input: $code', ({ input, code }) => expect(refusalOf(() => create(input))?.code).toBe(code));

  test('up to the quota', () => {
    world.ec2.quotas.prefixListsPerRegion = 1;
    expect(refusalOf(create)?.code).toBe('PrefixListLimitExceeded');
  });
});

describe('another account', () => {
  const describedTo = (account: string) =>
    ec2As(world, account)('DescribeManagedPrefixLists', {}).PrefixLists;

  test('sees a list while it is shared, and never changes it', () => {
    const see = () => ec2As(world, consumer)('GetManagedPrefixListEntries', { PrefixListId: list.id });
    const change = () =>
      ec2As(world, consumer)('ModifyManagedPrefixList', { PrefixListId: list.id, MaxEntries: 9 });
    expect([refusalOf(see)?.code, refusalOf(change)?.code]).toEqual(
      Array(2).fill('InvalidPrefixListID.NotFound'),
    );
    const shared = share(world, prefixListArn(world, list), consumer);
    expect([refusalOf(see)?.code, refusalOf(change)?.code]).toEqual([undefined, 'UnauthorizedOperation']);
    expect(describedTo(consumer)).toMatchObject([{ PrefixListId: list.id, OwnerId: provider }]);
    shared.end();
    expect(describedTo(consumer)).toEqual([]);
  });
});

test('the route tables that refer to a list are its associations', () => {
  const vpc = addVpc(world, { account: consumer, region, cidrs: ['10.9.0.0/16'] });
  const { id } = addRouteTable(world, { vpcId: vpc.id });
  addRoute(world, id, list.id, 'tgw-1');
  expect(
    owner()('GetManagedPrefixListAssociations', { PrefixListId: list.id }).PrefixListAssociations,
  ).toEqual([{ ResourceId: id, ResourceOwner: consumer }]);
});

describe('pages', () => {
  test('of entries are of 100 where the request names no size', () => {
    const cidrs = Array.from({ length: 150 }, (_, n) => `10.0.${n}.0/24`);
    const big = addPrefixList(world, { account: provider, region, name: 'big', maxEntries: 150, cidrs });
    const first = owner()('GetManagedPrefixListEntries', { PrefixListId: big.id });
    const rest = owner()('GetManagedPrefixListEntries', { PrefixListId: big.id, NextToken: first.NextToken });
    expect([first.Entries?.length, rest.Entries?.length, rest.NextToken]).toEqual([100, 50, undefined]);
  });

  test.each([
    { name: 'GetManagedPrefixListEntries', size: 101 },
    { name: 'GetManagedPrefixListEntries', size: 0 },
    { name: 'GetManagedPrefixListAssociations', size: 4 },
    { name: 'GetManagedPrefixListAssociations', size: 256 },
  ] as const)('$name refuses $size', ({ name, size }) => {
    const ask = () => owner()(name, { PrefixListId: list.id, MaxResults: size });
    expect(refusalOf(ask)?.code).toBe('InvalidParameterValue');
  });

  test.each([
    { name: 'prefix-list-name', values: ['cons*'], kept: 1 },
    { name: 'owner-id', values: [consumer], kept: 0 },
    { name: 'prefix-list-id', values: ['pl-0'], kept: 0 },
  ])('the filter $name with $values keeps $kept', ({ name, values, kept }) => {
    const found = owner()('DescribeManagedPrefixLists', { Filters: [{ Name: name, Values: values }] });
    expect(found.PrefixLists).toHaveLength(kept);
  });

  test('a version that never was is refused', () => {
    const ask = () => owner()('GetManagedPrefixListEntries', { PrefixListId: list.id, TargetVersion: 9 });
    expect(refusalOf(ask)?.code).toBe('InvalidParameterValue');
  });
});
