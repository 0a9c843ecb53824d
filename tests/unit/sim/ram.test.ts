import { describe, expect, test } from '@jest/globals';
import {
  addAccount,
  closeAccount,
  moveAccount,
  removeAccount,
} from '../../../sim/services/organizations/tree.ts';
import { ram } from '../../../sim/services/ram/operations.ts';
import { createShare, isSharedWith, shareWith } from '../../../sim/services/ram/shares.ts';
import {
  aShare,
  callFrom,
  gateway,
  management,
  member,
  organizationArn,
  owner,
  profile,
  stranger,
} from './ram-calls.ts';

describe('a principal inside the organization', () => {
  test('is ASSOCIATING, ASSOCIATED, and then usable', () => {
    const { world, associate, statuses } = aShare();
    const answered = associate({ principals: [member] }).resourceShareAssociations;
    expect(answered).toMatchObject([{ associatedEntity: member, status: 'ASSOCIATING', external: false }]);
    world.clock.advance(world.latencies.principalAssociates - 1);
    expect(statuses()).toEqual(['ASSOCIATING']);
    world.clock.advance(1);
    expect(statuses()).toEqual(['ASSOCIATED']);
    world.clock.advance(world.latencies.shareBecomesUsable - 1);
    expect(isSharedWith(world, gateway, member)).toBe(false);
    world.clock.advance(1);
    expect(isSharedWith(world, gateway, member)).toBe(true);
    expect(isSharedWith(world, profile, member)).toBe(false);
  });

  test('may be ASSOCIATED at once, and still not usable', () => {
    const { world, associate } = aShare({ unknowns: { principalStartsAs: 'ASSOCIATED' } });
    expect(associate({ principals: [member] }).resourceShareAssociations?.[0]?.status).toBe('ASSOCIATED');
    expect(isSharedWith(world, gateway, member)).toBe(false);
    world.clock.advance(world.latencies.shareBecomesUsable);
    expect(isSharedWith(world, gateway, member)).toBe(true);
  });

  test.each([
    { disassociatedPrincipal: 'staysListed', listed: ['DISASSOCIATED'] } as const,
    { disassociatedPrincipal: 'disappears', listed: [] } as const,
  ])('keeps the use until it is DISASSOCIATED, then $disassociatedPrincipal', ({ listed, ...unknowns }) => {
    const { world, share, disassociate, statuses } = aShare({ unknowns });
    shareWith(world, share.arn, member);
    expect(disassociate({ principals: [member] }).resourceShareAssociations?.[0]?.status).toBe(
      'DISASSOCIATING',
    );
    world.clock.advance(world.latencies.principalDisassociates - 1);
    expect(statuses()).toEqual(['DISASSOCIATING']);
    expect(isSharedWith(world, gateway, member)).toBe(true);
    world.clock.advance(1);
    expect(statuses()).toEqual(listed);
    expect(isSharedWith(world, gateway, member)).toBe(false);
    world.clock.advance(2 * 3600);
    expect(statuses()).toEqual([]);
  });

  test('can be associated again once it is DISASSOCIATED', () => {
    const { world, share, associate, disassociate, statuses } = aShare();
    shareWith(world, share.arn, member);
    disassociate({ principals: [member] });
    expect(() => associate({ principals: [member] })).toThrow(
      expect.objectContaining({ code: 'InvalidStateTransitionException' }),
    );
    world.clock.advance(world.latencies.principalDisassociates);
    associate({ principals: [member] });
    expect(statuses()).toEqual(['ASSOCIATING']);
  });

  test('that is associated already is answered as it is, where that is no error', () => {
    const { world, share, associate, statuses } = aShare();
    shareWith(world, share.arn, member);
    expect(associate({ principals: [member] }).resourceShareAssociations?.[0]?.status).toBe('ASSOCIATED');
    expect(statuses()).toEqual(['ASSOCIATED']);
  });

  test.each([
    { principalOfClosedAccount: 'unchanged', status: 'ASSOCIATED' } as const,
    { principalOfClosedAccount: 'SUSPENDED', status: 'SUSPENDED' } as const,
  ])('is $status once its account is closed, and gone when the account is', ({ status, ...unknowns }) => {
    const { world, share, statuses } = aShare({ unknowns });
    shareWith(world, share.arn, member);
    closeAccount(world, member);
    expect(statuses()).toEqual(['ASSOCIATED']);
    world.clock.advance(world.latencies.accountCloses);
    expect(statuses()).toEqual([status]);
    expect(isSharedWith(world, gateway, member)).toBe(true);
    world.clock.advance(90 * 86_400);
    expect(statuses()).toEqual(['DISASSOCIATED']);
    expect(isSharedWith(world, gateway, member)).toBe(false);
  });
});

