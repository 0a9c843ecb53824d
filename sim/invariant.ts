import { Network, type Provider } from './reachability.ts';
import { carries, routesOf } from './services/ec2/gateway/routes.ts';
import type { SimulatedVpc } from './services/ec2/state.ts';
import { resolvingProfiles } from './services/profiles/resolving.ts';
import type { World } from './world.ts';

/** The network that a site is meant to be, told by its configuration and by nothing that Jetway computed. */
export interface Expectation extends Provider {
  readonly region: string;
  readonly providerAccount: string;
  readonly profileIds: readonly string[];
  isConsumer(account: string): boolean;
}

export interface Violation {
  readonly rule: 'resolvesUnreachable' | 'pathWithoutMembership';
  readonly account: string;
  readonly vpcId: string;
  readonly sentence: string;
}

/**
 * Where the world breaks the promise that no VPC resolves a shared name to an address it cannot reach, and that no
 * VPC that is not a consumer's has a path to the endpoint. Each VPC breaks a rule at most once, and the sentence
 * names the first link that is wrong on the way to the provider and back.
 */
export function violations(world: World, expected: Expectation): readonly Violation[] {
  const network = new Network(world, expected);
  return [...world.ec2.vpcs.values()]
    .filter(({ id, region }) => region === expected.region && id !== expected.providerVpcId)
    .flatMap((vpc) => [
      ...resolvesUnreachable(network, vpc, expected),
      ...pathWithoutMembership(network, vpc, expected),
    ]);
}

/** The violations that were not there before, whatever their sentences say by now. */
export function newViolations(
  before: readonly Violation[],
  after: readonly Violation[],
): readonly Violation[] {
  return after.filter(({ rule, vpcId }) => !before.some((old) => old.rule === rule && old.vpcId === vpcId));
}

function resolvesUnreachable(
  network: Network,
  { id, account }: SimulatedVpc,
  expected: Expectation,
): Violation[] {
  const { world } = network;
  const profile = resolvingProfiles(world, expected.region, id).find((one) =>
    expected.profileIds.includes(one),
  );
  const broken = profile === undefined ? undefined : network.brokenLink(id);
  if (broken === undefined) return [];
  const sentence = `${id} of ${account} resolves the names of ${profile}, but ${broken}`;
  return [{ rule: 'resolvesUnreachable', account, vpcId: id, sentence }];
}

function pathWithoutMembership(
  network: Network,
  { id, account }: SimulatedVpc,
  expected: Expectation,
): Violation[] {
  if (expected.isConsumer(account) || !network.hasPath(id)) return [];
  const sentence = `${id} of ${account}, which is no consumer, has a path through ${expected.gatewayId} to the provider and back`;
  return [{ rule: 'pathWithoutMembership', account, vpcId: id, sentence }];
}

export interface Leak {
  readonly fromVpcId: string;
  readonly toVpcId: string;
  readonly sentence: string;
}

/** Where the gateway routes one consumer's traffic to another: the provider is all that a consumer may reach. */
export function consumersReachEachOther(world: World, expected: Expectation): readonly Leak[] {
  const { attachments, routeTables } = world.ec2.gateway;
  const { gatewayId, providerVpcId } = expected;
  const consumers = [...attachments.values()].filter(
    (each) => each.gatewayId === gatewayId && each.vpcId !== providerVpcId && carries(each),
  );
  return consumers.flatMap(({ vpcId: fromVpcId, association }) => {
    const table = association?.state === 'associated' ? routeTables.get(association.routeTableId) : undefined;
    const targets = new Set(
      (table === undefined ? [] : routesOf(world, table))
        .filter(({ state }) => state === 'active')
        .map(({ attachmentId }) => consumers.find(({ id }) => id === attachmentId)?.vpcId),
    );
    return [...targets].flatMap((toVpcId) =>
      toVpcId === undefined || toVpcId === fromVpcId
        ? []
        : [{ fromVpcId, toVpcId, sentence: `${table?.id}, on which ${fromVpcId} is, routes to ${toVpcId}` }],
    );
  });
}
