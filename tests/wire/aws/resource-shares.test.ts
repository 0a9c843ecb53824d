import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { AccountId, OuArn, ResourceShareArn } from '../../../lib/model/ids.ts';
import { addAccount } from '../../../sim/services/organizations/tree.ts';
import { createShare, shareWith } from '../../../sim/services/ram/shares.ts';
import type { WorldOptions } from '../../../sim/world.ts';
import { aWorld, consumer, consumersOu, provider, region, type Simulated, simulated } from './simulated.ts';

let jetway: Simulated;
let shares: { readonly gateway: ResourceShareArn; readonly profile: ResourceShareArn };
const ouArn = OuArn.parse(`arn:aws:organizations::111111111111:ou/o-a1b2c3d4e5/${consumersOu}`);
const accounts = Array.from({ length: 230 }, (_, n) => AccountId.parse(String(400_000_000_000 + n)));

async function open(unknowns: WorldOptions['unknowns'] = {}) {
  const world = aWorld({ unknowns });
  for (const id of accounts) addAccount(world, { id, name: id });
  const share = (name: string) =>
    ResourceShareArn.parse(
      createShare(world, { owner: provider, region, name, allowExternalPrincipals: false }).arn,
    );
  shares = { gateway: share('gateway'), profile: share('profile') };
  jetway = await simulated(world);
}

beforeEach(() => open());
afterEach(() => jetway.simulator.close());

const port = () => jetway.ports.provider(region);
const wait = () => jetway.world.clock.advance(60);
const both = () => [shares.gateway, shares.profile];

describe('principals', () => {
  test('are listed over several shares, or of one principal alone', async () => {
    shareWith(jetway.world, shares.gateway, consumer);
    shareWith(jetway.world, shares.profile, consumer);
    shareWith(jetway.world, shares.gateway, ouArn);
    const all = await port().principals(both());
    expect(all).toHaveLength(3);
    expect(all).toContainEqual({ share: shares.gateway, principal: ouArn, status: 'ASSOCIATED' });
    expect(await port().principals(both(), consumer)).toEqual(
      both().map((share) => ({ share, principal: consumer, status: 'ASSOCIATED' })),
    );
    expect(await port().principals([])).toEqual([]);
  });

  test.each([{ emptyPages: true }, { disassociatedPrincipal: 'disappears' as const }])(
    'are associated and disassociated by the hundred with %o',
    async (unknowns) => {
      await jetway.simulator.close();
      await open(unknowns);
      await port().associatePrincipals(shares.profile, accounts);
      wait();
      const associated = await port().principals([shares.profile]);
      expect(associated.map(({ principal }) => principal).sort()).toEqual(accounts);
      await port().disassociatePrincipals(shares.profile, accounts);
      wait();
      expect(await port().principals([shares.profile])).toEqual([]);
      const changes = jetway.simulator.journal.records.filter(({ mutating }) => mutating);
      expect(
        changes.map(({ input }) => (Array.isArray(input.principals) ? input.principals.length : 0)),
      ).toEqual([100, 100, 30, 100, 100, 30]);
      expect(new Set(changes.map(({ input }) => input.clientToken)).size).toBe(6);
    },
  );

  test('are associated with one token, retries included', async () => {
    jetway.simulator.faults.inject('cutAfter', { operation: 'AssociateResourceShare', times: 1 });
    await port().associatePrincipals(shares.profile, [consumer]);
    const tokens = jetway.simulator.journal.records
      .filter(({ operation }) => operation === 'AssociateResourceShare')
      .map(({ input }) => input.clientToken);
    expect(tokens).toHaveLength(2);
    expect(new Set(tokens).size).toBe(1);
  });

  test('that are gone already do not keep the others', async () => {
    shareWith(jetway.world, shares.profile, consumer);
    const [first = consumer] = accounts;
    await port().disassociatePrincipals(shares.profile, [first, consumer]);
    await port().disassociatePrincipals(shares.profile, [first]);
    wait();
    expect(await port().principals([shares.profile])).toEqual([]);
  });

  test('are not ready to be taken off while they are put on', async () => {
    await port().associatePrincipals(shares.profile, [consumer]);
    await expect(port().disassociatePrincipals(shares.profile, [consumer])).rejects.toMatchObject({
      code: 'not-ready',
    });
  });

  test('outside the organization are rejected with the way out', async () => {
    const stranger = AccountId.parse('999999999999');
    await expect(port().associatePrincipals(shares.profile, [stranger])).rejects.toMatchObject({
      code: 'rejected',
      problem: { resource: shares.profile, remedy: expect.stringContaining('resourceSharing: invitations') },
    });
  });
});
