import * as client from '@aws-sdk/client-route53profiles';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { addEndpoint } from '../../../sim/services/ec2/endpoints.ts';
import { addVpc } from '../../../sim/services/ec2/vpcs.ts';
import { associateVpc } from '../../../sim/services/profiles/associations.ts';
import { profiles } from '../../../sim/services/profiles/operations.ts';
import { addProfile } from '../../../sim/services/profiles/profiles.ts';
import { addResourceAssociation } from '../../../sim/services/profiles/resources.ts';
import type { SimulatedProfile } from '../../../sim/services/profiles/state.ts';
import { World } from '../../../sim/world.ts';
import { consumer, profilesAs, provider, refusalOf, region, share } from './vpc-calls.ts';

let world: World;
let profile: SimulatedProfile;
let endpointArn: string;
beforeEach(() => {
  world = new World();
  profile = addProfile(world, { account: provider, region, name: 'shared services' });
  const vpc = addVpc(world, { account: provider, region, cidrs: ['10.0.0.0/16'] });
  const { id } = addEndpoint(world, { vpcId: vpc.id, serviceName: `com.amazonaws.${region}.sqs` });
  endpointArn = `arn:aws:ec2:${region}:${provider}:vpc-endpoint/${id}`;
});

const owner = () => profilesAs(world, provider);
const guest = () => profilesAs(world, consumer);

test('every operation of the client is modelled', () => {
  const names = Object.keys(client).flatMap((name) => /^([A-Z]\w+)Command$/.exec(name)?.[1] ?? []);
  expect(Object.keys(profiles).toSorted()).toEqual(names.toSorted());
  expect(names).toHaveLength(16);
});

describe('a profile', () => {
  test('is complete when it is created, and the same token gives the same one', () => {
    const input = { Name: 'new', ClientToken: 'token-1', Tags: [{ Key: 'by', Value: 'jetway' }] };
    const made = owner()('CreateProfile', input).Profile;
    expect(made).toMatchObject({
      Id: expect.stringMatching(/^rp-/),
      Arn: `arn:aws:route53profiles:${region}:${provider}:profile/${made?.Id}`,
      OwnerId: provider,
      Status: 'COMPLETE',
      StatusMessage: 'Created Profile',
      ShareStatus: 'NOT_SHARED',
    });
    expect(owner()('CreateProfile', input).Profile?.Id).toBe(made?.Id);
    expect(owner()('ListTagsForResource', { ResourceArn: made?.Arn }).Tags).toEqual({ by: 'jetway' });
  });

  test('is one of five', () => {
    for (let n = 0; n < 4; n += 1) owner()('CreateProfile', { Name: `profile ${n}` });
    expect(refusalOf(() => owner()('CreateProfile', { Name: 'one more' }))?.code).toBe(
      'LimitExceededException',
    );
    expect(refusalOf(() => guest()('CreateProfile', { Name: '123' }))?.code).toBe('ValidationException');
    expect(refusalOf(() => guest()('CreateProfile', { Name: 'mine' }))).toBeUndefined();
  });

  test('is seen by those to whom it is shared, while it is', () => {
    const seen = () => guest()('ListProfiles', {}).ProfileSummaries;
    expect(seen()).toEqual([]);
    expect(refusalOf(() => guest()('GetProfile', { ProfileId: profile.id }))?.code).toBe(
      'ResourceNotFoundException',
    );
    const shared = share(world, profile.arn, consumer);
    expect(seen()).toEqual([
      { Id: profile.id, Arn: profile.arn, Name: profile.name, ShareStatus: 'SHARED_WITH_ME' },
    ]);
    expect(owner()('GetProfile', { ProfileId: profile.id }).Profile?.ShareStatus).toBe('SHARED_BY_ME');
    shared.end();
    expect(seen()).toEqual([]);
  });

  test('is deleted by its owner once no VPC has it', () => {
    const remove = (call = owner()) =>
      refusalOf(() => call('DeleteProfile', { ProfileId: profile.id }))?.code;
    share(world, profile.arn, consumer);
    const vpc = addVpc(world, { account: consumer, region, cidrs: ['10.1.0.0/16'] });
    const association = associateVpc(world, { profileId: profile.id, vpcId: vpc.id });
    addResourceAssociation(world, { profileId: profile.id, resourceArn: endpointArn });
    expect(remove(guest())).toBe('AccessDeniedException');
    expect(remove()).toBe('ConflictException');
    world.profiles.associations.delete(association.id);
    expect(remove()).toBeUndefined();
    expect(remove()).toBe('ResourceNotFoundException');
    expect(world.profiles.resourceAssociations.size).toBe(0);
  });
});

