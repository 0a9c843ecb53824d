import fc from 'fast-check';
import { zoneCidrs } from '../../../sim/scenarios/zone-cidrs.ts';
import { overlaps } from '../../../sim/services/ec2/cidr.ts';
import { addGatewayRouteTable, associate, attachVpc } from '../../../sim/services/ec2/gateway/arrange.ts';
import { entriesOf } from '../../../sim/services/ec2/prefix-lists.ts';
import { addRoute } from '../../../sim/services/ec2/route-tables.ts';
import { addSubnet } from '../../../sim/services/ec2/subnets.ts';
import { dropTag, putTags } from '../../../sim/services/ec2/tags.ts';
import { addVpc, newCidr } from '../../../sim/services/ec2/vpcs.ts';
import { zonesOf } from '../../../sim/services/ec2/zones.ts';
import { accountOf, moveAccount } from '../../../sim/services/organizations/tree.ts';
import { associateVpc } from '../../../sim/services/profiles/associations.ts';
import { createShare, shareWith } from '../../../sim/services/ram/shares.ts';
import { accountIds, anyChange, type Change } from '../../support/outside-world.ts';
import {
  addConsumer,
  consumersOu,
  otherOu,
  provider,
  region,
  type TestWorld,
  workloadsOu,
} from '../../support/world.ts';

const anyAccount = fc.constantFrom(...accountIds);
const anyCidr = fc.constantFrom(
  '10.1.0.0/16',
  '10.2.0.0/16',
  '10.2.128.0/20',
  '10.3.0.0/24',
  '192.168.0.0/24',
);
const attachTag = 'jetway:attach';

const joins = fc.record({ id: anyAccount, ou: fc.constantFrom(consumersOu, otherOu, workloadsOu) }).map(
  ({ id, ou }): Change => ({
    name: `${id} is in ${ou}`,
    make(test) {
      const account = accountOf(test.world, id);
      if (account === undefined) addConsumer(test, { id, ou });
      else if (account.parentId !== ou) moveAccount(test.world, id, ou);
    },
  }),
);

const makesVpc = fc
  .record({
    id: anyAccount,
    cidr: anyCidr,
    tagged: fc.boolean(),
    zones: fc.integer({ min: 0, max: 3 }),
    attached: fc.constantFrom('pendingAcceptance' as const, 'available' as const, 'none' as const),
  })
  .map(
    ({ id, cidr, tagged, zones, attached }): Change => ({
      name: `${id} makes a VPC ${cidr} with ${zones} subnets, ${attached}${tagged ? ', tagged' : ''}`,
      make(test) {
        if (accountOf(test.world, id) === undefined || vpcsOf(test, id).length > 2) return;
        const tags = tagged ? { [attachTag]: 'on' } : {};
        const vpc = addVpc(test.world, { account: id, region, cidrs: [cidr], tags });
        for (const subnet of zoneCidrs(id, region, cidr).slice(0, zones))
          addSubnet(test.world, { vpcId: vpc.id, ...subnet });
        if (attached !== 'none')
          attachVpc(test.world, {
            gatewayId: test.site.expectation.gatewayId,
            vpcId: vpc.id,
            state: attached,
          });
      },
    }),
  );

const tagsVpc = fc.record({ id: anyAccount, nth: fc.nat({ max: 2 }), on: fc.boolean() }).map(
  ({ id, nth, on }): Change => ({
    name: `${id} ${on ? 'tags' : 'untags'} its VPC ${nth}`,
    make(test) {
      const vpc = vpcsOf(test, id)[nth];
      if (vpc === undefined) return;
      if (on) putTags(test.world, id, vpc, [[attachTag, 'on']]);
      else dropTag(test.world, id, vpc, attachTag);
    },
  }),
);

const addsCidr = fc.record({ id: anyAccount, cidr: anyCidr }).map(
  ({ id, cidr }): Change => ({
    name: `${id} gives its first VPC ${cidr} as well`,
    make(test) {
      const vpc = test.world.ec2.vpcs.get(vpcsOf(test, id)[0] ?? '');
      if (vpc === undefined || vpc.cidrs.some((one) => overlaps(one.cidr, cidr))) return;
      vpc.cidrs.push(newCidr(test.world, cidr));
    },
  }),
);

