import { carries, cidrsOf, type GatewayRoute, routesOf } from './services/ec2/gateway/routes.ts';
import { Routing } from './services/ec2/gateway/routing.ts';
import type { SimulatedAttachment } from './services/ec2/gateway/state.ts';
import { entriesOf } from './services/ec2/prefix-lists.ts';
import type { SimulatedRoute, SimulatedRouteTable } from './services/ec2/state.ts';
import type { World } from './world.ts';

/** The provider's end of a path, and the gateway between. */
export interface Provider {
  readonly gatewayId: string;
  readonly providerVpcId: string;
  readonly providerCidrs: readonly string[];
  readonly returnRoutes: 'exact' | 'aggregate';
}

type GatewayTable = Routing<GatewayRoute>;

/** The network as it is: which way the packets of a VPC take to the provider and back. */
export class Network {
  readonly #attachments = new Map<string, SimulatedAttachment>();
  readonly #tablesByVpc = new Map<string, SimulatedRouteTable[]>();
  readonly #gatewayTables = new Map<string, GatewayTable>();
  readonly #vpcTables = new Map<string, Routing<boolean>>();

  readonly world: World;
  readonly expected: Provider;

  constructor(world: World, expected: Provider) {
    this.world = world;
    this.expected = expected;
    for (const attachment of world.ec2.gateway.attachments.values())
      if (attachment.gatewayId === expected.gatewayId && carries(attachment))
        this.#attachments.set(attachment.vpcId, attachment);
    for (const table of world.ec2.routeTables.values()) {
      if (isUnused(world, table)) continue;
      const tables = this.#tablesByVpc.get(table.vpcId) ?? [];
      this.#tablesByVpc.set(table.vpcId, [...tables, table]);
    }
  }

  /** The first link that is wrong between a VPC and the provider, as the end of a sentence. */
  brokenLink(vpcId: string): string | undefined {
    const { gatewayId, providerVpcId, providerCidrs, returnRoutes } = this.expected;
    const cidrs = cidrsOf(this.world, vpcId);
    const there = this.#attachments.get(vpcId);
    if (there === undefined) return `it has no available attachment to ${gatewayId}`;
    const provider = this.#attachments.get(providerVpcId);
    if (provider === undefined) return `the provider has no available attachment to ${gatewayId}`;
    const onward = this.#tableOf(there);
    if (onward === undefined) return `its attachment ${there.id} is associated with no route table`;
    const back = this.#tableOf(provider);
    if (back === undefined)
      return `the provider's attachment ${provider.id} is associated with no route table`;
    const unreached = providerCidrs.find((cidr) => onward.reach(cidr, through(provider)) !== 'all');
    if (unreached !== undefined)
      return `the gateway does not route ${unreached} from ${there.id} to the provider`;
    const unanswered = cidrs.find((cidr) => back.reach(cidr, through(there)) !== 'all');
    if (unanswered !== undefined)
      return `the gateway does not route ${unanswered} from the provider to ${there.id}`;
    const means = returnRoutes === 'exact' ? 'the prefix list' : 'the aggregate';
    return (
      this.#unrouted(vpcId, providerCidrs, 'its') ??
      this.#unrouted(providerVpcId, cidrs, `in spite of ${means} the provider's`)
    );
  }

  /** Whether the gateway carries anything between a VPC and the provider, in both directions. */
  hasPath(vpcId: string): boolean {
    const there = this.#attachments.get(vpcId);
    const provider = this.#attachments.get(this.expected.providerVpcId);
    if (there === undefined || provider === undefined) return false;
    const [onward, back] = [this.#tableOf(there), this.#tableOf(provider)];
    return (
      this.expected.providerCidrs.some((cidr) => leadsAny(onward, cidr, provider)) &&
      cidrsOf(this.world, vpcId).some((cidr) => leadsAny(back, cidr, there))
    );
  }

  /** The routes of the gateway's table with which an attachment is associated. */
  #tableOf({ association }: SimulatedAttachment): GatewayTable | undefined {
    if (association?.state !== 'associated') return undefined;
    const known = this.#gatewayTables.get(association.routeTableId);
    const table = this.world.ec2.gateway.routeTables.get(association.routeTableId);
    if (known !== undefined || table === undefined) return known;
    const routing: GatewayTable = new Routing();
    for (const route of routesOf(this.world, table)) routing.add(route.cidr, route);
    this.#gatewayTables.set(table.id, routing);
    return routing;
  }

  /** What is wrong where any route table of a VPC does not lead all of the CIDRs to the gateway. */
  #unrouted(vpcId: string, cidrs: readonly string[], whose: string): string | undefined {
    for (const table of this.#tablesByVpc.get(vpcId) ?? [])
      for (const cidr of cidrs)
        if (this.#routing(table).reach(cidr, (leads) => leads) !== 'all')
          return `${whose} route table ${table.id} does not route ${cidr} to ${this.expected.gatewayId}`;
    return undefined;
  }

  /**
   * Where the destinations of a table lead to the gateway, to which the VPC is attached: the VPC's own CIDRs do not,
   * and of two routes for one destination the one with the CIDR comes before the one with the prefix list.
   */
  #routing({ id, vpcId, routes }: SimulatedRouteTable): Routing<boolean> {
    const known = this.#vpcTables.get(id);
    if (known !== undefined) return known;
    const routing = new Routing<boolean>();
    for (const cidr of cidrsOf(this.world, vpcId)) routing.add(cidr, false);
    for (const route of routes)
      if (!route.destination.startsWith('pl-')) routing.add(route.destination, this.#leads(route));
    for (const route of routes) {
      const list = this.world.ec2.prefixLists.get(route.destination);
      for (const { cidr } of list === undefined ? [] : entriesOf(list)) routing.add(cidr, this.#leads(route));
    }
    this.#vpcTables.set(id, routing);
    return routing;
  }

  #leads({ target }: SimulatedRoute): boolean {
    return target.kind === 'TransitGatewayId' && target.id === this.expected.gatewayId;
  }
}

/** Whether a main route table routes for nobody, because every subnet of its VPC has another one. */
function isUnused({ ec2 }: World, { vpcId, associations }: SimulatedRouteTable): boolean {
  if (!associations.some(({ main }) => main)) return false;
  const subnets = [...ec2.subnets.values()].filter((subnet) => subnet.vpcId === vpcId);
  const others = [...ec2.routeTables.values()].flatMap((table) => table.associations);
  return subnets.length > 0 && subnets.every(({ id }) => others.some(({ subnetId }) => subnetId === id));
}

function through({ id }: SimulatedAttachment): (route: GatewayRoute) => boolean {
  return ({ state, attachmentId }) => state === 'active' && attachmentId === id;
}

function leadsAny(table: GatewayTable | undefined, cidr: string, attachment: SimulatedAttachment): boolean {
  return table !== undefined && table.reach(cidr, through(attachment)) !== 'none';
}
