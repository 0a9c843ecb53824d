import * as z from 'zod/mini';
import { LatenciesSchema, UnknownsSchema } from './behaviour-schema.ts';

const pattern = (regex: RegExp, expected: string) => z.string(expected).check(z.regex(regex, expected));

const AccountId = pattern(/^\d{12}$/, 'expected a 12-digit account id, in quotes');
const Name = pattern(/^[a-z][a-z0-9-]{0,30}$/, 'expected a name of lower-case letters, digits and hyphens');
const Region = pattern(/^[a-z]{2}(-[a-z]+)+-\d$/, 'expected a Region such as eu-west-1');
const Cidr = z.string('expected an IPv4 CIDR').check(z.cidrv4('expected an IPv4 CIDR'));
const Tags = z._default(
  z.record(z.string(), z.string('expected a text; put yes, no and numbers in quotes')),
  {},
);
const count = (from: number, to: number) =>
  z
    .int(`expected a whole number from ${from} to ${to}`)
    .check(
      z.minimum(from, `expected a whole number from ${from} to ${to}`),
      z.maximum(to, `expected a whole number from ${from} to ${to}`),
    );

const OrganizationalUnit = z.strictObject({
  id: z.optional(pattern(/^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/, 'expected an OU id such as ou-ab12-11111111')),
  tags: Tags,
  get organizationalUnits() {
    return z._default(z.record(z.string(), OrganizationalUnit), {});
  },
});
export type OrganizationalUnit = z.output<typeof OrganizationalUnit>;

const Organization = z.strictObject({
  id: z._default(
    pattern(/^o-[a-z0-9]{10,32}$/, 'expected an organization id such as o-a1b2c3d4e5'),
    'o-a1b2c3d4e5',
  ),
  root: z._default(pattern(/^r-[0-9a-z]{4,32}$/, 'expected a root id such as r-ab12'), 'r-ab12'),
  managementAccount: AccountId,
  resourceSharing: z._default(z.enum(['organization', 'invitations']), 'organization'),
  organizationalUnits: z._default(z.record(z.string(), OrganizationalUnit), {}),
});

const Account = z.strictObject({
  name: z.string('expected a name'),
  /** The names of the OUs above it, joined by slashes; the root where it is absent. */
  ou: z.optional(z.string('expected the path of an OU such as Workloads/Production')),
  tags: Tags,
  state: z._default(z.enum(['ACTIVE', 'PENDING_CLOSURE', 'SUSPENDED', 'CLOSED']), 'ACTIVE'),
});

const Site = z.strictObject({
  cidr: Cidr,
  addressSpace: z.array(Cidr).check(z.minLength(1, 'expected one or more CIDRs')),
  returnRoutes: z._default(z.enum(['exact', 'aggregate']), 'exact'),
  maxEntries: z._default(count(1, 1000), 100),
});

const Provider = z.strictObject({
  /** The `name` of `jetway.yaml`. */
  name: Name,
  account: AccountId,
  services: z.record(Name, z.string('expected a DNS name')),
  profiles: z.array(Name).check(z.minLength(1, 'expected one or more profiles')),
  sites: z.record(Region, Site),
});

const Roles = z.strictObject({
  organizationReader: z._default(z.string(), 'jetway-organization-reader'),
  consumer: z._default(z.string(), 'jetway-consumer'),
  /** Paths of OUs, or account ids, where the StackSet has deployed the consumer's role. */
  deployedTo: z._default(z.array(z.string('expected the path of an OU, or an account id')), []),
});

const Vpc = z.strictObject({
  account: AccountId,
  /** The only site's where it is absent. */
  region: z.optional(Region),
  id: z.optional(pattern(/^vpc-[0-9a-f]+$/, 'expected a VPC id such as vpc-0a1b2c3d')),
  cidr: Cidr,
  tags: Tags,
  /** How many route tables it has, the main one included. */
  routeTables: z._default(count(1, 20), 1),
  dnsHostnames: z._default(z.boolean(), true),
  attached: z._default(z.enum(['none', 'pendingAcceptance', 'available']), 'none'),
  /** Whether it has everything that makes it a connected VPC of the first profile. */
  connected: z._default(z.boolean(), false),
  /** The name of a profile of the account's own that the VPC is associated with. */
  otherProfile: z.optional(z.string('expected the name of a profile')),
});
export type ScenarioVpc = z.output<typeof Vpc>;

export const Scenario = z.strictObject({
  seed: z._default(count(0, 2 ** 32 - 1), 1),
  unknowns: z._default(UnknownsSchema, {}),
  latencies: z._default(LatenciesSchema, {}),
  organization: Organization,
  accounts: z.record(AccountId, Account),
  provider: Provider,
  roles: z._default(Roles, {
    organizationReader: 'jetway-organization-reader',
    consumer: 'jetway-consumer',
    deployedTo: [],
  }),
  vpcs: z._default(z.array(Vpc), []),
});
/** A world to begin with: what exists when the clock starts. `new World(scenario)` has its seed and its behaviour. */
export type Scenario = z.output<typeof Scenario>;
