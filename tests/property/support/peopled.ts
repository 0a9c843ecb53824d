import { zoneCidrs } from '../../../sim/scenarios/zone-cidrs.ts';
import { addSubnet } from '../../../sim/services/ec2/subnets.ts';
import { accountIds } from '../../support/outside-world.ts';
import { addConsumer, addConsumerVpc, region, type TestWorld } from '../../support/world.ts';

/** Consumers, each with a VPC that asks for its attachment or, every other one, to be attached. */
export function people(
  test: TestWorld,
  count: number,
  { attached }: { readonly attached?: 'pendingAcceptance' } = {},
): readonly string[] {
  // The accounts that the outside world's changes are about come first.
  const more = Array.from({ length: count }, (_, index) => `30000000000${index}`);
  const ids = [...accountIds, ...more].slice(0, count);
  for (const [index, id] of ids.entries()) {
    const cidr = `10.${index + 10}.0.0/16`;
    addConsumer(test, { id });
    const vpcId = addConsumerVpc(test, id, cidr, {
      attached: attached ?? (index % 2 === 0 ? 'pendingAcceptance' : 'none'),
      tags: { 'jetway:attach': 'on' },
    });
    for (const subnet of zoneCidrs(id, region, cidr).slice(1)) addSubnet(test.world, { vpcId, ...subnet });
  }
  return ids;
}
