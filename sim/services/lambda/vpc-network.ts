import { Network } from '../../reachability.ts';
import type { World } from '../../world.ts';
import { carries } from '../ec2/gateway/routes.ts';
import { letsThrough } from '../ec2/security-groups.ts';
import type { FunctionNetwork } from './state.ts';

/** Whether a function's packets reach an endpoint, in its VPC or over a transit gateway in another, and come back. */
export function isReached(
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
