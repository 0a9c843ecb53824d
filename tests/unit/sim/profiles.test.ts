import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Unknowns } from '../../../sim/behaviour.ts';
import type { SimulatedVpc } from '../../../sim/services/ec2/state.ts';
import { addVpc } from '../../../sim/services/ec2/vpcs.ts';
import { associateVpc } from '../../../sim/services/profiles/associations.ts';
import { addProfile } from '../../../sim/services/profiles/profiles.ts';
import { resolvingProfiles } from '../../../sim/services/profiles/resolving.ts';
import type { SimulatedProfile } from '../../../sim/services/profiles/state.ts';
import { World } from '../../../sim/world.ts';
import { consumer, profilesAs, provider, refusalOf, region, share } from './vpc-calls.ts';

let world: World;
let vpc: SimulatedVpc;
let profile: SimulatedProfile;
let shared: { end(): void };

function arrange(unknowns: Partial<Unknowns> = {}): void {
  world = new World({ unknowns });
  vpc = addVpc(world, { account: consumer, region, cidrs: ['10.1.0.0/16'] });
  profile = addProfile(world, { account: provider, region, name: 'shared services' });
  shared = share(world, profile.arn, consumer);
}
beforeEach(() => arrange());

const associate = (input: { ProfileId?: string; ResourceId?: string; Name?: string } = {}) =>
  profilesAs(world, consumer)('AssociateProfile', {
    ProfileId: profile.id,
    ResourceId: vpc.id,
    Name: 'jetway',
    ...input,
  }).ProfileAssociation;
const disassociate = (account = consumer) =>
  profilesAs(world, account)('DisassociateProfile', { ProfileId: profile.id, ResourceId: vpc.id })
    .ProfileAssociation;
const listedTo = (account: string, input: { ProfileId?: string; ResourceId?: string } = {}) =>
  profilesAs(world, account)('ListProfileAssociations', input).ProfileAssociations;
const get = (id: string | undefined, account = consumer) =>
  profilesAs(world, account)('GetProfileAssociation', { ProfileAssociationId: id }).ProfileAssociation;
const made = () => world.clock.advance(world.latencies.profileAssociates);
const ended = () => world.clock.advance(world.latencies.profileDisassociates);

describe('the life of an association', () => {
  test.each(['CREATING', 'UPDATING'] as const)('begins as %s and becomes COMPLETE', (status) => {
    arrange({ profileAssociationStartsAs: status });
    const id = associate()?.Id;
    expect(id).toMatch(/^rpassoc-/);
    expect(get(id)).toMatchObject({ Status: status, OwnerId: consumer, ResourceId: vpc.id, Name: 'jetway' });
    world.clock.advance(world.latencies.profileAssociates - 1);
    expect(get(id)?.Status).toBe(status);
    world.clock.advance(1);
    expect(get(id)).toMatchObject({
      Status: 'COMPLETE',
      StatusMessage: 'Created Profile Association',
      ModificationTime: world.clock.now(),
    });
  });

  test('ends by DELETING, and then is not found', () => {
    const id = associate()?.Id;
    made();
    expect(disassociate()).toMatchObject({
      Status: 'DELETING',
      StatusMessage: 'Deleting Profile Association',
    });
    expect(disassociate()?.Status).toBe('DELETING');
    ended();
    expect(refusalOf(() => get(id))?.code).toBe('ResourceNotFoundException');
    expect(refusalOf(disassociate)?.code).toBe('ResourceNotFoundException');
  });

  test('ended while it is being made, it does not become COMPLETE', () => {
    world = new World({ latencies: { profileAssociates: 10, profileDisassociates: 20 } });
    vpc = addVpc(world, { account: provider, region, cidrs: ['10.1.0.0/16'] });
    profile = addProfile(world, { account: provider, region, name: 'own' });
    const own = profilesAs(world, provider);
    own('AssociateProfile', { ProfileId: profile.id, ResourceId: vpc.id, Name: 'jetway' });
    disassociate(provider);
    world.clock.advance(10);
    expect(listedTo(provider)).toMatchObject([{ Status: 'DELETING' }]);
    world.clock.advance(10);
    expect(listedTo(provider)).toEqual([]);
  });
});

