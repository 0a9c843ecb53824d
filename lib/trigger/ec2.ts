import * as z from 'zod/mini';
import {
  bareOrWrapped,
  bySide,
  CoercedAccountId,
  irrelevant,
  type Reader,
  type Readers,
  reading,
  whereItHappened,
} from './reader.ts';
import { account, everyone, nobody } from './trigger.ts';

// EC2 calls come in two styles: older ones flat, newer ones wrapped (`CreateTransitGatewayVpcAttachmentResponse`),
// and the wrappers' names are not regular (`DelTGwVpcAttachReq`). So a wrapper is whatever holds what is looked for.
const AttachmentCall = z.object({
  responseElements: bareOrWrapped(
    z.object({ transitGatewayVpcAttachment: z.object({ vpcOwnerId: CoercedAccountId }) }),
  ),
});

/** In the provider account, an attachment call names the VPC's owner; where it does not, it may be anybody's. */
const ownerOfVpc = reading(
  AttachmentCall,
  ({ responseElements: { transitGatewayVpcAttachment } }, _event, { providerAccount }) =>
    transitGatewayVpcAttachment.vpcOwnerId === providerAccount
      ? everyone() // the provider's own attachment is a part of every consumer's path
      : account(transitGatewayVpcAttachment.vpcOwnerId),
  everyone,
);
const attachment = bySide({ provider: ownerOfVpc, elsewhere: whereItHappened });

/** These calls name an attachment or a CIDR but no account, and only the gateway's owner can make them. */
const gatewayRouting = bySide({
  provider: everyone,
  elsewhere: irrelevant('it is about a transit gateway that is not ours'),
});

const DefaultRouteToInternet = z.object({
  requestParameters: z.object({
    destinationCidrBlock: z.literal('0.0.0.0/0'),
    gatewayId: z.string().check(z.startsWith('igw-')),
  }),
});

/** A new default route replaces none and is the least specific of all, so it never takes traffic from ours. */
const createRoute = reading(
  DefaultRouteToInternet,
  () => nobody('irrelevant', 'it is a default route to the internet'),
  whereItHappened,
);

const TaggedResource = z.object({ resourceId: z.string() });
const TagCall = z.object({
  requestParameters: z.object({
    resourcesSet: z.object({ items: z.union([z.array(TaggedResource), TaggedResource]) }),
  }),
});

/** VPCs carry the opt-in tag and attachments the mark that Jetway made them; no other tag means anything. */
const tags: Reader = reading(
  TagCall,
  ({ requestParameters: { resourcesSet } }, event, rules) =>
    [resourcesSet.items].flat().some(({ resourceId }) => /^(?:vpc|tgw-attach)-/.test(resourceId))
      ? whereItHappened(event, rules)
      : nobody('irrelevant', 'it tags neither a VPC nor an attachment'),
  whereItHappened,
);

/** @see https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-cloudtrail-logs.html */
export const ec2: Readers = {
  CreateTransitGatewayVpcAttachment: attachment,
  ModifyTransitGatewayVpcAttachment: attachment,
  DeleteTransitGatewayVpcAttachment: attachment,
  AcceptTransitGatewayVpcAttachment: attachment,
  RejectTransitGatewayVpcAttachment: attachment,
  AssociateTransitGatewayRouteTable: gatewayRouting,
  DisassociateTransitGatewayRouteTable: gatewayRouting,
  EnableTransitGatewayRouteTablePropagation: gatewayRouting,
  DisableTransitGatewayRouteTablePropagation: gatewayRouting,
  CreateTransitGatewayRoute: gatewayRouting,
  ReplaceTransitGatewayRoute: gatewayRouting,
  DeleteTransitGatewayRoute: gatewayRouting,
  ModifyManagedPrefixList: bySide({ provider: everyone, elsewhere: whereItHappened }),
  CreateVpc: whereItHappened,
  CreateDefaultVpc: whereItHappened,
  ModifyVpcAttribute: whereItHappened,
  DeleteVpc: whereItHappened,
  AssociateVpcCidrBlock: whereItHappened,
  DisassociateVpcCidrBlock: whereItHappened,
  CreateSubnet: whereItHappened,
  DeleteSubnet: whereItHappened,
  CreateRouteTable: whereItHappened,
  DeleteRouteTable: whereItHappened,
  AssociateRouteTable: whereItHappened,
  ReplaceRouteTableAssociation: whereItHappened,
  DisassociateRouteTable: whereItHappened,
  CreateRoute: createRoute,
  ReplaceRoute: whereItHappened,
  DeleteRoute: whereItHappened,
  CreateVpcEndpoint: whereItHappened,
  DeleteVpcEndpoints: whereItHappened,
  CreateTags: tags,
  DeleteTags: tags,
};
