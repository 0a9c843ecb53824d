import * as z from 'zod/mini';
import type { World } from '../../world.ts';
import { contains } from '../ec2/cidr.ts';
import { addressesOf } from '../profiles/resolving.ts';
import type { FunctionNetwork, SimulatedFunction } from './state.ts';
import { isReached } from './vpc-network.ts';

const Checks = z.object({
  checks: z.array(
    z.object({ service: z.string(), name: z.string(), port: z.number(), cidrs: z.array(z.string()) }),
  ),
});
type Check = z.output<typeof Checks>['checks'][number];

/**
 * What a probe without code answers, told from the world: which addresses its VPC's resolver has, and whether packets
 * find the way there and back.
 */
export function probeAnswer(world: World, fn: SimulatedFunction, event: unknown): object {
  return {
    results: Checks.parse(event).checks.map((check) => {
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