describe('a VPC has one profile', () => {
  const other = () => {
    const { id, arn } = addProfile(world, { account: provider, region, name: 'other' });
    share(world, arn, consumer);
    return id;
  };

  test.each([
    { profileExistsError: 'ResourceExistsException', same: true },
    { profileExistsError: 'ResourceExistsException', same: false },
    { profileExistsError: 'ConflictException', same: true },
    { profileExistsError: 'ConflictException', same: false },
  ] as const)(
    '$profileExistsError once it is COMPLETE, for the same profile: $same',
    ({ profileExistsError, same }) => {
      arrange({ profileExistsError });
      const ProfileId = same ? profile.id : other();
      associate();
      const again = () => associate({ ProfileId });
      expect(refusalOf(again)?.code).toBe('ConflictException');
      made();
      expect(refusalOf(again)?.code).toBe(profileExistsError);
      disassociate();
      expect(refusalOf(again)?.code).toBe('ConflictException');
      ended();
      expect(refusalOf(again)).toBeUndefined();
    },
  );
});

describe('AssociateProfile', () => {
  test.each([
    { given: 'a name of digits', input: () => ({ Name: '123' }), code: 'ValidationException' },
    { given: 'a name with a dot', input: () => ({ Name: 'a.b' }), code: 'ValidationException' },
    { given: 'a name with a slash', input: () => ({ Name: 'jetway/a' }), code: 'ValidationException' },
    { given: 'an empty name', input: () => ({ Name: '' }), code: 'ValidationException' },
    { given: 'a name of 65', input: () => ({ Name: 'a'.repeat(65) }), code: 'ValidationException' },
    { given: 'a name of every kind', input: () => ({ Name: "It's jet-way_1" }), code: undefined },
    {
      given: 'a profile that is not there',
      input: () => ({ ProfileId: 'rp-0' }),
      code: 'ResourceNotFoundException',
    },
    {
      given: 'the ARN of the VPC',
      input: () => ({ ResourceId: `arn:aws:ec2:${region}:${consumer}:vpc/${vpc.id}` }),
      code: 'ResourceNotFoundException',
    },
    {
      given: 'a VPC that is not there',
      input: () => ({ ResourceId: 'vpc-0' }),
      code: 'ResourceNotFoundException',
    },
    {
      given: 'another account’s VPC',
      input: () => ({ ResourceId: addVpc(world, { account: provider, region, cidrs: ['10.0.0.0/16'] }).id }),
      code: 'ResourceNotFoundException',
    },
    {
      given: 'a VPC of another Region',
      input: () => ({
        ResourceId: addVpc(world, { account: consumer, region: 'us-east-1', cidrs: ['10.0.0.0/16'] }).id,
      }),
      code: 'ResourceNotFoundException',
    },
  ])('$given: $code', ({ input, code }) => {
    expect(refusalOf(() => associate(input()))?.code).toBe(code);
  });

  test('is not for those to whom the profile is not shared', () => {
    shared.end();
    expect(refusalOf(associate)?.code).toBe('ResourceNotFoundException');
  });

  test('counts the VPCs of all accounts on the quota of the profile', () => {
    world.profiles.quotas.vpcsPerProfile = 2;
    for (const account of [provider, consumer]) {
      const { id } = addVpc(world, { account, region, cidrs: ['10.8.0.0/16'] });
      associateVpc(world, { profileId: profile.id, vpcId: id });
    }
    expect(refusalOf(associate)?.code).toBe('LimitExceededException');
  });
});

describe('who sees an association', () => {
  test.each([true, false])('the owner of the profile, ownerSeesProfileAssociations %s', (sees) => {
    arrange({ ownerSeesProfileAssociations: sees });
    const id = associate()?.Id;
    expect(listedTo(provider, { ProfileId: profile.id })).toHaveLength(sees ? 1 : 0);
    expect(refusalOf(() => get(id, provider))?.code).toBe(sees ? undefined : 'ResourceNotFoundException');
    expect(refusalOf(() => disassociate(provider))?.code).toBe('ResourceNotFoundException');
  });

  test('the account that made it, and no other consumer', () => {
    associate();
    share(world, profile.arn, '444444444444');
    expect(listedTo(consumer)).toHaveLength(1);
    expect(listedTo('444444444444')).toEqual([]);
    expect(
      profilesAs(world, consumer, 'us-east-1')('ListProfileAssociations', {}).ProfileAssociations,
    ).toEqual([]);
  });

  test('by profile and by VPC', () => {
    associate();
    expect(listedTo(consumer, { ProfileId: profile.id, ResourceId: vpc.id })).toHaveLength(1);
    expect(listedTo(consumer, { ProfileId: 'rp-0' })).toEqual([]);
    expect(listedTo(consumer, { ResourceId: 'vpc-0' })).toEqual([]);
  });
});

