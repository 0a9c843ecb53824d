import type { GetResourcesInput } from '@aws-sdk/client-resource-groups-tagging-api';
import { expect, test } from '@jest/globals';
import { tagging } from '../../../sim/services/organizations/tagging.ts';
import {
  addAccount,
  addOu,
  closeAccount,
  removeAccount,
  tag,
  untag,
} from '../../../sim/services/organizations/tree.ts';
import { World, type WorldOptions } from '../../../sim/world.ts';

const management = '111111111111';
const on = '222222222222';
const off = '333333333333';
const untagged = '444444444444';

function aTaggedWorld(options?: WorldOptions): World {
  const world = new World(options);
  const ou = addOu(world, { name: 'Workloads', id: 'ou-ab12-11111111' });
  addAccount(world, { id: on, name: 'On', tags: { jetway: 'on', team: 'dns' } });
  addAccount(world, { id: off, name: 'Off', tags: { jetway: 'off' } });
  addAccount(world, { id: untagged, name: 'Untagged' });
  tag(world, ou.id, { jetway: 'on' });
  tag(world, world.organization.rootId, { company: 'example' });
  return world;
}

function ask(
  world: World,
  input: GetResourcesInput = {},
  { account = management, region = 'us-east-1' } = {},
) {
  const caller = { account, arn: `arn:aws:iam::${account}:root` };
  return tagging.GetResources.answer(input, { world, caller, region, requestId: 'request' });
}

const idsOf = (world: World, input?: GetResourcesInput) =>
  ask(world, input).ResourceTagMappingList.map(({ ResourceARN }) => ResourceARN.split('/').at(-1));

test.each<{ given: string; input: GetResourcesInput; ids: readonly string[] }>([
  { given: 'nothing', input: {}, ids: [on, off, 'ou-ab12-11111111', 'r-ab12'] },
  {
    given: 'the service',
    input: { ResourceTypeFilters: ['organizations'] },
    ids: [on, off, 'ou-ab12-11111111', 'r-ab12'],
  },
  { given: 'accounts', input: { ResourceTypeFilters: ['organizations:account'] }, ids: [on, off] },
  { given: 'OUs', input: { ResourceTypeFilters: ['organizations:ou'] }, ids: ['ou-ab12-11111111'] },
  { given: 'another service', input: { ResourceTypeFilters: ['ec2'] }, ids: [] },
  { given: 'a key', input: { TagFilters: [{ Key: 'jetway' }] }, ids: [on, off, 'ou-ab12-11111111'] },
  {
    given: 'a key and value',
    input: { TagFilters: [{ Key: 'jetway', Values: ['on'] }] },
    ids: [on, 'ou-ab12-11111111'],
  },
  { given: 'two keys', input: { TagFilters: [{ Key: 'jetway' }, { Key: 'team' }] }, ids: [on] },
  {
    given: 'ARNs',
    input: { ResourceARNList: [`arn:aws:organizations::${management}:account/o-a1b2c3d4e5/${off}`] },
    ids: [off],
  },
])('filtered by $given', ({ input, ids }) => {
  expect(idsOf(aTaggedWorld(), input)).toEqual(ids);
});

test('tags and ARNs are as Organizations has them', () => {
  expect(ask(aTaggedWorld(), { TagFilters: [{ Key: 'team' }] }).ResourceTagMappingList).toEqual([
    {
      ResourceARN: `arn:aws:organizations::${management}:account/o-a1b2c3d4e5/${on}`,
      Tags: [
        { Key: 'jetway', Value: 'on' },
        { Key: 'team', Value: 'dns' },
      ],
    },
  ]);
});

test.each([
  { partition: 'aws', region: 'eu-central-1', account: management },
  { partition: 'aws', region: 'us-east-1', account: on },
  { partition: 'aws-us-gov', region: 'us-east-1', account: management },
])('$account in $region of $partition sees nothing, and no error', ({ partition, region, account }) => {
  const world = aTaggedWorld({ partition });
  expect(ask(world, {}, { account, region })).toEqual({ PaginationToken: '', ResourceTagMappingList: [] });
});

test('an account that lost its tags is listed without any, one that left is not listed', () => {
  const world = aTaggedWorld();
  untag(world, on, ['jetway', 'team']);
  removeAccount(world, off);
  const answer = ask(world, { ResourceTypeFilters: ['organizations:account'] }).ResourceTagMappingList;
  expect(answer).toEqual([expect.objectContaining({ Tags: [] })]);
});

test.each([
  { taggingListsClosedAccounts: true, ids: [on, off] },
  { taggingListsClosedAccounts: false, ids: [off] },
])('closed accounts are listed: $taggingListsClosedAccounts', ({ taggingListsClosedAccounts, ids }) => {
  const world = aTaggedWorld({ unknowns: { taggingListsClosedAccounts } });
  closeAccount(world, on);
  world.clock.advance(world.latencies.accountCloses);
  expect(idsOf(world, { ResourceTypeFilters: ['organizations:account'] })).toEqual(ids);
});

test.each([
  { emptyPages: false, sizes: [3, 1] },
  { emptyPages: true, sizes: [0, 3, 0, 1] },
])('pages of $sizes end with an empty token', ({ emptyPages, sizes }) => {
  const world = aTaggedWorld({ unknowns: { emptyPages } });
  const seen: number[] = [];
  let PaginationToken = '';
  do {
    const answer = ask(world, { ResourcesPerPage: 3, PaginationToken });
    seen.push(answer.ResourceTagMappingList.length);
    PaginationToken = answer.PaginationToken;
  } while (PaginationToken !== '');
  expect(seen).toEqual(sizes);
});

test.each<GetResourcesInput>([
  { ResourcesPerPage: 0 },
  { ResourcesPerPage: 101 },
  { PaginationToken: 'elsewhere' },
  { ResourceARNList: [], TagFilters: [{ Key: 'jetway' }] },
])('%j is refused', (input) => {
  expect(() => ask(aTaggedWorld(), input)).toThrow(
    expect.objectContaining({ code: 'InvalidParameterException' }),
  );
});
