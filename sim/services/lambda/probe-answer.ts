import * as z from 'zod/mini';
import { Network } from '../../reachability.ts';
import type { World } from '../../world.ts';
import { contains } from '../ec2/cidr.ts';
import { carries } from '../ec2/gateway/routes.ts';
import { letsThrough } from '../ec2/security-groups.ts';
import { addressesOf } from '../profiles/resolving.ts';
import type { FunctionNetwork, SimulatedFunction } from './state.ts';

const Checks = z.object({
  checks: z.array(
    z.object({ service: z.string(), name: z.string(), port: z.number(), cidrs: z.array(z.string()) }),
  ),
});
type Check = z.output<typeof Checks>['checks'][number];

/**
 * What a probe answers, told from the world and without running its code: which addresses its VPC's resolver has, and
 * whether packets find the way there and back.
 * @returns undefined for an event that is not a probe's
 */
export function probeAnswer(world: World, fn: SimulatedFunction, event: unknown): object | undefined {
  const asked = Checks.safeParse(event);
  if (!asked.success) return undefined;
  return {
    results: asked.data.checks.map((check) => {
      const name = check.name.replace(/^\*/, 'jetway-probe');
      const addresses = fn.network === undefined ? [] : addressesOf(world, fn.network.vpcId, name);
      const { service, port } = check;
      const verdict = verdictOn(world, fn.network, { ...check, name }, addresses);
      return { service, name, port, ...verdict, addresses, elapsedMs: 1 };
    }),
  };
}

function verdictOn(
  world: World,
  network: FunctionNetwork | undefined,
  { name, port, cidrs }: Check,
  addresses: readonly string[],
) {
  const [first] = addresses;
  if (network === undefined || first === undefined)
    return { state: 'unresolved', detail: `${name} has no address` };
  if (addresses.some((address) => !cidrs.some((cidr) => contains(cidr, `${address}/32`))))
    return { state: 'outside', detail: `${addresses.join(', ')} not in ${cidrs.join(', ')}` };
  return addresses.every((address) => isReached(world, network, { address, port }))
    ? { state: 'answered', detail: `${first}:${port} accepts connections` }
    : { state: 'timed-out', detail: `${first}:${port} did not answer` };
}

/** Whether a function's packets reach an endpoint in another VPC over a transit gateway, and come back. */
function isReached(
  world: World,
  { vpcId, subnetIds, securityGroupIds }: FunctionNetwork,
  { address, port }: { readonly address: string; readonly port: number },
): boolean {
  const { ec2 } = world;
  const endpoint = [...ec2.endpoints.values()].find(({ addresses }) => addresses.includes(address));
  if (endpoint === undefined) return false;
  const cidr = `${address}/32`;
  const sources = subnetIds.flatMap((id) => ec2.subnets.get(id)?.cidr ?? []);
  const filtered =
    !letsThrough(world, securityGroupIds, 'egress', { cidr, port }) ||
    sources.some((from) => !letsThrough(world, endpoint.securityGroupIds, 'ingress', { cidr: from, port }));
  if (filtered) return false;
  return (
    endpoint.vpcId === vpcId ||
    [...ec2.gateway.attachments.values()]
      .filter((one) => one.vpcId === vpcId && carries(one))
      .some(({ gatewayId }) => {
        const provider = { gatewayId, providerVpcId: endpoint.vpcId, providerCidrs: [cidr] };
        return new Network(world, { ...provider, returnRoutes: 'exact' }).brokenLink(vpcId) === undefined;
      })
  );
}
