import fc from 'fast-check';
import type { Expectation } from '../../../sim/invariant.ts';
import { accountOf, ancestorsOf, isUnder, tagsOf } from '../../../sim/services/organizations/tree.ts';
import type { World } from '../../../sim/world.ts';
import {
  consumersOu,
  newTestWorld,
  otherOu,
  provider,
  redeployConsumerRoles,
  region,
  type TestSite,
  type TestWorld,
  workloadsOu,
} from '../../support/world.ts';

/** A profile of `jetway.yaml` as a story writes it. */
export interface ProfileRules {
  readonly name: 'shared' | 'second';
  readonly ous: readonly string[];
  readonly optIn: 'tag' | 'all';
  readonly principals: 'accounts' | 'organizationalUnits';
}

/** What a person may change in `jetway.yaml` between two runs. */
export interface Rules {
  readonly attachments: 'accept' | 'create';
  readonly isolation: 'consumers' | 'none';
  readonly addressSpace: readonly string[];
  readonly profiles: readonly ProfileRules[];
}

/** What a site is deployed with, and stays. */
export type Deployment = Pick<TestSite, 'returnRoutes' | 'resourceSharing'>;

const byTag = { optIn: 'tag', principals: 'accounts' } as const;
const byAccount = { optIn: 'all', principals: 'accounts' } as const;
const byOu = { optIn: 'all', principals: 'organizationalUnits' } as const;

export const usualRules: Rules = {
  attachments: 'accept',
  isolation: 'consumers',
  addressSpace: ['10.0.0.0/8'],
  profiles: [{ name: 'shared', ous: [consumersOu], ...byTag }],
};

export const profileSets = {
  tagged: usualRules.profiles,
  all: [{ name: 'shared', ous: [consumersOu], ...byAccount }],
  units: [{ name: 'shared', ous: [consumersOu], ...byOu }],
  taggedThenUnits: [
    { name: 'shared', ous: [consumersOu], ...byTag },
    { name: 'second', ous: [workloadsOu], ...byOu },
  ],
  unitsThenUnits: [
    { name: 'shared', ous: [consumersOu], ...byOu },
    { name: 'second', ous: [consumersOu, otherOu], ...byOu },
  ],
  accountsThenUnits: [
    { name: 'second', ous: [otherOu], ...byAccount },
    { name: 'shared', ous: [workloadsOu, otherOu], ...byOu },
  ],
} as const satisfies Record<string, readonly ProfileRules[]>;

const addressSpaces = {
  whole: ['10.0.0.0/8'],
  wider: ['10.0.0.0/8', '192.168.0.0/16'],
  narrower: ['10.2.0.0/15', '10.255.0.0/16'],
} as const;

/** A change of rules with its name; what it does not name stays. */
export interface RuleChange {
  readonly name: string;
  readonly rules: Partial<Rules>;
}

export function anyRuleChange({ resourceSharing }: Deployment): fc.Arbitrary<RuleChange> {
  const sets = Object.entries(profileSets).filter(
    ([, profiles]) =>
      resourceSharing !== 'invitations' || profiles.every(({ principals }) => principals === 'accounts'),
  );
  return fc.oneof(
    fc
      .constantFrom('accept' as const, 'create' as const)
      .map((attachments) => ({ name: `attachments: ${attachments}`, rules: { attachments } })),
    fc
      .constantFrom('consumers' as const, 'none' as const)
      .map((isolation) => ({ name: `isolation: ${isolation}`, rules: { isolation } })),
    fc
      .constantFrom(...Object.entries(addressSpaces))
      .map(([name, addressSpace]) => ({ name: `address space: ${name}`, rules: { addressSpace } })),
    {
      weight: 3,
      arbitrary: fc
        .constantFrom(...sets)
        .map(([name, profiles]) => ({ name: `profiles: ${name}`, rules: { profiles } })),
    },
  );
}

export const anyDeployment: fc.Arbitrary<Deployment> = fc
  .record({
    returnRoutes: fc.constantFrom('exact' as const, 'aggregate' as const),
    resourceSharing: fc.constantFrom(
      'organization' as const,
      'organization' as const,
      'invitations' as const,
    ),
  })
  .map((one) => ({ ...one, toString: () => `${one.returnRoutes}, ${one.resourceSharing}` }));

/** A world whose site has both profiles deployed, whatever `jetway.yaml` asks for. */
export function newRuledWorld(
  options: Parameters<typeof newTestWorld>[0],
  deployment: Deployment,
): TestWorld {
  return newTestWorld(options, { ...deployment, profiles: ['shared', 'second'] });
}

/** `jetway.yaml` with these rules. */
export function ruledBy(
  test: TestWorld,
  { attachments, isolation, addressSpace, profiles }: Rules,
  { resourceSharing = 'organization', returnRoutes = 'exact' }: Deployment,
  { mode = 'enforce', limit = 5 }: { readonly mode?: 'enforce' | 'observe'; readonly limit?: number } = {},
): TestWorld {
  const lines = profiles.map(
    ({ name, ous, optIn, principals }) =>
      `  ${name}: { organizationalUnits: [${ous.join(', ')}], optIn: ${optIn === 'all' ? 'all' : '{ tag: jetway }'}, principals: ${principals} }`,
  );
  const configurationYaml = `
name: test
mode: ${mode}
organization: { id: ${test.world.organization.id}, managementAccount: "111111111111", resourceSharing: ${resourceSharing} }
provider: { account: "${provider}" }
sites:
  ${region}:
    addressSpace: [${addressSpace.join(', ')}]
    returnRoutes: ${returnRoutes}
    attachments: ${attachments}
    isolation: ${isolation}
services:
  payments: { privateDnsName: payments.example.com, ports: [443] }
profiles:
${lines.join('\n')}
offboarding: { gracePeriodHours: 0, limit: { accounts: ${limit}, percent: 10 } }
`;
  return { ...test, configurationYaml };
}

/** Who is a consumer under the rules, worked out from the simulated organization alone. */
export function isConsumerOf(world: World, account: string, { profiles }: Pick<Rules, 'profiles'>): boolean {
  if (account === provider || accountOf(world, account)?.state !== 'ACTIVE') return false;
  const ous = ancestorsOf(world, account).filter(({ id }) => id.startsWith('ou-'));
  const value = [account, ...ous.map(({ id }) => id)]
    .map((id) => tagsOf(world, id).get('jetway'))
    .find((one) => one !== undefined);
  return profiles.some(
    ({ ous: units, optIn }) =>
      units.some((ou) => isUnder(world, account, ou)) && (optIn === 'all' || value === 'on'),
  );
}

export function expectationUnder({ world, site }: TestWorld, rules: Rules): Expectation {
  return { ...site.expectation, isConsumer: (account) => isConsumerOf(world, account, rules) };
}

/** What the stacks do where the address space changes and the return routes are aggregate. */
export function redeploy(test: TestWorld, { addressSpace, attachments }: Rules): void {
  const { world, site } = test;
  redeployConsumerRoles(test, attachments);
  const { returnRoutes, providerVpcId, gatewayId } = site.expectation;
  if (returnRoutes !== 'aggregate') return;
  for (const table of world.ec2.routeTables.values())
    if (table.vpcId === providerVpcId)
      table.routes.splice(
        0,
        table.routes.length,
        ...addressSpace.map((destination) => ({
          destination,
          target: { kind: 'TransitGatewayId' as const, id: gatewayId },
        })),
      );
}
