import * as z from 'zod/mini';

const id = (pattern: RegExp, what: string) => z.string().check(z.regex(pattern, `expected ${what}`));

/** Twelve digits, leading zeros included; never a number. */
export const AccountId = id(/^\d{12}$/, 'a 12-digit account id').brand<'AccountId'>();
export type AccountId = z.output<typeof AccountId>;

export const OrganizationId = id(
  /^o-[a-z0-9]{10,32}$/,
  'an organization id such as o-a1b2c3d4e5',
).brand<'OrganizationId'>();
export type OrganizationId = z.output<typeof OrganizationId>;

/** An organizational unit, or the root that stands above all of them. */
export const OuId = id(
  /^(?:r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/,
  'an OU id such as ou-ab12-11111111, or a root id such as r-ab12',
).brand<'OuId'>();
export type OuId = z.output<typeof OuId>;

/** A Region's name. A site is one Region's provider network, so it also names the site. */
export const Region = id(/^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/, 'a Region such as eu-west-1').brand<'Region'>();
export type Region = z.output<typeof Region>;

export const VpcId = id(/^vpc-[0-9a-f]+$/, 'a VPC id').brand<'VpcId'>();
export type VpcId = z.output<typeof VpcId>;

export const SubnetId = id(/^subnet-[0-9a-f]+$/, 'a subnet id').brand<'SubnetId'>();
export type SubnetId = z.output<typeof SubnetId>;

export const RouteTableId = id(/^rtb-[0-9a-f]+$/, 'a route table id').brand<'RouteTableId'>();
export type RouteTableId = z.output<typeof RouteTableId>;

export const TransitGatewayId = id(/^tgw-[0-9a-f]+$/, 'a transit gateway id').brand<'TransitGatewayId'>();
export type TransitGatewayId = z.output<typeof TransitGatewayId>;

export const TransitGatewayRouteTableId = id(
  /^tgw-rtb-[0-9a-f]+$/,
  'a transit gateway route table id',
).brand<'TransitGatewayRouteTableId'>();
export type TransitGatewayRouteTableId = z.output<typeof TransitGatewayRouteTableId>;

export const AttachmentId = id(
  /^tgw-attach-[0-9a-f]+$/,
  'a transit gateway attachment id',
).brand<'AttachmentId'>();
export type AttachmentId = z.output<typeof AttachmentId>;

export const PrefixListId = id(/^pl-[0-9a-f]+$/, 'a prefix list id').brand<'PrefixListId'>();
export type PrefixListId = z.output<typeof PrefixListId>;

export const ProfileId = id(
  /^rp-[0-9a-z]+$/,
  'a Route 53 Profile id such as rp-4987774726example',
).brand<'ProfileId'>();
export type ProfileId = z.output<typeof ProfileId>;

export const EndpointServiceId = id(
  /^vpce-svc-[0-9a-f]+$/,
  'an endpoint service id',
).brand<'EndpointServiceId'>();
export type EndpointServiceId = z.output<typeof EndpointServiceId>;

export const LoadBalancerArn = id(
  /^arn:[a-z-]+:elasticloadbalancing:[a-z0-9-]+:\d{12}:loadbalancer\/net\/[A-Za-z0-9-]+\/[0-9a-f]+$/,
  'the ARN of a Network Load Balancer',
).brand<'LoadBalancerArn'>();
export type LoadBalancerArn = z.output<typeof LoadBalancerArn>;

export const HostedZoneId = id(
  /^Z[A-Z0-9]{1,31}$/,
  'the id of a Route 53 hosted zone',
).brand<'HostedZoneId'>();
export type HostedZoneId = z.output<typeof HostedZoneId>;

export const ResourceShareArn = id(
  /^arn:[a-z-]+:ram:[a-z0-9-]+:\d{12}:resource-share\/.+$/,
  'the ARN of a resource share',
).brand<'ResourceShareArn'>();
export type ResourceShareArn = z.output<typeof ResourceShareArn>;

export const OuArn = id(
  /^arn:[a-z-]+:organizations::\d{12}:(?:ou\/o-[a-z0-9]+\/ou-[a-z0-9-]+|organization\/o-[a-z0-9]+)$/,
  'the ARN of an OU or of the organization',
).brand<'OuArn'>();
export type OuArn = z.output<typeof OuArn>;

/** The name that `jetway.yaml` gives a profile. */
export const ProfileName = id(
  /^[a-z][a-z0-9-]{0,30}$/,
  'lower-case letters, digits and hyphens, beginning with a letter',
).brand<'ProfileName'>();
export type ProfileName = z.output<typeof ProfileName>;

/** The name that `jetway.yaml` gives a service. */
export const ServiceName = id(
  /^[a-z][a-z0-9-]{0,30}$/,
  'lower-case letters, digits and hyphens, beginning with a letter',
).brand<'ServiceName'>();
export type ServiceName = z.output<typeof ServiceName>;
