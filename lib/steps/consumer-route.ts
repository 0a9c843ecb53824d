import { Cidr, contains } from '../model/cidr.ts';
import type { RouteTableId, TransitGatewayId, VpcId } from '../model/ids.ts';
import { map } from '../model/observation.ts';
import type { Seen, Step } from './step.ts';

export interface RouteSubject {
  readonly vpc: VpcId;
  readonly routeTable: RouteTableId;
  readonly destination: Cidr;
  readonly gateway: TransitGatewayId;
}

/** A route to each of the provider's CIDRs in every route table of the VPC, the main one included. */
export const consumerRoute: Step<RouteSubject> = {
  parts: ['routeTables'],
  settlesInSeconds: 5,
  key: ({ routeTable, destination }) => `${routeTable} ${destination}`,
  resource: ({ routeTable }) => routeTable,
  vpc: ({ vpc }) => vpc,
  needs: () => ['attachment'],
  explain: (verb, { routeTable, destination, gateway, vpc }) =>
    verb === 'add'
      ? `route ${destination} to ${gateway} in ${routeTable} of ${vpc}`
      : `delete the route ${destination} to ${gateway} from ${routeTable} of ${vpc}`,
  wanted({ vpcs, site, consumer }) {
    if (consumer.routeTables.state !== 'read') return [];
    const gateway = site.transitGateway.id;
    return consumer.routeTables.value
      .filter(({ vpc }) => vpcs.connected.some(({ id }) => id === vpc))
      .flatMap(({ id, vpc }) =>
        site.providerCidrs.map((destination) => ({ vpc, routeTable: id, destination, gateway })),
      );
  },
  seen: ({ consumer, site, vpcs }) =>
    map(consumer.routeTables, (tables) =>
      tables.flatMap(({ id, vpc, routes }) =>
        routes.flatMap(({ destination, target, state }): readonly Seen<RouteSubject>[] => {
          const cidr = site.providerCidrs.find((ours) => ours === destination);
          if (cidr === undefined || target !== site.transitGateway.id) return [];
          return [
            {
              subject: { vpc, routeTable: id, destination: cidr, gateway: site.transitGateway.id },
              // A blackhole becomes active with the attachment; where none is wanted, it is there to be deleted.
              state:
                state === 'active' || !vpcs.connected.some((one) => one.id === vpc) ? 'present' : 'arriving',
              ours: true,
            },
          ];
        }),
      ),
    ),
  hinders(verb, { routeTable, destination, gateway, vpc }, { consumer, site, account }) {
    if (verb === 'remove' || consumer.routeTables.state !== 'read') return undefined;
    const routes = consumer.routeTables.value.find(({ id }) => id === routeTable)?.routes ?? [];
    const other = routes.find(
      (route) => route.target !== gateway && takesOver(route.destination, destination),
    );
    return other === undefined
      ? undefined
      : {
          kind: 'other-route',
          site: site.region,
          account: account.id,
          resource: routeTable,
          what: `its route ${other.destination} leads to ${other.target}, not to ${gateway}, so ${vpc} cannot reach the provider's ${destination}`,
          remedy: `Delete that route, or point it at ${gateway}`,
        };
  },
  async add(subjects, ports) {
    const consumer = await ports.consumer();
    for (const { routeTable, destination, gateway } of subjects)
      await consumer.createRoute(routeTable, destination, gateway);
  },
  async remove(subjects, ports) {
    const consumer = await ports.consumer();
    for (const { routeTable, destination } of subjects) await consumer.deleteRoute(routeTable, destination);
  },
};

/** Whether a route catches the destination or a part of it before ours would: the longest prefix wins. */
function takesOver(route: string, destination: Cidr): boolean {
  const other = Cidr.safeParse(route);
  return other.success && contains(destination, other.data);
}
