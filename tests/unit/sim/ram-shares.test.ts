import { expect, test } from '@jest/globals';
import { addAccount } from '../../../sim/services/organizations/tree.ts';
import { ram } from '../../../sim/services/ram/operations.ts';
import { createShare, isSharedWith, shareWith } from '../../../sim/services/ram/shares.ts';
import { World } from '../../../sim/world.ts';
import { aShareOf, callFrom, gateway, member, owner, profile } from './ram-calls.ts';

const list = `arn:aws:ec2:eu-central-1:${owner}:prefix-list/pl-1`;

function aWorld(emptyPages = false): World {
  const world = new World({ unknowns: { emptyPages } });
  addAccount(world, { id: owner, name: 'Provider' });
  addAccount(world, { id: member, name: 'Consumer' });
  return world;
}

test('a share is created with its resources and principals, renamed, deleted and forgotten', () => {
  const world = aWorld();
  const call = callFrom(world);
  const input = {
    name: 'jetway',
    resourceArns: [gateway],
    principals: [member],
    tags: [{ key: 'a', value: 'b' }],
  };
  const resourceShareArn = ram.CreateResourceShare.answer(input, call).resourceShare?.resourceShareArn;
  world.clock.advance(world.latencies.principalAssociates + world.latencies.shareBecomesUsable);
  expect(isSharedWith(world, gateway, member)).toBe(true);

  ram.UpdateResourceShare.answer({ resourceShareArn, name: 'jet' }, call);
  const shares = () => ram.GetResourceShares.answer({ resourceOwner: 'SELF' }, call).resourceShares;
  expect(shares()).toMatchObject([
    { resourceShareArn, name: 'jet', owningAccountId: owner, status: 'ACTIVE', tags: input.tags },
  ]);

  ram.DeleteResourceShare.answer({ resourceShareArn }, call);
  expect(shares()).toMatchObject([{ status: 'DELETING' }]);
  expect(isSharedWith(world, gateway, member)).toBe(false);
  world.clock.advance(world.latencies.principalDisassociates);
  expect(shares()).toMatchObject([{ status: 'DELETED' }]);
  world.clock.advance(2 * 3600);
  expect(shares()).toEqual([]);
});

test('a share whose principals are refused is not created', () => {
  const world = aWorld();
  const call = callFrom(world);
  expect(() => ram.CreateResourceShare.answer({ name: 'jetway', principals: ['12'] }, call)).toThrow();
  expect(ram.GetResourceShares.answer({ resourceOwner: 'SELF' }, call).resourceShares).toEqual([]);
});

test('a repeated CreateResourceShare with its client token makes one share', () => {
  const world = aWorld();
  const input = { name: 'jetway', clientToken: 'once' };
  const first = ram.CreateResourceShare.answer(input, callFrom(world));
  expect(ram.CreateResourceShare.answer(input, callFrom(world))).toEqual(first);
  expect(world.ram.shares.size).toBe(1);
});

test('shares are seen by owner and consumer, in their Region', () => {
  const world = aWorld();
  const { arn } = aShareOf(world, gateway);
  const names = (account: string, resourceOwner: 'SELF' | 'OTHER-ACCOUNTS', region = 'eu-central-1') =>
    ram.GetResourceShares.answer({ resourceOwner }, callFrom(world, account, region)).resourceShares.length;
  expect(names(member, 'OTHER-ACCOUNTS')).toBe(0);
  shareWith(world, arn, member);
  expect(names(member, 'OTHER-ACCOUNTS')).toBe(1);
  expect(names(member, 'OTHER-ACCOUNTS', 'us-east-1')).toBe(0);
  expect(names(member, 'SELF')).toBe(0);
  expect(names(owner, 'SELF')).toBe(1);
  expect(names(owner, 'OTHER-ACCOUNTS')).toBe(0);
});

test('shares are filtered by name, status and tag', () => {
  const world = aWorld();
  const call = callFrom(world);
  const tags = new Map([['team', 'dns']]);
  createShare(world, { owner, region: 'eu-central-1', name: 'tagged', tags });
  createShare(world, { owner, region: 'eu-central-1', name: 'plain' });
  const names = (filter: object) =>
    ram.GetResourceShares.answer({ resourceOwner: 'SELF', ...filter }, call).resourceShares.map(
      ({ name }) => name,
    );
  expect(names({ name: 'plain' })).toEqual(['plain']);
  expect(names({ resourceShareStatus: 'DELETED' })).toEqual([]);
  expect(names({ tagFilters: [{ tagKey: 'team', tagValues: ['dns'] }] })).toEqual(['tagged']);
  expect(names({ tagFilters: [{ tagKey: 'team', tagValues: ['ops'] }] })).toEqual([]);
});