const addsSubnet = fc.record({ id: anyAccount, zone: fc.nat({ max: 2 }) }).map(
  ({ id, zone }): Change => ({
    name: `${id} adds a subnet to its first VPC in zone ${zone}`,
    make(test) {
      const vpc = test.world.ec2.vpcs.get(vpcsOf(test, id)[0] ?? '');
      const place = zonesOf(id, region)[zone];
      const cidr = vpc?.cidrs[0]?.cidr;
      if (vpc === undefined || place === undefined || cidr === undefined) return;
      addSubnet(test.world, { vpcId: vpc.id, zone: place.zone, cidr: cidr.replace(/\/\d+$/, '/28') });
    },
  }),
);

/** What people put where Jetway works, and Jetway must leave alone. */
const putsSomethingOfItsOwn = fc
  .record({
    id: anyAccount,
    what: fc.constantFrom('route', 'entry', 'share', 'association', 'profile', 'unmarked profile'),
    cidr: anyCidr,
  })
  .map(
    ({ id, what, cidr }): Change => ({
      name: `somebody puts a ${what} of their own beside ${id}${what === 'entry' ? `: ${cidr}` : ''}`,
      make(test) {
        const { world, site } = test;
        const { gatewayId, providerCidrs } = site.expectation;
        const vpc = vpcsOf(test, id)[0];
        if (what === 'share') {
          const name = `other-${world.ram.shares.size}`;
          const arn = `arn:aws:ec2:${region}:${provider}:transit-gateway/${gatewayId}`;
          if (accountOf(world, id) !== undefined)
            shareWith(
              world,
              createShare(world, { owner: provider, region, name, resourceArns: [arn] }).arn,
              id,
            );
        }
        if (what === 'entry') {
          const list = world.ec2.prefixLists.get(site.parameter.prefixList ?? '');
          if (list === undefined || entriesOf(list).some((entry) => entry.cidr === cidr)) return;
          list.versions.set(list.version, [...entriesOf(list), { cidr, description: 'made by hand' }]);
        }
        if (vpc === undefined) return;
        if (what === 'route')
          for (const table of world.ec2.routeTables.values())
            if (
              table.vpcId === vpc &&
              !table.routes.some(({ destination }) => destination === '172.16.0.0/12')
            ) {
              addRoute(world, table.id, '172.16.0.0/12', gatewayId);
              addRoute(world, table.id, '0.0.0.0/0', 'nat-0123456789abcdef0', 'NatGatewayId');
            }
        if (what === 'association')
          for (const attachment of world.ec2.gateway.attachments.values())
            if (
              attachment.vpcId === vpc &&
              attachment.state === 'available' &&
              attachment.association === undefined
            )
              associate(world, {
                attachmentId: attachment.id,
                routeTableId: addGatewayRouteTable(world, { gatewayId }).id,
              });
        const [profile] = site.parameter.profiles;
        const { associations } = world.profiles;
        const free = ![...associations.values()].some(({ vpcId }) => vpcId === vpc);
        // A person may have connected the whole VPC by hand before Jetway came; the mark is what is missing.
        if (what === 'unmarked profile' && profile !== undefined && free && providerCidrs.length > 0)
          associateVpc(world, { profileId: profile.id, vpcId: vpc, name: 'by hand' });
      },
    }),
  );

function vpcsOf({ world }: TestWorld, account: string): readonly string[] {
  return [...world.ec2.vpcs.values()].filter((vpc) => vpc.account === account).map(({ id }) => id);
}

/** What the outside world may do in the modes that these stories are about. */
export const anyWorldChange: fc.Arbitrary<Change> = fc.oneof(
  { weight: 5, arbitrary: joins },
  { weight: 6, arbitrary: makesVpc },
  { weight: 2, arbitrary: tagsVpc },
  addsCidr,
  addsSubnet,
  { weight: 2, arbitrary: putsSomethingOfItsOwn },
  { weight: 5, arbitrary: anyChange },
);