describe('when the profile is no longer shared', () => {
  test('the association stays listed without effect, blocks others, and can be disassociated', () => {
    arrange({ unsharedProfileAssociation: 'staysListed' });
    associate();
    made();
    shared.end();
    expect(listedTo(consumer)).toMatchObject([{ Status: 'COMPLETE' }]);
    expect(resolvingProfiles(world, region, vpc.id)).toEqual([]);
    const own = addProfile(world, { account: consumer, region, name: 'own' });
    expect(refusalOf(() => associate({ ProfileId: own.id }))?.code).toBe('ResourceExistsException');
    disassociate();
    ended();
    expect(listedTo(consumer)).toEqual([]);
    expect(refusalOf(() => associate({ ProfileId: own.id }))).toBeUndefined();
  });

  test('the association disappears, for good', () => {
    arrange({ unsharedProfileAssociation: 'disappears' });
    const id = associate()?.Id;
    made();
    shared.end();
    expect(resolvingProfiles(world, region, vpc.id)).toEqual([]);
    expect(listedTo(consumer)).toEqual([]);
    expect(refusalOf(() => get(id))?.code).toBe('ResourceNotFoundException');
    expect(refusalOf(disassociate)?.code).toBe('ResourceNotFoundException');
    share(world, profile.arn, consumer);
    expect(listedTo(consumer)).toEqual([]);
  });
});

describe('the profiles that a VPC resolves', () => {
  test.each([
    { status: 'CREATING', counts: true },
    { status: 'UPDATING', counts: true },
    { status: 'COMPLETE', counts: true },
    { status: 'DELETING', counts: true },
    { status: 'FAILED', counts: false },
  ] as const)('those whose association is $status: $counts', ({ status, counts }) => {
    associateVpc(world, { profileId: profile.id, vpcId: vpc.id, status });
    expect(resolvingProfiles(world, region, vpc.id)).toEqual(counts ? [profile.id] : []);
    expect(resolvingProfiles(world, 'us-east-1', vpc.id)).toEqual([]);
    expect(resolvingProfiles(world, region, 'vpc-0')).toEqual([]);
  });

  test('come back with the share where the association has stayed', () => {
    associateVpc(world, { profileId: profile.id, vpcId: vpc.id });
    shared.end();
    share(world, profile.arn, consumer);
    expect(resolvingProfiles(world, region, vpc.id)).toEqual([profile.id]);
  });
});

describe('pages', () => {
  test.each([
    { emptyPages: false, sizes: [100, 50] },
    { emptyPages: true, sizes: [0, 100, 50] },
  ])('emptyPages $emptyPages: $sizes', ({ emptyPages, sizes }) => {
    arrange({ emptyPages });
    for (let n = 0; n < 150; n += 1) {
      const { id } = addVpc(world, { account: consumer, region, cidrs: ['10.8.0.0/16'] });
      associateVpc(world, { profileId: profile.id, vpcId: id });
    }
    const seen: number[] = [];
    let token: string | undefined;
    do {
      const page = profilesAs(world, consumer)('ListProfileAssociations', { NextToken: token });
      seen.push(page.ProfileAssociations?.length ?? 0);
      token = page.NextToken;
    } while (token !== undefined);
    expect(seen).toEqual(sizes);
  });

  test.each([
    { input: { MaxResults: 0 }, code: 'ValidationException' },
    { input: { MaxResults: 101 }, code: 'ValidationException' },
    { input: { NextToken: 'stale' }, code: 'InvalidNextTokenException' },
  ])('$input: $code', ({ input, code }) => {
    for (const name of ['ListProfileAssociations', 'ListProfiles'] as const)
      expect(refusalOf(() => profilesAs(world, consumer)(name, input))?.code).toBe(code);
  });
});
