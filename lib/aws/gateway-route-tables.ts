import {
  AssociateTransitGatewayRouteTableCommand,
  DisableTransitGatewayRouteTablePropagationCommand,
  DisassociateTransitGatewayRouteTableCommand,
  type EC2Client,
  EnableTransitGatewayRouteTablePropagationCommand,
  type Filter,
  paginateGetTransitGatewayRouteTablePropagations,
} from '@aws-sdk/client-ec2';
import * as z from 'zod/mini';
import { AttachmentId, type TransitGatewayRouteTableId } from '../model/ids.ts';
import type { Propagation } from '../model/network.ts';
import type { ProviderPort } from '../model/ports.ts';
import { answered } from './answer.ts';
import { goneIsDone } from './errors.ts';
import { type GatewayRoute, searchRoutes } from './gateway-routes.ts';
import { everyItem, filterValues, partsOf } from './lists.ts';

type State = Propagation['state'];

const live = ['enabling', 'enabled', 'disabling'] as const;

const FoundPropagation = z.object({
  TransitGatewayAttachmentId: AttachmentId,
  ResourceType: z.optional(z.string()),
  State: z.enum([...live, 'disabled']),
});

const propagated: Filter = { Name: 'type', Values: ['propagated'] };

export const gatewayRouteTables = (
  ec2: EC2Client,
): Pick<
  ProviderPort,
  'propagations' | 'associate' | 'disassociate' | 'enablePropagation' | 'disablePropagation'
> => ({
  propagations: (table, attachments) =>
    attachments === undefined ? allPropagations(ec2, table) : propagationsOf(ec2, table, attachments),

  async associate(table, attachment) {
    await ec2.send(new AssociateTransitGatewayRouteTableCommand(both(table, attachment)));
  },
  disassociate: (table, attachment) =>
    goneIsDone(ec2.send(new DisassociateTransitGatewayRouteTableCommand(both(table, attachment)))),
  async enablePropagation(table, attachment) {
    await ec2.send(new EnableTransitGatewayRouteTablePropagationCommand(both(table, attachment)));
  },
  disablePropagation: (table, attachment) =>
    goneIsDone(ec2.send(new DisableTransitGatewayRouteTablePropagationCommand(both(table, attachment)))),
});

function both(table: TransitGatewayRouteTableId, attachment: AttachmentId) {
  return { TransitGatewayRouteTableId: table, TransitGatewayAttachmentId: attachment };
}

async function allPropagations(
  ec2: EC2Client,
  table: TransitGatewayRouteTableId,
): Promise<readonly Propagation[]> {
  const [routes, states] = await Promise.all([
    searchRoutes(ec2, table, [propagated]),
    propagationStates(ec2, table, []),
  ]);
  return joined(table, routes, states);
}

/** A route proves its propagation, so only for attachments that show none is the propagation asked for. */
async function propagationsOf(
  ec2: EC2Client,
  table: TransitGatewayRouteTableId,
  attachments: readonly AttachmentId[],
): Promise<readonly Propagation[]> {
  const name = (Name: string, ids: readonly AttachmentId[]) =>
    partsOf(ids, filterValues).map((Values): Filter => ({ Name, Values: [...Values] }));
  const searches = name('attachment.transit-gateway-attachment-id', attachments).map((narrowed) =>
    searchRoutes(ec2, table, [propagated, narrowed]),
  );
  const routes = (await Promise.all(searches)).flat();
  const silent = attachments.filter((id) => routes.every(({ attachment }) => attachment !== id));
  const lists = name('transit-gateway-attachment-id', silent).map((narrowed) =>
    propagationStates(ec2, table, [narrowed]),
  );
  const states = (await Promise.all(lists)).flatMap((list) => [...list]);
  return joined(table, routes, new Map(states));
}

async function propagationStates(
  ec2: EC2Client,
  table: TransitGatewayRouteTableId,
  filters: readonly Filter[],
): Promise<ReadonlyMap<AttachmentId, State>> {
  const pages = paginateGetTransitGatewayRouteTablePropagations(
    { client: ec2, pageSize: 1000 },
    { TransitGatewayRouteTableId: table, ...(filters.length > 0 && { Filters: [...filters] }) },
  );
  const found = await everyItem(pages, (page) => page.TransitGatewayRouteTablePropagations);
  return new Map(
    answered(z.array(FoundPropagation), found, table)
      .filter(({ ResourceType }) => ResourceType === 'vpc')
      .flatMap(({ TransitGatewayAttachmentId, State }) => {
        const state = live.find((name) => name === State);
        return state === undefined ? [] : [[TransitGatewayAttachmentId, state] as const];
      }),
  );
}

function joined(
  table: TransitGatewayRouteTableId,
  routes: readonly GatewayRoute[],
  states: ReadonlyMap<AttachmentId, State>,
): readonly Propagation[] {
  const byAttachment = new Map<AttachmentId, { state: State; cidrs: GatewayRoute['cidr'][] }>();
  for (const [attachment, state] of states) byAttachment.set(attachment, { state, cidrs: [] });
  for (const { attachment, cidr, active } of routes) {
    const propagation = byAttachment.get(attachment) ?? { state: 'enabled', cidrs: [] };
    if (active) propagation.cidrs.push(cidr);
    byAttachment.set(attachment, propagation);
  }
  return [...byAttachment].map(([attachment, propagation]) => ({ table, attachment, ...propagation }));
}
