import { routesOf } from '../../sim/services/ec2/gateway/routes.ts';
import { entriesOf } from '../../sim/services/ec2/prefix-lists.ts';
import { statusOf } from '../../sim/services/ram/association.ts';
import type { TestWorld } from './world.ts';

/** Everything that Jetway manages, without ids that differ from run to run and without times. */
export function summarize({ world, site }: TestWorld) {
  const { gateway, prefixLists, routeTables, vpcs } = world.ec2;
  const nameOf = (vpcId: string): string => {
    const vpc = vpcs.get(vpcId);
    return `${vpc?.account} ${vpc?.cidrs.map(({ cidr }) => cidr).join(',')}`;
  };
  const attachments = [...gateway.attachments.values()].filter(({ state }) => state !== 'deleted');
  const { providerRouteTable } = site.parameter.transitGateway;
  const table = gateway.routeTables.get(providerRouteTable);
  return {
    principals: [...world.ram.shares.values()]
      .flatMap((share) =>
        share.associations
          .filter(({ type }) => type === 'PRINCIPAL')
          .map((one) => `${share.name} ${one.entity} ${statusOf(world, share, one)}`),
      )
      .filter((line) => !line.endsWith('DISASSOCIATED'))
      .sort(),
    attachments: attachments
      .map(
        (one) =>
          `${nameOf(one.vpcId)} ${one.state} ${one.association?.routeTableId ?? 'none'} ${one.association?.state ?? ''}`,
      )
      .sort(),
    propagated:
      table === undefined
        ? []
        : routesOf(world, table)
            .map(({ cidr }) => cidr)
            .sort(),
    entries: [...prefixLists.values()].flatMap((list) => entriesOf(list).map(({ cidr }) => cidr)).sort(),
    routes: [...routeTables.values()]
      .flatMap(({ vpcId, routes }) =>
        routes.map(({ destination, target }) => `${nameOf(vpcId)} ${destination} ${target.id}`),
      )
      .sort(),
    profiles: [...world.profiles.associations.values()]
      .map(({ vpcId, name, status }) => `${nameOf(vpcId)} ${name} ${status}`)
      .sort(),
  };
}
