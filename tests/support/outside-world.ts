import fc from 'fast-check';
import { startDeleting } from '../../sim/services/ec2/gateway/lifecycle.ts';
import { addRoute, addRouteTable } from '../../sim/services/ec2/route-tables.ts';
import {
  accountOf,
  closeAccount,
  moveAccount,
  removeAccount,
  tag,
  untag,
} from '../../sim/services/organizations/tree.ts';
import { associateVpc } from '../../sim/services/profiles/associations.ts';
import { addProfile } from '../../sim/services/profiles/profiles.ts';
import { removeRole } from '../../sim/services/sts/roles.ts';
import {
  addConsumer,
  addConsumerVpc,
  consumersOu,
  deployConsumerRole,
  otherOu,
  region,
  type TestWorld,
  workloadsOu,
} from './world.ts';

/** Something that people and other tools do to the organization, without Jetway. */
export interface Change {
  readonly name: string;
  make(test: TestWorld): void;
}

/** One that an event of Organizations tells of. */
export interface MembershipChange extends Change {
  /** The account or OU that the event names. */
  readonly about: string;
}

export const accountIds = ['333333333333', '444444444444', '555555555555', '012345678901'] as const;
const anyAccount = fc.constantFrom(...accountIds);
/** A small pool, so that VPCs often overlap; the last two lie outside the address space and in the provider's. */
const anyCidr = fc.constantFrom(
  '10.1.0.0/16',
  '10.2.0.0/16',
  '10.1.128.0/20',
  '10.3.0.0/24',
  '192.168.0.0/24',
  '10.255.1.0/24',
);

const joins = fc
  .record({ id: anyAccount, ou: fc.constantFrom(consumersOu, otherOu), on: fc.boolean(), role: fc.boolean() })
  .map(
    ({ id, ou, on, role }): MembershipChange => ({
      about: id,
      name: `${id} joins ${ou}, tagged ${on ? 'on' : 'not'}, role ${role}`,
      make(test) {
        if (accountOf(test.world, id) === undefined)
          addConsumer(test, { id, ou, tags: on ? { jetway: 'on' } : {}, role });
      },
    }),
  );

const moves = fc.record({ id: anyAccount, ou: fc.constantFrom(consumersOu, otherOu, workloadsOu) }).map(
  ({ id, ou }): MembershipChange => ({
    about: id,
    name: `${id} moves to ${ou}`,
    make({ world }) {
      const account = accountOf(world, id);
      if (account !== undefined && account.parentId !== ou) moveAccount(world, id, ou);
    },
  }),
);

const tags = fc
  .record({
    what: fc.oneof(anyAccount, fc.constantFrom(consumersOu, workloadsOu)),
    value: fc.constantFrom('on', 'off', 'maybe', undefined),
  })
  .map(
    ({ what, value }): MembershipChange => ({
      about: what,
      name: `${what} is tagged jetway=${value}`,
      make({ world }) {
        if (what.length === 12 && accountOf(world, what) === undefined) return;
        if (value === undefined) untag(world, what, ['jetway']);
        else tag(world, what, { jetway: value });
      },
    }),
  );

const attaches = fc
  .record({
    id: anyAccount,
    cidr: anyCidr,
    attached: fc.constantFrom('pendingAcceptance' as const, 'available' as const, 'none' as const),
  })
  .map(
    ({ id, cidr, attached }): Change => ({
      name: `${id} makes a VPC ${cidr}, ${attached}`,
      make(test) {
        if (accountOf(test.world, id) !== undefined && vpcsOf(test, id).length < 3)
          addConsumerVpc(test, id, cidr, { attached });
      },
    }),
  );

const detaches = anyAccount.map(
  (id): Change => ({
    name: `${id} deletes its attachments`,
    make({ world }) {
      for (const attachment of world.ec2.gateway.attachments.values())
        if (attachment.vpcAccount === id && attachment.state === 'available')
          startDeleting(world, attachment);
    },
  }),
);

const losesRoutes = anyAccount.map(
  (id): Change => ({
    name: `somebody deletes the routes of ${id}`,
    make({ world }) {
      for (const table of world.ec2.routeTables.values()) if (table.account === id) table.routes.length = 0;
    },
  }),
);

const routesElsewhere = anyAccount.map(
  (id): Change => ({
    name: `somebody routes the provider's CIDR of ${id} elsewhere`,
    make({ world }) {
      for (const table of world.ec2.routeTables.values())
        if (table.account === id && table.routes.length === 0)
          addRoute(world, table.id, '10.255.0.0/16', 'pcx-0123456789abcdef0', 'VpcPeeringConnectionId');
    },
  }),
);

const addsTable = anyAccount.map(
  (id): Change => ({
    name: `${id} adds a route table`,
    make(test) {
      const [vpc] = vpcsOf(test, id);
      if (vpc !== undefined) addRouteTable(test.world, { vpcId: vpc });
    },
  }),
);

const otherProfile = anyAccount.map(
  (id): Change => ({
    name: `${id} associates a profile of its own`,
    make(test) {
      const [vpc] = vpcsOf(test, id);
      const { associations } = test.world.profiles;
      if (vpc === undefined || [...associations.values()].some(({ vpcId }) => vpcId === vpc)) return;
      const profile = addProfile(test.world, { account: id, region, name: 'own' });
      associateVpc(test.world, { profileId: profile.id, vpcId: vpc, name: 'own' });
    },
  }),
);

const losesRole = fc.record({ id: anyAccount, there: fc.boolean() }).map(
  ({ id, there }): Change => ({
    name: there ? `${id} has its role` : `${id} loses its role`,
    make(test) {
      if (there) deployConsumerRole(test, id);
      else removeRole(test.world, id, 'jetway-consumer');
    },
  }),
);

const closes = anyAccount.map(
  (id): MembershipChange => ({
    about: id,
    name: `${id} is closed`,
    make({ world }) {
      if (accountOf(world, id)?.state === 'ACTIVE') closeAccount(world, id);
    },
  }),
);

const departs = anyAccount.map(
  (id): MembershipChange => ({
    about: id,
    name: `${id} is removed from the organization`,
    make({ world }) {
      if (accountOf(world, id)?.state === 'ACTIVE') removeAccount(world, id);
    },
  }),
);

/** Any change that may make a consumer of an account, or end that it is one. */
export const anyMembershipChange: fc.Arbitrary<MembershipChange> = fc.oneof(
  { weight: 4, arbitrary: joins },
  { weight: 3, arbitrary: moves },
  { weight: 3, arbitrary: tags },
  closes,
  departs,
);

/** Any change of the outside world; a change that is not possible in a world does nothing there. */
export const anyChange: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: joins },
  { weight: 2, arbitrary: moves },
  { weight: 3, arbitrary: tags },
  { weight: 5, arbitrary: attaches },
  detaches,
  losesRoutes,
  routesElsewhere,
  addsTable,
  otherProfile,
  losesRole,
  closes,
  departs,
);

function vpcsOf({ world }: TestWorld, account: string): readonly string[] {
  return [...world.ec2.vpcs.values()].filter((vpc) => vpc.account === account).map(({ id }) => id);
}
