import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { deployAssembly } from '../../sim/deploy/assembly.ts';
import { siteIn } from '../../sim/deploy/site.ts';
import { addEndpointService } from '../../sim/services/ec2/endpoint-services.ts';
import {
  addGatewayRouteTable,
  addTransitGateway,
  associate,
  attachVpc,
  propagate,
} from '../../sim/services/ec2/gateway/arrange.ts';
import { addRouteTable } from '../../sim/services/ec2/route-tables.ts';
import { addSubnet } from '../../sim/services/ec2/subnets.ts';
import { addVpc } from '../../sim/services/ec2/vpcs.ts';
import { addLoadBalancer } from '../../sim/services/load-balancing/load-balancers.ts';
import { addAccount } from '../../sim/services/organizations/tree.ts';
import { addProfile } from '../../sim/services/profiles/profiles.ts';
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
let privateDnsName: string;
beforeAll(() => {
  privateDnsName = bundleHandler('private-dns-name', folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

const synthesize = (text: string) => application(text).app.synth().directory;
const assembly = synthesize(yaml);

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
  const stacks = withBundle(assembly, privateDnsName);
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
  const [{ vpcId } = { vpcId: '' }] = attachments;
  const probes = [...world.functions.functions.values()].filter(({ name }) => name.endsWith('sample-probe'));
  expect(probes).toMatchObject([{ account: consumer, network: { vpcId } }]);
});

/** A provider's network as somebody else has made it, with a load balancer and an endpoint service. */
function addExistingNetwork(world: World, region: string) {
  const { id: vpc } = addVpc(world, { account: provider, region, cidrs: ['10.255.0.0/16'] });
  const dns = world.ec2.vpcs.get(vpc);
  if (dns !== undefined) dns.dnsHostnames = true;
  const subnets = ['a', 'b'].map((zone, index) =>
    addSubnet(world, { vpcId: vpc, cidr: `10.255.${index}.0/24`, zone: `${region}${zone}` }),
  );
  const subnetIds = subnets.map(({ id }) => id);
  const { id: table } = addRouteTable(world, { vpcId: vpc, subnetIds });
  const { id: gateway } = addTransitGateway(world, { account: provider, region });
  const [consumers = '', own = ''] = [1, 2].map(() => addGatewayRouteTable(world, { gatewayId: gateway }).id);
  const { id: attachment } = attachVpc(world, { gatewayId: gateway, vpcId: vpc });
  associate(world, { attachmentId: attachment, routeTableId: own });
  propagate(world, { attachmentId: attachment, routeTableId: consumers });
  const loadBalancer = `arn:aws:elasticloadbalancing:${region}:${provider}:loadbalancer/net/payments/0a1b`;
  addLoadBalancer(world, { arn: loadBalancer, subnetIds });
  const privateDnsName = 'ledger.example.org';
  const service = addEndpointService(world, { account: provider, region, privateDnsName, verified: true });
  const { id: profile } = addProfile(world, { account: provider, region, name: 'theirs' });
  return { vpc, subnetIds, table, gateway, consumers, own, attachment, loadBalancer, service, profile };
}

test('a site is deployed into a network that exists, of which nothing is made again', async () => {
  const region = 'eu-west-1';
  const world = newOrganization({ resourceSharing: 'organization' });
  const there = addExistingNetwork(world, region);
  const folderOfStacks = synthesize(`name: shop
organization: { id: o-a1b2c3d4e5, managementAccount: "111111111111" }
provider: { account: "222222222222" }
sites:
  ${region}:
    addressSpace: [10.0.0.0/8]
    deploy:
      vpc: { id: ${there.vpc}, cidrs: [10.255.0.0/16], subnets: [${there.subnetIds}], routeTables: [${there.table}] }
      transitGateway:
        id: ${there.gateway}
        attachment: ${there.attachment}
        routeTables: { consumers: ${there.consumers}, provider: ${there.own} }
      services:
        payments: { loadBalancer: "${there.loadBalancer}" }
        ledger: { endpointService: ${there.service.id} }
      profiles: { shared: ${there.profile} }
services:
  payments: { privateDnsName: payments.example.com, ports: [443], hostedZone: Z0123456789ABCDEFGHIJ }
  ledger: { privateDnsName: ledger.example.org, ports: [443] }
profiles:
  shared: { organizationalUnits: [${consumersOu}], optIn: all }
`);
  await deployInto(world, withBundle(folderOfStacks, privateDnsName));
  const { parameter, expectation } = siteIn(world, { account: provider, region, name: 'shop' });
  expect(parameter).toMatchObject({
    transitGateway: {
      id: there.gateway,
      consumersRouteTable: there.consumers,
      providerRouteTable: there.own,
    },
    profiles: [{ name: 'shared', id: there.profile }],
  });
  const ids = Object.fromEntries(parameter.services.map(({ name, id }) => [name, id]));
  expect(ids.ledger).toBe(there.service.id);
  expect(world.ec2.endpointServices.get(ids.payments ?? '')).toMatchObject({
    loadBalancerArns: [there.loadBalancer],
    privateDns: { state: 'verified' },
  });
  expect(expectation.providerVpcId).toBe(there.vpc);
  expect(world.ec2.vpcs.size + world.ec2.gateway.gateways.size + world.profiles.profiles.size).toBe(3);
  expect(world.ec2.routeTables.get(there.table)?.routes).toMatchObject([
    { destination: parameter.prefixList, target: { id: there.gateway } },
  ]);
});
