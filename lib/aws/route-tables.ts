import {
  CreateRouteCommand,
  DeleteRouteCommand,
  type EC2Client,
  paginateDescribeRouteTables,
} from '@aws-sdk/client-ec2';
import * as z from 'zod/mini';
import { RouteTableId, VpcId } from '../model/ids.ts';
import type { ConsumerPort } from '../model/ports.ts';
import { answered } from './answer.ts';
import { goneIsDone } from './errors.ts';
import { everyItem, filterValues, partsOf } from './lists.ts';

const id = z.optional(z.string());

const FoundRoute = z.object({
  DestinationCidrBlock: id,
  DestinationIpv6CidrBlock: id,
  DestinationPrefixListId: id,
  TransitGatewayId: id,
  GatewayId: id,
  NatGatewayId: id,
  VpcPeeringConnectionId: id,
  NetworkInterfaceId: id,
  InstanceId: id,
  EgressOnlyInternetGatewayId: id,
  CarrierGatewayId: id,
  LocalGatewayId: id,
  CoreNetworkArn: id,
  OdbNetworkArn: id,
  State: z.enum(['active', 'blackhole', 'filtered']),
});

const FoundTable = z.object({ RouteTableId, VpcId, Routes: z._default(z.array(FoundRoute), []) });

export const routeTables = (
  ec2: EC2Client,
): Pick<ConsumerPort, 'routeTables' | 'createRoute' | 'deleteRoute'> => ({
  async routeTables(vpcs) {
    const lists = partsOf(vpcs, filterValues).map((part) =>
      everyItem(
        paginateDescribeRouteTables(
          { client: ec2, pageSize: 100 },
          { Filters: [{ Name: 'vpc-id', Values: [...part] }] },
        ),
        (page) => page.RouteTables,
      ),
    );
    return answered(z.array(FoundTable), (await Promise.all(lists)).flat(), vpcs.join(', ')).map((table) => ({
      id: table.RouteTableId,
      vpc: table.VpcId,
      routes: table.Routes.filter(({ GatewayId }) => GatewayId !== 'local').map((route) => ({
        destination: destinationOf(route),
        target: targetOf(route),
        state: route.State,
      })),
    }));
  },

  async createRoute(table, destination, gateway) {
    await ec2.send(
      new CreateRouteCommand({
        RouteTableId: table,
        DestinationCidrBlock: destination,
        TransitGatewayId: gateway,
      }),
    );
  },

  deleteRoute: (table, destination) =>
    goneIsDone(ec2.send(new DeleteRouteCommand({ RouteTableId: table, DestinationCidrBlock: destination }))),
});

type FoundRoute = z.output<typeof FoundRoute>;

function destinationOf(route: FoundRoute): string {
  return (
    route.DestinationCidrBlock ??
    route.DestinationIpv6CidrBlock ??
    route.DestinationPrefixListId ??
    'a destination that the SDK does not name'
  );
}

/** Whichever id is set; an instance's route names its network interface as well. */
function targetOf(route: FoundRoute): string {
  return (
    route.TransitGatewayId ??
    route.GatewayId ??
    route.NatGatewayId ??
    route.VpcPeeringConnectionId ??
    route.InstanceId ??
    route.NetworkInterfaceId ??
    route.EgressOnlyInternetGatewayId ??
    route.CarrierGatewayId ??
    route.LocalGatewayId ??
    route.CoreNetworkArn ??
    route.OdbNetworkArn ??
    'a target that the SDK does not name'
  );
}