describe('a resource of a profile', () => {
  const associate = (ResourceArn = endpointArn, call = owner()) =>
    call('AssociateResourceToProfile', { ProfileId: profile.id, ResourceArn, Name: 'endpoint' })
      .ProfileResourceAssociation;
  const listed = (call = owner()) =>
    call('ListProfileResourceAssociations', { ProfileId: profile.id }).ProfileResourceAssociations;

  test('is UPDATING, COMPLETE, DELETING, and then gone', () => {
    const id = associate()?.Id;
    expect(id).toMatch(/^rpr-/);
    expect(listed()).toMatchObject([{ Status: 'UPDATING', ResourceArn: endpointArn, OwnerId: provider }]);
    world.clock.advance(world.latencies.profileAssociates);
    expect(listed()).toMatchObject([{ Status: 'COMPLETE' }]);
    owner()('DisassociateResourceFromProfile', { ProfileId: profile.id, ResourceArn: endpointArn });
    expect(listed()).toMatchObject([{ Status: 'DELETING' }]);
    world.clock.advance(world.latencies.profileDisassociates);
    expect(listed()).toEqual([]);
    const get = () => owner()('GetProfileResourceAssociation', { ProfileResourceAssociationId: id });
    expect(refusalOf(get)?.code).toBe('ResourceNotFoundException');
  });

  test('is renamed once it is COMPLETE', () => {
    const id = associate()?.Id;
    const rename = () =>
      owner()('UpdateProfileResourceAssociation', { ProfileResourceAssociationId: id, Name: 'other' });
    expect(refusalOf(rename)?.code).toBe('ConflictException');
    world.clock.advance(world.latencies.profileAssociates);
    expect(rename().ProfileResourceAssociation).toMatchObject({ Status: 'UPDATING', Name: 'other' });
  });

  test('a consumer sees it and changes nothing', () => {
    const { id } = addResourceAssociation(world, { profileId: profile.id, resourceArn: endpointArn });
    share(world, profile.arn, consumer);
    expect(listed(guest())).toMatchObject([{ Id: id }]);
    const update = { ProfileResourceAssociationId: id, Name: 'mine' };
    const changes = [
      () => associate(endpointArn, guest()),
      () => guest()('DisassociateResourceFromProfile', { ProfileId: profile.id, ResourceArn: endpointArn }),
      () => guest()('UpdateProfileResourceAssociation', update),
    ];
    expect(changes.map((change) => refusalOf(change)?.code)).toEqual(Array(3).fill('AccessDeniedException'));
  });

  test.each([
    { given: 'that it has', arn: () => endpointArn, code: 'ConflictException' },
    { given: 'that is not there', arn: () => `${endpointArn}0`, code: 'ResourceNotFoundException' },
    { given: 'of another kind', arn: () => 'arn:aws:s3:::bucket', code: 'InvalidParameterException' },
  ])('one $given is refused with $code', ({ arn, code }) => {
    addResourceAssociation(world, { profileId: profile.id, resourceArn: endpointArn });
    expect(refusalOf(() => associate(arn()))?.code).toBe(code);
  });

  test('one that it has not cannot be taken away', () => {
    const input = { ProfileId: profile.id, ResourceArn: endpointArn };
    expect(refusalOf(() => owner()('DisassociateResourceFromProfile', input))?.code).toBe(
      'ResourceNotFoundException',
    );
  });
});

describe('tags', () => {
  test('of a profile are put as a map and removed by their keys', () => {
    const ResourceArn = profile.arn;
    owner()('TagResource', { ResourceArn, Tags: { one: '1', two: '2' } });
    owner()('TagResource', { ResourceArn, Tags: { two: 'II' } });
    owner()('UntagResource', { ResourceArn, TagKeys: ['one'] });
    expect(owner()('ListTagsForResource', { ResourceArn }).Tags).toEqual({ two: 'II' });
  });

  test('of an association come from AssociateProfile, and are its owner’s alone', () => {
    const vpc = addVpc(world, { account: consumer, region, cidrs: ['10.1.0.0/16'] });
    share(world, profile.arn, consumer);
    const made = guest()('AssociateProfile', {
      ProfileId: profile.id,
      ResourceId: vpc.id,
      Name: 'jetway',
      Tags: [{ Key: 'by', Value: 'jetway' }],
    }).ProfileAssociation;
    const ResourceArn = `arn:aws:route53profiles:${region}:${consumer}:profile-association/${made?.Id}`;
    expect(guest()('ListTagsForResource', { ResourceArn }).Tags).toEqual({ by: 'jetway' });
    expect(refusalOf(() => owner()('ListTagsForResource', { ResourceArn }))?.code).toBe(
      'ResourceNotFoundException',
    );
  });
});
