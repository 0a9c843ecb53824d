import type { Expectation } from '../invariant.ts';
import { addEndpointService } from '../services/ec2/endpoint-services.ts';
import { addEndpoint } from '../services/ec2/endpoints.ts';
import {
  addGatewayRouteTable,
  addTransitGateway,
  associate,
  attachVpc,
  propagate,
} from '../services/ec2/gateway/arrange.ts';
import { addPrefixList } from '../services/ec2/prefix-lists.ts';
import { addRoute } from '../services/ec2/route-tables.ts';
import { addSubnet } from '../services/ec2/subnets.ts';
import { addVpc } from '../services/ec2/vpcs.ts';
import { addProfile } from '../services/profiles/profiles.ts';
import { addResourceAssociation } from '../services/profiles/resources.ts';
import { createShare } from '../services/ram/shares.ts';
import { putParameter } from '../services/ssm/parameters.ts';
import type { World } from '../world.ts';

export interface NewSite {
  /** The name in `jetway.yaml`; it names the site parameter. */
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** The provider VPC's. */
  readonly cidr: string;
  readonly addressSpace: readonly string[];
  readonly returnRoutes: 'exact' | 'aggregate';
  readonly maxEntries?: number;
  /** Name and private DNS name of each. */
  readonly services: Readonly<Record<string, string>>;
  readonly profiles: readonly string[];
  readonly allowExternalPrincipals?: boolean;
}

/** What the site parameter holds, and what the invariant expects of the network. */
export interface SimulatedSite {
  readonly parameter: SiteParameter;
  readonly expectation: Omit<Expectation, 'isConsumer'>;
}

export interface SiteParameter {
  readonly version: 1;
  readonly name: string;
  readonly organization: string;
  readonly providerAccount: string;
  readonly region: string;
  readonly providerCidrs: readonly string[];
  readonly transitGateway: {
    readonly id: string;
    readonly consumersRouteTable: string;
    readonly providerRouteTable: string;
    readonly share: string;
  };
  readonly prefixList?: string;
  readonly profiles: readonly {
    readonly name: string;
    readonly id: string;
    readonly arn: string;
    readonly share: string;
  }[];
  readonly services: readonly { readonly name: string; readonly id: string }[];
}

/** Everything that the provider's stacks deploy in one Region, settled, and the parameter that they write. */
export function addSite(world: World, site: NewSite): SimulatedSite {
  const { account, region, name } = site;
  const vpc = addVpc(world, { account, region, cidrs: [site.cidr] });
  const subnet = addSubnet(world, { vpcId: vpc.id, cidr: site.cidr });
  const gateway = addTransitGateway(world, { account, region });
  const tags = { 'jetway:name': name, 'jetway:owner': `jetway-${name}-network-${region}` };
  const consumers = addGatewayRouteTable(world, { gatewayId: gateway.id, tags });
  const provider = addGatewayRouteTable(world, { gatewayId: gateway.id, tags });
  const attachment = attachVpc(world, { gatewayId: gateway.id, vpcId: vpc.id });
  associate(world, { attachmentId: attachment.id, routeTableId: provider.id });
  propagate(world, { attachmentId: attachment.id, routeTableId: consumers.id });
  const prefixList = addReturnRoutes(world, site, { vpcId: vpc.id, gatewayId: gateway.id, tags });

  const services = Object.entries(site.services).map(([service, privateDnsName]) => {
    const added = addEndpointService(world, { account, region, privateDnsName, verified: true });
    const endpoint = addEndpoint(world, {
      vpcId: vpc.id,
      serviceName: added.name,
      subnetIds: [subnet.id],
      privateDnsEnabled: true,
    });
    return { service, id: added.id, endpoint: endpoint.id };
  });
  const share = (what: string, arn: string): string =>
    createShare(world, {
      owner: account,
      region,
      name: `jetway-${name}-${what}`,
      resourceArns: [arn],
      allowExternalPrincipals: site.allowExternalPrincipals ?? false,
      tags: new Map(Object.entries({ ...tags, 'jetway:owner': `jetway-${name}-endpoint-${region}` })),
    }).arn;
  const profiles = site.profiles.map((profile) => {
    const { id, arn } = addProfile(world, { account, region, name: profile });
    for (const { endpoint } of services)
      addResourceAssociation(world, {
        profileId: id,
        resourceArn: `arn:${world.partition}:ec2:${region}:${account}:vpc-endpoint/${endpoint}`,
      });
    return { name: profile, id, arn, share: share(profile, arn) };
  });
  const parameter: SiteParameter = {
    version: 1,
    name,
    organization: world.organization.id,
    providerAccount: account,
    region,
    providerCidrs: [site.cidr],
    transitGateway: {
      id: gateway.id,
      consumersRouteTable: consumers.id,
      providerRouteTable: provider.id,
      share: share(
        'network',
        `arn:${world.partition}:ec2:${region}:${account}:transit-gateway/${gateway.id}`,
      ),
    },
    ...(prefixList === undefined ? {} : { prefixList }),
    profiles,
    services: services.map(({ service, id }) => ({ name: service, id })),
  };
  putParameter(world, { account, region, name: `/jetway/${name}/site`, value: JSON.stringify(parameter) });
  return {
    parameter,
    expectation: {
      region,
      gatewayId: gateway.id,
      providerAccount: account,
      providerVpcId: vpc.id,
      providerCidrs: [site.cidr],
      profileIds: profiles.map(({ id }) => id),
      returnRoutes: site.returnRoutes,
    },
  };
}

/** The way back from the provider's VPC: a prefix list whose entries Jetway keeps, or the whole address space. */
function addReturnRoutes(
  world: World,
  site: NewSite,
  { vpcId, gatewayId, tags }: { vpcId: string; gatewayId: string; tags: Readonly<Record<string, string>> },
): string | undefined {
  const tables = [...world.ec2.routeTables.values()].filter((table) => table.vpcId === vpcId);
  if (site.returnRoutes === 'aggregate') {
    for (const { id } of tables) for (const cidr of site.addressSpace) addRoute(world, id, cidr, gatewayId);
    return undefined;
  }
  const { id: prefixList } = addPrefixList(world, {
    account: site.account,
    region: site.region,
    name: `jetway-${site.name}-consumers`,
    maxEntries: site.maxEntries ?? 100,
    tags,
  });
  for (const { id } of tables) addRoute(world, id, prefixList, gatewayId);
  return prefixList;
}
