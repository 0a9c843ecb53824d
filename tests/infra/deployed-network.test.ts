import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readSites } from '../../lib/look/sites.ts';
import { AccountId } from '../../lib/model/ids.ts';
import { reconcile } from '../../lib/reconcile.ts';
import { siteIn } from '../../sim/deploy/site.ts';
import { consumersReachEachOther, violations } from '../../sim/invariant.ts';
import { addAccount } from '../../sim/services/organizations/tree.ts';
import { resolvingProfiles } from '../../sim/services/profiles/resolving.ts';
import { assemblyOf } from '../support/assembly.ts';
import { bundleHandler } from '../support/bundle.ts';
import { deployInto, newOrganization, withBundle } from '../support/deployed.ts';
import { mutated, without } from '../support/mutation.ts';
import { expectationOf } from '../support/oracle.ts';
import { configurationFor, type Variant, variants } from '../support/variants.ts';
import {
  addConsumerVpc,
  consumersOu,
  openInProcess,
  provider,
  region,
  type TestWorld,
} from '../support/world.ts';

const consumer = '333333333333';
const folder = mkdtempSync(join(tmpdir(), 'jetway-deployed-'));
const yaml = readFileSync(new URL('../support/jetway.yaml', import.meta.url), 'utf8');
let privateDnsName: string;
beforeAll(() => {
  privateDnsName = bundleHandler('private-dns-name', folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

const stacksOf = (variant: Variant) => withBundle(assemblyOf(variant), privateDnsName);

async function deployed(variant: Variant): Promise<TestWorld> {
  const world = newOrganization(variant);
  await deployInto(world, stacksOf(variant));
  const site = siteIn(world, { account: provider, region, name: 'test' });
  return { world, site, configurationYaml: configurationFor(yaml, variant), variant };
}

describe.each(variants)('the stacks of $name, deployed into an empty world', (variant) => {
  test('tell in their parameter what was made', async () => {
    const test = await deployed(variant);
    const { ec2, ram, profiles } = test.world;
    const { configuration, ports } = openInProcess(test).context();
    const {
      sites: [site],
    } = await readSites(configuration, ports);
    const { transitGateway, prefixList, services, ...rest } = test.site.parameter;
    expect(site).toMatchObject({ transitGateway, prefixList, services });
    expect([...ec2.gateway.gateways.keys()]).toEqual([transitGateway.id]);
    expect([...ec2.gateway.routeTables.keys()].sort()).toEqual(
      [transitGateway.consumersRouteTable, transitGateway.providerRouteTable].sort(),
    );
    expect([...ec2.prefixLists.values()]).toMatchObject([{ id: prefixList, maxEntries: 400 }]);
    expect([...profiles.profiles.keys()]).toEqual(rest.profiles.map(({ id }) => id));
    expect([...ram.shares.keys()].sort()).toEqual(
      [transitGateway.share, ...rest.profiles.map(({ share }) => share)].sort(),
    );
    const [endpoint] = ec2.endpoints.values();
    expect(endpoint).toMatchObject({
      state: 'Available',
      privateDnsEnabled: true,
      serviceId: services[0]?.id,
    });
    expect([...ec2.endpointServices.values()]).toMatchObject([{ privateDns: { state: 'verified' } }]);
    expect([...profiles.resourceAssociations.values()]).toMatchObject([
      { resourceArn: expect.stringContaining(endpoint?.id ?? ''), status: 'COMPLETE' },
    ]);
  });

  test('connect an account that joins, once the StackSet has been there', async () => {
    const test = await deployed(variant);
    const { world } = test;
    const create = variant.attachments === 'create';
    addAccount(world, { id: consumer, name: 'workload', parentId: consumersOu, tags: { jetway: 'on' } });
    const vpc = addConsumerVpc(test, consumer, '10.1.0.0/16', {
      attached: create ? 'none' : 'pendingAcceptance',
      tags: create ? { 'jetway:attach': 'on' } : {},
    });
    const scope = { accounts: [AccountId.parse(consumer)], deep: true };
    const look = (waitSeconds = 1800) => reconcile(scope, openInProcess(test).context(), { waitSeconds });
    const early = { findings: [{ kind: 'role-refused' }] };
    expect(await look(0)).toMatchObject({ state: 'waiting', plan: { accounts: [early] } });
    world.clock.advance(world.stackSets.latencies.instanceDeploys);
    const { state, errors } = await look();
    expect({ state, errors }).toEqual({ state: 'converged', errors: [] });
    expect(resolvingProfiles(world, region, vpc)).toEqual(test.site.expectation.profileIds);
    expect(violations(world, expectationOf(test))).toEqual([]);
    expect(consumersReachEachOther(world, expectationOf(test))).toEqual([]);
    expect(await look()).toMatchObject({ state: 'converged', applied: [] });
  });
});

test('nothing but what the templates say decides the order in which resources are made', async () => {
  const [variant = never()] = variants;
  const stacks = stacksOf(variant).map((stack) => {
    const Resources = Object.fromEntries(Object.entries(stack.template.Resources).toReversed());
    return { ...stack, template: { ...stack.template, Resources } };
  });
  const { world } = await deployInto(newOrganization(variant), stacks);
  expect(siteIn(world, { account: provider, region, name: 'test' }).parameter.services).toHaveLength(1);
});

describe('a deployment fails and says why', () => {
  const [variant = never()] = variants;

  test('where public DNS does not get to know the record', async () => {
    const world = newOrganization(variant, { delegated: false });
    const beganMs = world.clock.nowMs;
    const error = await deployInto(world, stacksOf(variant)).catch((cause: unknown) => cause);
    const { record } = [...world.ec2.endpointServices.values()][0]?.privateDns ?? {};
    for (const part of [
      'PrivateDnsNameProof',
      'AWS did not verify within 55 minutes',
      `public DNS has nothing at the TXT record ${record?.name}.payments.example.com`,
      record?.value,
    ])
      expect(String(error)).toContain(part);
    expect((world.clock.nowMs - beganMs) / 60_000).toBeLessThan(60);
    expect([...world.ec2.endpoints.values()]).toEqual([]);
  });

  test('where StackSets are not delegated', async () => {
    const world = newOrganization(variant);
    world.organization.delegations.clear();
    await expect(deployInto(world, stacksOf(variant))).rejects.toThrow(/StackSet.*delegated admin/);
  });

  test("where the framework's role may not invoke its functions", async () => {
    const stacks = mutated(stacksOf(variant), {
      stack: 'jetway-test-endpoint-eu-west-1',
      becomes: without('AWS::IAM::Policy', 'FrameworkOnEventRoleDefaultPolicy'),
    });
    await expect(deployInto(newOrganization(variant), stacks)).rejects.toThrow(
      /Custom::JetwayPrivateDnsName.*not authorized to perform: lambda:InvokeFunction/,
    );
  });
});

function never(): never {
  throw new Error('there is no variant');
}
