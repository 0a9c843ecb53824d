import { afterEach, describe, expect, test } from '@jest/globals';
import { AccountId, OuId } from '../../../lib/model/ids.ts';
import { addAccount, removeAccount, tag } from '../../../sim/services/organizations/tree.ts';
import type { World } from '../../../sim/world.ts';
import {
  aWorld,
  consumer,
  consumersOu,
  innerOu,
  management,
  type PortOptions,
  provider,
  type Simulated,
  simulated,
} from './simulated.ts';

let open: Simulated | undefined;
afterEach(() => open?.simulator.close());

async function on(world: World, options?: PortOptions): Promise<Simulated> {
  open = await simulated(world, options);
  return open;
}

const stranger = AccountId.parse('999999999999');
const path = [innerOu, consumersOu, 'r-ab12'];

describe('an account', () => {
  test('comes with its OUs, the nearest first, in one read', async () => {
    const { ports, calls } = await on(aWorld());
    expect(await ports.organization.account(consumer)).toEqual({
      id: consumer,
      name: 'Consumer',
      state: 'ACTIVE',
      path,
    });
    expect(calls()).toEqual(['AssumeRole', 'DescribeAccount']);
  });

  test('is read up its parents where AWS says no paths', async () => {
    const { ports, calls } = await on(aWorld({ unknowns: { accountPaths: false } }));
    expect(await ports.organization.account(consumer)).toMatchObject({ path });
    expect(calls()).toEqual(['AssumeRole', 'DescribeAccount', 'ListParents', 'ListParents', 'ListParents']);
  });

  test('in the root has the root above it alone', async () => {
    const { ports } = await on(aWorld());
    expect(await ports.organization.account(provider)).toMatchObject({ path: ['r-ab12'] });
  });

  test.each([{ accountStatus: true }, { accountStatus: false }])(
    'has its state with %o',
    async (unknowns) => {
      const world = aWorld({ unknowns });
      const account = world.organization.accounts.get(consumer);
      if (account !== undefined) account.state = 'SUSPENDED';
      const { ports } = await on(world);
      expect(await ports.organization.account(consumer)).toMatchObject({ state: 'SUSPENDED' });
    },
  );

  test('is absent only in the organization that was proved', async () => {
    const { ports, calls } = await on(aWorld());
    expect(await ports.organization.account(stranger)).toBeUndefined();
    expect(calls()).toContain('DescribeOrganization');
  });

  test.each([
    { what: 'known', account: consumer },
    { what: 'unknown', account: stranger },
  ])('$what to another organization is refused', async ({ account }) => {
    const { ports } = await on(aWorld(), { organization: 'o-zzzzzzzzzz' });
    await expect(ports.organization.account(account)).rejects.toMatchObject({
      code: 'configuration',
      message: expect.stringMatching(/organization o-a1b2c3d4e5 .* not of o-zzzzzzzzzz/),
    });
  });

  test('is not absent because it could not be read', async () => {
    const { ports, simulator } = await on(aWorld());
    simulator.faults.inject('accessDenied', { operation: 'DescribeAccount' });
    await expect(ports.organization.account(stranger)).rejects.toMatchObject({ code: 'access-denied' });
  });
});

describe('all accounts', () => {
  test.each([
    { accountPaths: true, emptyPages: false },
    { accountPaths: true, emptyPages: true },
    { accountPaths: false, emptyPages: true },
  ])('come from every page with %o', async (unknowns) => {
    const world = aWorld({ unknowns });
    for (let n = 0; n < 45; n += 1)
      addAccount(world, { id: String(400_000_000_000 + n), name: `a${n}`, parentId: innerOu });
    const { ports, simulator } = await on(world);
    const accounts = await ports.organization.accounts();
    expect(accounts.map(({ id }) => id).sort()).toEqual([...world.organization.accounts.keys()].sort());
    expect(accounts.filter(({ path: [nearest] }) => nearest === innerOu)).toHaveLength(46);
    // Each OU's parent is read once, however many accounts it holds.
    const parents = simulator.journal.records.filter(
      ({ operation, input }) => operation === 'ListParents' && input.NextToken === undefined,
    );
    expect(parents).toHaveLength(unknowns.accountPaths ? 0 : world.organization.accounts.size + 2);
  });

  test('are refused where they are of another organization', async () => {
    const { ports } = await on(aWorld(), { organization: 'o-zzzzzzzzzz' });
    await expect(ports.organization.accounts()).rejects.toMatchObject({ code: 'configuration' });
  });

  test('are refused where there is no organization', async () => {
    const world = aWorld();
    world.organization.inUse = false;
    const { ports } = await on(world);
    await expect(ports.organization.accounts()).rejects.toMatchObject({ code: 'configuration' });
  });

  test('do not hold one that left while they were listed', async () => {
    const world = aWorld({ unknowns: { accountPaths: false } });
    const { ports, simulator } = await on(world);
    simulator.faults.intercept(({ operation }) => {
      if (operation === 'ListParents' && world.organization.accounts.has(consumer))
        removeAccount(world, consumer);
      return undefined;
    });
    expect((await ports.organization.accounts()).map(({ id }) => id).sort()).toEqual([management, provider]);
  });
});

