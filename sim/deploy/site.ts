import * as z from 'zod/mini';
import type { SimulatedSite } from '../scenarios/site.ts';
import type { World } from '../world.ts';

const Parameter = z.looseObject({
  version: z.literal(1),
  name: z.string(),
  organization: z.string(),
  providerAccount: z.string(),
  region: z.string(),
  providerCidrs: z.array(z.string()),
  transitGateway: z.object({
    id: z.string(),
    consumersRouteTable: z.string(),
    providerRouteTable: z.string(),
    share: z.string(),
  }),
  prefixList: z.optional(z.string()),
  profiles: z.array(z.object({ name: z.string(), id: z.string(), arn: z.string(), share: z.string() })),
  services: z.array(z.object({ name: z.string(), id: z.string() })),
});

/**
 * A site as its stacks have deployed it: the parameter that they wrote, and what the invariant expects of the network.
 * @throws Error where there is no such parameter, or the gateway has no attachment of the provider's
 */
export function siteIn(
  world: World,
  { account, region, name }: { readonly account: string; readonly region: string; readonly name: string },
): SimulatedSite {
  const path = `/jetway/${name}/site`;
  const text = world.parameters.in(account, region).get(path)?.at(-1)?.value;
  if (text === undefined)
    throw new Error(`${account} has no parameter ${path} in ${region}: deploy the stacks`);
  const { prefixList, ...parsed } = Parameter.parse(JSON.parse(text));
  const parameter = { ...parsed, ...(prefixList !== undefined && { prefixList }) };
  const gatewayId = parameter.transitGateway.id;
  const own = [...world.ec2.gateway.attachments.values()].find(
    (one) => one.gatewayId === gatewayId && one.vpcAccount === account,
  );
  if (own === undefined) throw new Error(`${gatewayId} has no attachment of ${account}`);
  return {
    parameter,
    expectation: {
      region,
      gatewayId,
      providerAccount: account,
      providerVpcId: own.vpcId,
      providerCidrs: parameter.providerCidrs,
      profileIds: parameter.profiles.map(({ id }) => id),
      returnRoutes: prefixList === undefined ? 'aggregate' : 'exact',
    },
  };
}
