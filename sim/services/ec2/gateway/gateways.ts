import type * as Ec2 from '@aws-sdk/client-ec2';
import type { Call } from '../../../call.ts';
import type { Operations } from '../../../operation.ts';
import { notModelled } from '../../../refusal.ts';
import { type FilterTable, filtered } from '../filters.ts';
import { newId } from '../ids.ts';
import { ec2Page } from '../paging.ts';
import { putTags, specifiedTags, tagList, tagsOf } from '../tags.ts';
import { gatewayArn, named, visibleGateway, visibleGateways } from './find.ts';
import { pages } from './pages.ts';
import type { SimulatedTransitGateway } from './state.ts';

const filters: FilterTable<SimulatedTransitGateway> = {
  'options.auto-accept-shared-attachments': ({ autoAccept }) => enabled(autoAccept),
  'options.default-route-table-association': () => 'disable',
  'options.default-route-table-propagation': () => 'disable',
  'owner-id': ({ account }) => account,
  state: ({ state }) => state,
  'transit-gateway-id': ({ id }) => id,
};

export const gateways: Operations<typeof Ec2> = {
  CreateTransitGateway: {
    takes: ['Description', 'Options', 'TagSpecifications'],
    answer({ Description, Options = {}, TagSpecifications }, call) {
      const { world, caller, region } = call;
      for (const option of Object.keys(Options))
        if (!modelledOptions.includes(option)) notModelled(`the transit gateway's option ${option}`);
      if (
        Options.DefaultRouteTableAssociation !== 'disable' ||
        Options.DefaultRouteTablePropagation !== 'disable'
      )
        notModelled('a transit gateway with a default route table');
      const tags = specifiedTags(TagSpecifications, 'transit-gateway');
      const gateway: SimulatedTransitGateway = {
        id: newId(world, 'tgw'),
        account: caller.account,
        region,
        description: Description,
        autoAccept: Options.AutoAcceptSharedAttachments === 'enable',
        state: 'pending',
        createdAtMs: world.clock.nowMs,
      };
      world.ec2.gateway.gateways.set(gateway.id, gateway);
      putTags(world, caller.account, gateway.id, tags);
      world.clock.after(0, () => {
        gateway.state = 'available';
      });
      return { TransitGateway: answerOf(gateway, call) };
    },
  },
  DescribeTransitGateways: {
    takes: ['TransitGatewayIds', 'Filters', 'MaxResults', 'NextToken'],
    answer(input, call) {
      const { world, caller } = call;
      const asked = named(visibleGateways(call), input.TransitGatewayIds, (id) => visibleGateway(id, call));
      const kept = filtered(asked, input.Filters, filters, ({ id }) => tagsOf(world, caller.account, id));
      const { items, nextToken } = ec2Page(kept, input, pages, world);
      return { TransitGateways: items.map((gateway) => answerOf(gateway, call)), NextToken: nextToken };
    },
  },
};

const modelledOptions: readonly string[] = [
  'AutoAcceptSharedAttachments',
  'DefaultRouteTableAssociation',
  'DefaultRouteTablePropagation',
];

function enabled(yes: boolean): 'enable' | 'disable' {
  return yes ? 'enable' : 'disable';
}

function answerOf(gateway: SimulatedTransitGateway, { world, caller }: Call): Ec2.TransitGateway {
  return {
    TransitGatewayId: gateway.id,
    TransitGatewayArn: gatewayArn(world, gateway),
    State: gateway.state,
    OwnerId: gateway.account,
    Description: gateway.description,
    CreationTime: new Date(gateway.createdAtMs),
    Options: {
      AutoAcceptSharedAttachments: enabled(gateway.autoAccept),
      DefaultRouteTableAssociation: 'disable',
      DefaultRouteTablePropagation: 'disable',
    },
    Tags: tagList(world, caller.account, gateway.id),
  };
}