describe('an OU that is gone while the tree is read up its parents', () => {
  async function withoutInnerOu(): Promise<Simulated> {
    const made = await on(aWorld({ unknowns: { accountPaths: false } }));
    const { organization } = made.world;
    made.simulator.faults.intercept(({ operation, input }) => {
      if (operation !== 'ListParents' || input.ChildId !== innerOu) return undefined;
      const account = organization.accounts.get(consumer);
      if (account !== undefined) account.parentId = consumersOu;
      organization.ous.delete(innerOu);
      return undefined;
    });
    return made;
  }
  const treeChanged = {
    code: 'unavailable',
    problem: {
      resource: innerOu,
      what: expect.stringContaining('changed while it was read'),
      remedy: 'Look again',
    },
  };

  test('is no absence of its account, and the next look finds it where it is', async () => {
    const { organization } = (await withoutInnerOu()).ports;
    await expect(organization.account(consumer)).rejects.toMatchObject(treeChanged);
    expect(await organization.account(consumer)).toMatchObject({
      id: consumer,
      path: [consumersOu, 'r-ab12'],
    });
  });

  test('leaves no account out of the list', async () => {
    const { organization } = (await withoutInnerOu()).ports;
    await expect(organization.accounts()).rejects.toMatchObject(treeChanged);
    expect(await organization.accounts()).toContainEqual(
      expect.objectContaining({ id: consumer, path: [consumersOu, 'r-ab12'] }),
    );
  });
});

test('an account that is gone before its parent is read is absent', async () => {
  const { ports, simulator, world } = await on(aWorld({ unknowns: { accountPaths: false } }));
  simulator.faults.intercept(({ operation }) => {
    if (operation === 'ListParents' && world.organization.accounts.has(consumer))
      removeAccount(world, consumer);
    return undefined;
  });
  expect(await ports.organization.account(consumer)).toBeUndefined();
});

describe('tags', () => {
  test('are read from the account, the OU and the root themselves', async () => {
    const world = aWorld();
    tag(world, consumer, { jetway: 'on', empty: '' });
    tag(world, innerOu, { jetway: 'off' });
    const { organization } = (await on(world)).ports;
    expect(await organization.tags(consumer)).toEqual({ jetway: 'on', empty: '' });
    expect(await organization.tags(OuId.parse(innerOu))).toEqual({ jetway: 'off' });
    expect(await organization.tags(OuId.parse('r-ab12'))).toEqual({});
  });

  test.each([{ emptyPages: false }, { emptyPages: true }])(
    'of one key come in bulk from every page with %o, in the Organizations Region',
    async (unknowns) => {
      const world = aWorld({ unknowns });
      const ids = Array.from({ length: 230 }, (_, n) => String(400_000_000_000 + n));
      for (const id of ids) addAccount(world, { id, name: id, tags: { jetway: 'on', other: 'x' } });
      tag(world, innerOu, { jetway: 'off' });
      tag(world, provider, { other: 'x' });
      const { ports, simulator } = await on(world);
      expect(await ports.organization.tagged('jetway')).toEqual(
        new Map([...ids.map((id) => [id, 'on'] as const), [innerOu, 'off'] as const]),
      );
      const regions = simulator.journal.records
        .filter(({ operation }) => operation === 'GetResources')
        .map((record) => record.region);
      expect(new Set(regions)).toEqual(new Set(['us-east-1']));
    },
  );
});

test('an OU has its name, and the root its id', async () => {
  const { organization } = (await on(aWorld())).ports;
  expect(await organization.ouName(OuId.parse(innerOu))).toBe('Inner');
  expect(await organization.ouName(OuId.parse('r-ab12'))).toBe('r-ab12');
});
