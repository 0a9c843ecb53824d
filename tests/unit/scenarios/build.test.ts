import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { violations } from '../../../sim/invariant.ts';
import { buildScenario } from '../../../sim/scenarios/build.ts';
import { loadScenario } from '../../../sim/scenarios/scenario.ts';
import { zoneCidrs } from '../../../sim/scenarios/zone-cidrs.ts';
import { ancestorsOf, tagsOf } from '../../../sim/services/organizations/tree.ts';
import { resolvingProfiles } from '../../../sim/services/profiles/resolving.ts';
import { World } from '../../../sim/world.ts';

const scenario = loadScenario(readFileSync('examples/scenario.yaml', 'utf8'));

function build() {
  const world = new World(scenario);
  const [site] = buildScenario(world, scenario);
  if (site === undefined) throw new Error('the example has a site');
  const vpcOf = (name: string) =>
    [...world.ec2.vpcs.values()].find((vpc) => tagsOfVpc(world, vpc.account, vpc.id) === name);
  return { world, site, vpcOf };
}

const tagsOfVpc = (world: World, account: string, id: string) =>
  world.ec2.tags.get(`${account}/${id}`)?.get('Name');

describe('the world of the example', () => {
  test('has the tree, the accounts and their tags', () => {
    const { world } = build();
    expect(world.organization.accounts.size).toBe(19);
    expect(ancestorsOf(world, '300000000011').map(({ name }) => name)).toEqual([
      'Production',
      'Workloads',
      'Root',
    ]);
    expect(tagsOf(world, 'ou-ab12-22222222').get('jetway')).toBe('on');
    expect(tagsOf(world, '300000000016').get('jetway')).toBe('off');
    expect(world.organization.accounts.get('600000000011')?.state).toBe('CLOSED');
    expect(world.organization.accounts.get('111111111111')?.parentId).toBe('r-ab12');
  });

  test('has the consumer role under Workloads and nowhere else', () => {
    const roles = [...build().world.identity.roles.values()].filter(({ name }) => name === 'jetway-consumer');
    expect(roles.map(({ account }) => account).every((account) => /^[34]/.test(account))).toBe(true);
    expect(roles).toHaveLength(10);
  });

  test('has a connected VPC that resolves the shared names and reaches them', () => {
    const { world, site, vpcOf } = build();
    const vpc = vpcOf('orders');
    expect(resolvingProfiles(world, 'eu-west-1', vpc?.id ?? '')).toEqual(site.expectation.profileIds);
    const isConsumer = (account: string) => account === '300000000011';
    expect(violations(world, { ...site.expectation, isConsumer })).toEqual([]);
    const nobody = violations(world, { ...site.expectation, isConsumer: () => false });
    expect(nobody).toMatchObject([{ rule: 'pathWithoutMembership', vpcId: vpc?.id }]);
  });

  test.each([
    ['orders', 'available', 2],
    ['reports', 'pendingAcceptance', 1],
    ['orders-batch', undefined, 3],
    ['billing', undefined, 1],
  ])('%s: attachment %s, %i route tables', (name, state, tables) => {
    const { world, vpcOf } = build();
    const id = vpcOf(name)?.id;
    const attachments = [...world.ec2.gateway.attachments.values()];
    expect(attachments.find(({ vpcId }) => vpcId === id)?.state).toBe(state);
    expect([...world.ec2.routeTables.values()].filter(({ vpcId }) => vpcId === id)).toHaveLength(tables);
  });

  test('gives a VPC the other profile that it is to have', () => {
    const { world, vpcOf } = build();
    const [profile] = resolvingProfiles(world, 'eu-west-1', vpcOf('billing')?.id ?? '');
    expect(world.profiles.profiles.get(profile ?? '')).toMatchObject({
      name: 'billing-dns',
      account: '300000000013',
    });
  });

  test('is the same world for the same seed', () => {
    expect(build().site).toEqual(build().site);
  });

  test('starts when it is told to', () => {
    expect(new World({ ...scenario, startMs: 1_800_000_000_000 }).clock.nowMs).toBe(1_800_000_000_000);
  });
});

describe('the subnets of a VPC', () => {
  test.each([
    ['10.1.0.0/16', ['10.1.0.0/18', '10.1.64.0/18', '10.1.128.0/18']],
    ['192.168.255.192/26', ['192.168.255.192/28', '192.168.255.208/28', '192.168.255.224/28']],
    ['10.0.0.0/27', ['10.0.0.0/28', '10.0.0.16/28']],
    ['10.0.0.0/28', ['10.0.0.0/28']],
  ])('%s is cut into %j', (cidr, cidrs) => {
    expect(zoneCidrs('300000000011', 'eu-west-1', cidr).map((subnet) => subnet.cidr)).toEqual(cidrs);
  });
});
