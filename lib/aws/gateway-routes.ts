import { type EC2Client, type Filter, paginateSearchTransitGatewayRoutes } from '@aws-sdk/client-ec2';
import * as z from 'zod/mini';
import { Cidr } from '../model/cidr.ts';
import { AttachmentId, type TransitGatewayRouteTableId, VpcId } from '../model/ids.ts';
import type { ProviderPort } from '../model/ports.ts';
import { answered } from './answer.ts';
import { everyItem } from './lists.ts';

const GatewayRoute = z.object({
  DestinationCidrBlock: z.optional(z.string()),
  State: z.string(),
  TransitGatewayAttachments: z._default(
    z.array(
      z.object({
        TransitGatewayAttachmentId: z.optional(z.string()),
        ResourceId: z.optional(z.string()),
        ResourceType: z.optional(z.string()),
      }),
    ),
    [],
  ),
});

const VpcRoute = z.object({ cidr: Cidr, attachment: AttachmentId, vpc: VpcId });

/** A route of a transit gateway route table that leads to a VPC. */
export interface GatewayRoute extends z.output<typeof VpcRoute> {
  readonly active: boolean;
}

/** The routes of a table that the filters, of which there must be one, let through; those to VPCs, IPv4 only. */
export async function searchRoutes(
  ec2: EC2Client,
  table: TransitGatewayRouteTableId,
  filters: readonly Filter[],
): Promise<readonly GatewayRoute[]> {
  const pages = paginateSearchTransitGatewayRoutes(
    { client: ec2, pageSize: 1000 },
    { TransitGatewayRouteTableId: table, Filters: [...filters] },
  );
  const found = await everyItem(pages, (page) => page.Routes);
  return answered(z.array(GatewayRoute), found, table)
    .filter(({ State }) => State === 'active' || State === 'pending' || State === 'blackhole')
    .flatMap(({ DestinationCidrBlock = '', State, TransitGatewayAttachments }) =>
      TransitGatewayAttachments.filter(
        ({ ResourceType }) => ResourceType === 'vpc' && !DestinationCidrBlock.includes(':'),
      ).map(({ TransitGatewayAttachmentId, ResourceId }) => ({
        ...answered(
          VpcRoute,
          { cidr: DestinationCidrBlock, attachment: TransitGatewayAttachmentId, vpc: ResourceId },
          table,
        ),
        active: State === 'active',
      })),
    );
}

const matches = ['exact-match', 'subnet-of-match', 'supernet-of-match'] as const;

export const gatewayRoutes = (ec2: EC2Client): Pick<ProviderPort, 'overlapping'> => ({
  async overlapping(table, cidr) {
    // Two blocks overlap where they are equal or one lies in the other; filters of one call must all match.
    const searches = matches.map((match) =>
      searchRoutes(ec2, table, [{ Name: `route-search.${match}`, Values: [cidr] }]),
    );
    const found = (await Promise.all(searches)).flat();
    const routes = found.map((route) => ({ cidr: route.cidr, attachment: route.attachment, vpc: route.vpc }));
    return [...new Map(routes.map((route) => [`${route.cidr} ${route.attachment}`, route])).values()];
  },
});
