import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { type AssembledStack, deployAssembly } from '../../sim/deploy/assembly.ts';
import { siteIn } from '../../sim/deploy/site.ts';
import { addAccount } from '../../sim/services/organizations/tree.ts';
import { shareWith } from '../../sim/services/ram/shares.ts';
import type { World } from '../../sim/world.ts';
import { bundleHandler } from '../support/bundle.ts';
import { deployInto, newOrganization, withBundle } from '../support/deployed.ts';
import { consumersOu, provider } from '../support/world.ts';
import { application } from './support/applications.ts';

/** Two sites, one with routes to the whole address space; a service whose record people make; a sample consumer. */
const yaml = `name: shop
organization: { id: o-a1b2c3d4e5, managementAccount: "111111111111", controlTowerRegion: eu-central-1 }
provider: { account: "222222222222" }
sites:
  eu-west-1:
    addressSpace: [10.0.0.0/8, 192.168.0.0/16]
    returnRoutes: aggregate
    deploy:
      vpc: { cidr: 10.254.0.0/16 }
      services:
        payments: { sampleApplication: { certificate: "arn:aws:acm:eu-west-1:222222222222:certificate/0a1b" } }
        ledger: { sampleApplication: {} }
  eu-central-1:
    addressSpace: [10.0.0.0/8]
    deploy:
      vpc: { cidr: 10.255.0.0/16 }
      services: { payments: { sampleApplication: {} } }
services:
  payments: { privateDnsName: payments.example.com, ports: [80, 443], hostedZone: Z0123456789ABCDEFGHIJ }
  ledger: { privateDnsName: ledger.example.org, ports: [443] }
profiles:
  shared: { organizationalUnits: [${consumersOu}], optIn: all, services: [payments] }
  books: { organizationalUnits: [${consumersOu}], optIn: all, services: [payments, ledger], sites: [eu-west-1] }
sampleConsumer: { account: "333333333333", site: eu-west-1, cidr: 10.1.0.0/16 }
`;

const consumer = '333333333333';
const folder = mkdtempSync(join(tmpdir(), 'jetway-sites-'));
let stacks: readonly AssembledStack[];
beforeAll(() => {
  const { directory } = application(yaml).app.synth();
  stacks = withBundle(directory, bundleHandler('private-dns-name', folder));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

const parametersOf = (world: World, region: string) => world.parameters.in(provider, region);

/** Makes the record that a stack asks people for, once it asks. */
function makeRecordOf(world: World, service: string, region: string): void {
  const text = parametersOf(world, region).get(`/jetway/shop/txt-record/${service}`)?.at(-1)?.value;
  if (text === undefined) {
    world.clock.after(60, () => makeRecordOf(world, service, region));
    return;
  }
  const { name, value } = z.object({ name: z.string(), value: z.string() }).parse(JSON.parse(text));
  world.publicDns.elsewhere.set(name, [value]);
}

test('every site is deployed, and the sample consumer attaches to its gateway', async () => {
  const world = newOrganization({ resourceSharing: 'organization' });
  addAccount(world, { id: consumer, name: 'sample', parentId: consumersOu });
  const [sample, rest] = [true, false].map((is) =>
    stacks.filter(({ name }) => name.endsWith('-sample-consumer') === is),
  );
  makeRecordOf(world, 'ledger', 'eu-west-1');
  const { lambda } = await deployInto(world, rest ?? []);

  const [west, central] = ['eu-west-1', 'eu-central-1'].map((region) =>
    siteIn(world, { account: provider, region, name: 'shop' }),
  );
  expect(west).toMatchObject({
    parameter: { services: [{ name: 'payments' }, { name: 'ledger' }], providerCidrs: ['10.254.0.0/16'] },
    expectation: { returnRoutes: 'aggregate' },
  });
  expect(west?.parameter.profiles.map(({ name }) => name)).toEqual(['shared', 'books']);
  expect(central?.parameter).toMatchObject({
    services: [{ name: 'payments' }],
    profiles: [{ name: 'shared' }],
  });
  expect(central?.expectation.returnRoutes).toBe('exact');
  const verified = [...world.ec2.endpointServices.values()].map(({ region, privateDns }) => [
    region,
    privateDns?.name,
    privateDns?.state,
  ]);
  expect(verified.sort()).toEqual([
    ['eu-central-1', 'payments.example.com', 'verified'],
    ['eu-west-1', 'ledger.example.org', 'verified'],
    ['eu-west-1', 'payments.example.com', 'verified'],
  ]);
  const instances = [...world.stackSets.stackSets.values()].flatMap((set) => [...set.instances.values()]);
  expect(instances).toMatchObject(
    ['eu-west-1', 'eu-central-1'].map((region) => ({ account: consumer, region, state: 'CURRENT' })),
  );

  const { id = '', share = '' } = west?.parameter.transitGateway ?? {};
  shareWith(world, share, consumer);
  world.clock.advance(60);
  await deployAssembly(sample ?? [], { lambda, parameters: { TransitGatewayId: id } });
  const attachments = [...world.ec2.gateway.attachments.values()].filter(
    (one) => one.vpcAccount === consumer,
  );
  expect(attachments).toMatchObject([{ gatewayId: id, state: 'pendingAcceptance' }]);
});