test('a resource is associated by the clock, and unshared when it is disassociated', () => {
  const { world, share, associate, disassociate } = aShare();
  shareWith(world, share.arn, member);
  associate({ resourceArns: [profile] });
  world.clock.advance(world.latencies.principalAssociates + world.latencies.shareBecomesUsable - 1);
  expect(isSharedWith(world, profile, member)).toBe(false);
  world.clock.advance(1);
  expect(isSharedWith(world, profile, member)).toBe(true);
  disassociate({ resourceArns: [profile] });
  world.clock.advance(world.latencies.principalDisassociates);
  expect(isSharedWith(world, profile, member)).toBe(false);
  expect(isSharedWith(world, gateway, member)).toBe(true);
});

test('an OU and the organization share with whoever is in them now', () => {
  const { world, share, ouArn } = aShare();
  const whole = createShare(world, { owner, region: 'eu-central-1', name: 'all', resourceArns: [profile] });
  shareWith(world, share.arn, ouArn);
  shareWith(world, whole.arn, organizationArn);
  const used = (account: string) => [gateway, profile].map((arn) => isSharedWith(world, arn, account));
  expect(used(member)).toEqual([true, true]);
  expect(used(management)).toEqual([false, true]);
  expect(used(stranger)).toEqual([false, false]);
  expect(used(owner)).toEqual([false, false]);
  moveAccount(world, member, world.organization.rootId);
  expect(used(member)).toEqual([false, true]);
  removeAccount(world, member);
  expect(used(member)).toEqual([false, false]);
});

test.each([
  { retainSharingOnAccountLeaveOrganization: false, kept: false },
  { retainSharingOnAccountLeaveOrganization: true, kept: true },
])('an account that leaves keeps its share: $kept', ({ kept, ...retain }) => {
  const { world } = aShare();
  const share = createShare(world, {
    owner,
    region: 'eu-central-1',
    name: 'own',
    resourceArns: [profile],
    ...retain,
  });
  shareWith(world, share.arn, member);
  removeAccount(world, member);
  expect(isSharedWith(world, profile, member)).toBe(kept);
  world.clock.advance(1);
  addAccount(world, { id: member, name: 'Back' });
  expect(isSharedWith(world, profile, member)).toBe(kept);
});

test('an owner that leaves the organization shares with its accounts no more', () => {
  const { world, share, ouArn, statuses } = aShare();
  for (const principal of [member, ouArn]) shareWith(world, share.arn, principal);
  removeAccount(world, owner);
  expect(statuses()).toEqual(['DISASSOCIATED', 'DISASSOCIATED']);
  expect(isSharedWith(world, gateway, member)).toBe(false);
});

test('a principal named twice is associated once', () => {
  const { associate, statuses } = aShare();
  expect(associate({ principals: [member, member] }).resourceShareAssociations).toHaveLength(1);
  expect(statuses()).toHaveLength(1);
});

test('without organization sharing no OU is a principal', () => {
  const { world, share, ouArn, statuses } = aShare();
  shareWith(world, share.arn, ouArn);
  world.ram.organizationSharing = false;
  expect(statuses()).toEqual(['DISASSOCIATED']);
  expect(isSharedWith(world, gateway, member)).toBe(false);
});

test('sharing with the organization is enabled by the management account', () => {
  const { world, call } = aShare();
  world.ram.organizationSharing = false;
  expect(() => ram.EnableSharingWithAwsOrganization.answer({}, call)).toThrow(
    expect.objectContaining({ code: 'OperationNotPermittedException' }),
  );
  expect(ram.EnableSharingWithAwsOrganization.answer({}, callFrom(world, management))).toEqual({
    returnValue: true,
  });
  expect(world.ram.organizationSharing).toBe(true);
  expect(world.organization.serviceAccess.has('ram.amazonaws.com')).toBe(true);
});
