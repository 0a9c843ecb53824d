import type * as Ec2 from '@aws-sdk/client-ec2';
import type { Call } from '../../../call.ts';
import type { Operations } from '../../../operation.ts';
import { refuse } from '../../../refusal.ts';
import { newId } from '../ids.ts';
import { ownSubnet } from '../subnets.ts';
import { putTags, specifiedTags } from '../tags.ts';
import { ownVpc } from '../vpcs.ts';
import { vpcAttachment } from './attachments.ts';
import { attachmentOf, gatewayOwner, requireState, visibleGateway } from './find.ts';
import { startAttaching, startDeleting, startModifying, startRejecting } from './lifecycle.ts';
import type { SimulatedAttachment } from './state.ts';

/** The operations that make, accept, change and end the attachment of a VPC. */
export const attach: Operations<typeof Ec2> = {
  CreateTransitGatewayVpcAttachment: {
    takes: ['TransitGatewayId', 'VpcId', 'SubnetIds', 'TagSpecifications'],
    answer({ TransitGatewayId, VpcId = '', SubnetIds = [], TagSpecifications }, call) {
      const { world, caller, region } = call;
      const gateway = visibleGateway(TransitGatewayId, call);
      requireState(gateway.id, gateway.state, 'available');
      ownVpc(call, VpcId);
      requireSubnets(SubnetIds, VpcId, call);
      const tags = specifiedTags(TagSpecifications, 'transit-gateway-attachment');
      const others = [...world.ec2.gateway.attachments.values()].filter(isNotOver);
      if (others.some(({ gatewayId, vpcId }) => gatewayId === gateway.id && vpcId === VpcId))
        refuse(
          'DuplicateTransitGatewayAttachment',
          `${gateway.id} has non-deleted Transit Gateway Attachments with same VPC ID.`,
        );
      requireRoom(others, gateway.id, VpcId, world.ec2.gateway.quotas.attachments);
      const attachment: SimulatedAttachment = {
        id: newId(world, 'tgw-attach'),
        gatewayId: gateway.id,
        region,
        vpcId: VpcId,
        vpcAccount: caller.account,
        subnetIds: SubnetIds,
        state: 'pendingAcceptance',
        attachedAs: undefined,
        association: undefined,
        createdAtMs: world.clock.nowMs,
      };
      world.ec2.gateway.attachments.set(attachment.id, attachment);
      putTags(world, caller.account, attachment.id, tags);
      if (gateway.account === caller.account || gateway.autoAccept) startAttaching(world, attachment);
      return { TransitGatewayVpcAttachment: vpcAttachment(attachment, call) };
    },
  },
  AcceptTransitGatewayVpcAttachment: {
    takes: ['TransitGatewayAttachmentId'],
    answer({ TransitGatewayAttachmentId }, call) {
      const attachment = attachmentOf(TransitGatewayAttachmentId, call, 'gateway');
      requireState(attachment.id, attachment.state, 'pendingAcceptance');
      startAttaching(call.world, attachment);
      return { TransitGatewayVpcAttachment: vpcAttachment(attachment, call) };
    },
  },
  RejectTransitGatewayVpcAttachment: {
    takes: ['TransitGatewayAttachmentId'],
    answer({ TransitGatewayAttachmentId }, call) {
      const attachment = attachmentOf(TransitGatewayAttachmentId, call, 'gateway');
      requireState(attachment.id, attachment.state, 'pendingAcceptance');
      startRejecting(call.world, attachment);
      return { TransitGatewayVpcAttachment: vpcAttachment(attachment, call) };
    },
  },
  ModifyTransitGatewayVpcAttachment: {
    takes: ['TransitGatewayAttachmentId', 'AddSubnetIds', 'RemoveSubnetIds'],
    answer({ TransitGatewayAttachmentId, AddSubnetIds: add = [], RemoveSubnetIds: remove = [] }, call) {
      const attachment = attachmentOf(TransitGatewayAttachmentId, call, 'vpc');
      requireState(attachment.id, attachment.state, 'available');
      for (const id of remove)
        if (!attachment.subnetIds.includes(id))
          refuse('InvalidSubnetID.NotFound', `The subnet ID '${id}' does not exist`);
      const subnetIds = [...new Set([...attachment.subnetIds, ...add])].filter((id) => !remove.includes(id));
      if (subnetIds.length === 0)
        refuse('InsufficientSubnetsException', `${attachment.id} must keep at least one subnet.`);
      requireSubnets(subnetIds, attachment.vpcId, call);
      startModifying(call.world, attachment, subnetIds);
      return { TransitGatewayVpcAttachment: vpcAttachment(attachment, call) };
    },
  },
  DeleteTransitGatewayVpcAttachment: {
    takes: ['TransitGatewayAttachmentId'],
    answer({ TransitGatewayAttachmentId }, call) {
      const { world, caller } = call;
      const attachment = attachmentOf(TransitGatewayAttachmentId, call);
      requireState(attachment.id, attachment.state, 'available', 'pendingAcceptance');
      const closed = world.organization.accounts.get(attachment.vpcAccount)?.state === 'CLOSED';
      const kept = closed && world.unknowns.deleteAttachmentOfClosedAccount === 'IncorrectState';
      if (kept && gatewayOwner(world, attachment) === caller.account)
        refuse('IncorrectState', `${attachment.id} is in invalid state`);
      startDeleting(world, attachment);
      return { TransitGatewayVpcAttachment: vpcAttachment(attachment, call) };
    },
  },
};

/** Whether an attachment still stands in the way of another of the same VPC. */
function isNotOver({ state }: SimulatedAttachment): boolean {
  return state !== 'deleted' && state !== 'rejected' && state !== 'failed';
}

function requireRoom(
  others: readonly SimulatedAttachment[],
  gatewayId: string,
  vpcId: string,
  quota: number,
): void {
  if (others.filter((other) => other.gatewayId === gatewayId).length >= quota)
    refuse(
      'TransitGatewayAttachmentLimitExceeded',
      `${gatewayId} has reached its limit of ${quota} attachments.`,
    );
  if (others.filter((other) => other.vpcId === vpcId).length >= 5)
    refuse('TransitGatewayAttachmentLimitExceeded', `${vpcId} has reached its limit of 5 transit gateways.`);
}

function requireSubnets(ids: readonly string[], vpcId: string, call: Call): void {
  if (ids.length === 0) refuse('MissingParameter', 'The request must contain the parameter SubnetIds');
  const zones = ids.map((id) => {
    const subnet = ownSubnet(call, id);
    if (subnet.vpcId !== vpcId)
      refuse('InvalidParameterValue', `The subnet '${id}' is not in the VPC '${vpcId}'`);
    if (subnet.ipv6Native) refuse('InvalidParameterValue', `The subnet '${id}' is IPv6-only`);
    return subnet.zoneId;
  });
  if (new Set(zones).size < zones.length)
    refuse('DuplicateSubnetsInSameZone', 'Duplicate Subnets for same AZ');
}