test('ListPrincipals cannot tell ASSOCIATING, and shows a consumer who shares with it', () => {
  const world = aWorld();
  const share = aShareOf(world, gateway);
  const call = callFrom(world);
  ram.AssociateResourceShare.answer({ resourceShareArn: share.arn, principals: [member] }, call);
  const ids = (input: object, account = owner) =>
    ram.ListPrincipals.answer(
      { resourceOwner: account === owner ? 'SELF' : 'OTHER-ACCOUNTS', ...input },
      callFrom(world, account),
    ).principals.map(({ id }) => id);
  expect(ids({})).toEqual([member]);
  expect(ids({ resourceArn: profile })).toEqual([]);
  expect(ids({ resourceType: 'ec2:TransitGateway', principals: [member] })).toEqual([member]);
  expect(ids({ resourceType: 'ec2:PrefixList' })).toEqual([]);
  expect(ids({}, member)).toEqual([]);
  world.clock.advance(world.latencies.principalAssociates);
  expect(ids({}, member)).toEqual([owner]);
  ram.DisassociateResourceShare.answer({ resourceShareArn: share.arn, principals: [member] }, call);
  world.clock.advance(world.latencies.principalDisassociates);
  expect(ids({})).toEqual([]);
});

test('ListResources shows a consumer what is shared with it, PENDING until it is usable', () => {
  const world = aWorld();
  const share = aShareOf(world, gateway, profile, list);
  ram.AssociateResourceShare.answer({ resourceShareArn: share.arn, principals: [member] }, callFrom(world));
  world.clock.advance(world.latencies.principalAssociates);
  const resources = (input: object = {}) =>
    ram.ListResources.answer({ resourceOwner: 'OTHER-ACCOUNTS', ...input }, callFrom(world, member))
      .resources;
  expect(resources().map(({ type, status }) => ({ type, status }))).toEqual([
    { type: 'ec2:TransitGateway', status: 'PENDING' },
    { type: 'route53profiles:Profile', status: 'PENDING' },
    { type: 'ec2:PrefixList', status: 'PENDING' },
  ]);
  world.clock.advance(world.latencies.shareBecomesUsable);
  expect(resources({ resourceType: 'ec2:PrefixList' })).toMatchObject([{ arn: list, status: 'AVAILABLE' }]);
  expect(resources({ resourceArns: [profile], principal: owner })).toMatchObject([{ arn: profile }]);
  expect(resources({ resourceRegionScope: 'GLOBAL' })).toEqual([]);
  expect(
    ram.ListResources.answer({ resourceOwner: 'SELF', principal: member }, callFrom(world)).resources,
  ).toHaveLength(3);
});

test('associations are filtered by entity and status, in the way that their type allows', () => {
  const world = aWorld();
  const share = aShareOf(world, gateway, profile);
  shareWith(world, share.arn, member);
  const ask = (input: object, associationType: 'PRINCIPAL' | 'RESOURCE' | 'SOURCE') =>
    ram.GetResourceShareAssociations.answer({ associationType, ...input }, callFrom(world))
      .resourceShareAssociations;
  expect(ask({ principal: member }, 'PRINCIPAL')).toHaveLength(1);
  expect(ask({ resourceArn: profile }, 'RESOURCE')).toMatchObject([{ associatedEntity: profile }]);
  expect(ask({ associationStatus: 'ASSOCIATING' }, 'RESOURCE')).toEqual([]);
  expect(ask({}, 'SOURCE')).toEqual([]);
  const invalid = expect.objectContaining({ code: 'InvalidParameterException' });
  expect(() => ask({ principal: member }, 'RESOURCE')).toThrow(invalid);
  expect(() => ask({ resourceArn: profile }, 'PRINCIPAL')).toThrow(invalid);
});

test('only the owner reads the associations of a share', () => {
  const world = aWorld();
  const share = aShareOf(world);
  const ask = () =>
    ram.GetResourceShareAssociations.answer(
      { associationType: 'PRINCIPAL', resourceShareArns: [share.arn] },
      callFrom(world, member),
    );
  expect(ask).toThrow(expect.objectContaining({ code: 'UnknownResourceException' }));
});

test.each([
  { emptyPages: false, sizes: [2, 1] },
  { emptyPages: true, sizes: [0, 2, 0, 1] },
])('three principals come in pages of $sizes', ({ emptyPages, sizes }) => {
  const world = aWorld(emptyPages);
  const share = aShareOf(world);
  for (const account of [member, '444444444444', '555555555555']) shareWith(world, share.arn, account);
  const seen: number[] = [];
  let nextToken: string | undefined;
  do {
    const answer = ram.ListPrincipals.answer(
      { resourceOwner: 'SELF', maxResults: 2, nextToken },
      callFrom(world),
    );
    seen.push(answer.principals.length);
    nextToken = answer.nextToken;
  } while (nextToken !== undefined);
  expect(seen).toEqual(sizes);
});

test.each([
  { given: { maxResults: 0 }, code: 'InvalidParameterException' },
  { given: { maxResults: 501 }, code: 'InvalidParameterException' },
  { given: { nextToken: 'elsewhere' }, code: 'InvalidNextTokenException' },
])('a page of $given is refused with $code', ({ given, code }) => {
  const ask = () => ram.GetResourceShares.answer({ resourceOwner: 'SELF', ...given }, callFrom(aWorld()));
  expect(ask).toThrow(expect.objectContaining({ code }));
});
