import { Aws } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { Configuration } from '../../lib/config/configuration.ts';
import { ownerTag, stackTag } from '../../lib/model/owner-tag.ts';
import { partitionOf } from '../../lib/model/partition.ts';
import { probeFunctionName } from '../../lib/model/probe.ts';
import { grant } from './grant.ts';

/**
 * What the consumer's side of a connection needs, in the account of the role and the Regions of the sites. What the
 * configuration does not use is not allowed.
 */
export function allowConsumerSide(role: Role, configuration: Configuration): void {
  mayLook(role, configuration);
  mayRoute(role, configuration);
  mayAssociateProfiles(role, configuration);
  mayDeleteOwnAttachments(role, configuration);
  mayReadSubnets(role, configuration);
  mayAttach(role, configuration);
  mayAcceptInvitations(role, configuration);
  mayProbe(role, configuration);
}

function mayLook(role: Role, configuration: Configuration): void {
  const conditions = { StringEquals: inSites(configuration) };
  grant(role, {
    sid: 'ReadNetwork',
    actions: [
      'ec2:DescribeRouteTables',
      'ec2:DescribeTransitGatewayVpcAttachments',
      'ec2:DescribeVpcs',
      'route53profiles:ListProfileAssociations',
    ],
    resources: ['*'],
    conditions,
    because: 'AWS has no resource for these reads; they are held to the Regions of the sites',
  });
  grant(role, {
    sid: 'ReadDnsSupport',
    actions: ['ec2:DescribeVpcAttribute'],
    resources: [arnOf(configuration, 'ec2', 'vpc/*')],
    conditions,
    because:
      'Which VPCs will be attached is not known; they are of this account and of the Regions of the sites',
  });
}

function mayRoute(role: Role, configuration: Configuration): void {
  grant(role, {
    sid: 'Route',
    actions: ['ec2:CreateRoute', 'ec2:DeleteRoute'],
    resources: [arnOf(configuration, 'ec2', 'route-table/*')],
    conditions: { StringEquals: inSites(configuration) },
    because:
      'Any route table of an attached VPC gets the routes, and EC2 has no condition for the destination or the target of one, only for a table’s id, VPC and tags; they are of this account and of the Regions of the sites',
  });
}

function mayAssociateProfiles(role: Role, configuration: Configuration): void {
  const because =
    'Route 53 Profiles has no resource for these actions, and its condition route53profiles:ResourceIds wants the VPCs by id, which are not known; they are held to the Regions of the sites';
  grant(role, {
    sid: 'AssociateProfile',
    actions: ['route53profiles:AssociateProfile'],
    resources: ['*'],
    conditions: { StringEquals: { ...inSites(configuration), ...marked('Request', configuration) } },
    because: `${because}, and the association has to carry Jetway’s tag`,
  });
  grant(role, {
    sid: 'TagProfileAssociation',
    actions: ['route53profiles:TagResource'],
    resources: [arnOf(configuration, 'route53profiles', 'profile-association/*')],
    conditions: { StringEquals: { ...inSites(configuration), ...marked('Request', configuration) } },
    because: 'An association has no id before it is made; the tag is Jetway’s',
  });
  grant(role, {
    sid: 'DisassociateProfile',
    actions: ['route53profiles:DisassociateProfile'],
    resources: ['*'],
    conditions: { StringEquals: inSites(configuration) },
    because,
  });
}

/** In every configuration: one may have been made before the configuration said that consumers attach. */
function mayDeleteOwnAttachments(role: Role, configuration: Configuration): void {
  grant(role, {
    sid: 'DeleteOwnAttachment',
    actions: ['ec2:DeleteTransitGatewayVpcAttachment'],
    resources: [arnOf(configuration, 'ec2', 'transit-gateway-attachment/*')],
    conditions: {
      StringEquals: { ...inSites(configuration), ...marked('Resource', configuration) },
      Null: { [`aws:ResourceTag/${stackTag}`]: 'true' },
    },
    because:
      'Attachments have no ids before they are made; only those that the reconciler made carry the tag alone',
  });
}

function mayAttach(role: Role, configuration: Configuration): void {
  const { sites, provider } = configuration;
  const regions = sites.filter(({ attachments }) => attachments === 'create').map(({ region }) => region);
  if (regions.length === 0) return;
  const here = { 'aws:RequestedRegion': regions };
  const partition = partitionOf(provider.region).name;
  const attachments = arnOf(configuration, 'ec2', 'transit-gateway-attachment/*');
  grant(role, {
    sid: 'Attach',
    actions: ['ec2:CreateTransitGatewayVpcAttachment'],
    resources: [
      arnOf(configuration, 'ec2', 'vpc/*'),
      arnOf(configuration, 'ec2', 'subnet/*'),
      `arn:${partition}:ec2:*:${provider.account}:transit-gateway/*`,
    ],
    conditions: { StringEquals: here },
    because:
      'People say by a tag which VPCs are attached; VPC and subnets are of this account, the transit gateway is the provider’s, and the Regions are those where Jetway attaches VPCs',
  });
  grant(role, {
    sid: 'MakeMarkedAttachment',
    actions: ['ec2:CreateTransitGatewayVpcAttachment'],
    resources: [attachments],
    conditions: { StringEquals: { ...here, ...marked('Request', configuration) } },
    because: 'An attachment has no id before it is made; it has to carry Jetway’s tag',
  });
  grant(role, {
    sid: 'MarkAttachment',
    actions: ['ec2:CreateTags'],
    resources: [attachments],
    conditions: {
      StringEquals: {
        ...here,
        ...marked('Request', configuration),
        'ec2:CreateAction': 'CreateTransitGatewayVpcAttachment',
      },
    },
    because: 'An attachment has no id before it is made; it is tagged in that moment alone',
  });
  // EC2 makes this role in the name of whoever attaches the first VPC of an account.
  const service = 'transitgateway.amazonaws.com';
  grant(role, {
    sid: 'LetTransitGatewayHaveItsRole',
    actions: ['iam:CreateServiceLinkedRole'],
    resources: [
      `arn:${partition}:iam::${Aws.ACCOUNT_ID}:role/aws-service-role/${service}/AWSServiceRoleForVPCTransitGateway`,
    ],
    conditions: { StringEquals: { 'iam:AWSServiceName': service } },
  });
}

function mayReadSubnets(role: Role, configuration: Configuration): void {
  const regions = configuration.sites
    .filter(({ attachments }) => attachments === 'create' || isProbing(configuration))
    .map(({ region }) => region);
  if (regions.length === 0) return;
  grant(role, {
    sid: 'ReadSubnets',
    actions: ['ec2:DescribeSubnets'],
    resources: ['*'],
    conditions: { StringEquals: { 'aws:RequestedRegion': regions } },
    because:
      'EC2 has no resource for this read; it is held to the Regions where something is put into subnets',
  });
}

/**
 * In every configuration: a probe that has been turned off is still to be taken out of its VPC. Lambda asks whoever
 * moves a function into a VPC for EC2's reads as well.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
function mayProbe(role: Role, configuration: Configuration): void {
  const { sites, provider, name } = configuration;
  const { name: partition } = partitionOf(provider.region);
  const resources = sites.map(
    ({ region }) => `arn:${partition}:lambda:${region}:${Aws.ACCOUNT_ID}:function:${probeFunctionName(name)}`,
  );
  const conditions = { StringEquals: inSites(configuration) };
  grant(role, { sid: 'FindProbe', actions: ['lambda:GetFunctionConfiguration'], resources, conditions });
  // Of what else the action could change, AWS has conditions for layers alone, which are code.
  grant(role, {
    sid: 'MoveProbe',
    actions: ['lambda:UpdateFunctionConfiguration'],
    resources,
    conditions: { ...conditions, Null: { 'lambda:Layer': 'true' } },
  });
  if (!isProbing(configuration)) return;
  grant(role, { sid: 'AskProbe', actions: ['lambda:InvokeFunction'], resources, conditions });
  grant(role, {
    sid: 'ReadSecurityGroups',
    actions: ['ec2:DescribeSecurityGroups'],
    resources: ['*'],
    conditions,
    because: 'EC2 has no resource for this read; it is held to the Regions of the sites',
  });
}

const isProbing = ({ services }: Configuration) => services.some(({ probe }) => probe !== 'off');

function mayAcceptInvitations(role: Role, configuration: Configuration): void {
  const { organization, provider } = configuration;
  if (organization.resourceSharing === 'organization') return;
  grant(role, {
    sid: 'ReadInvitations',
    actions: ['ram:GetResourceShareInvitations'],
    resources: ['*'],
    conditions: { StringEquals: inSites(configuration) },
    because: 'RAM has no resource for this read; it is held to the Regions of the sites',
  });
  grant(role, {
    sid: 'AcceptInvitation',
    actions: ['ram:AcceptResourceShareInvitation'],
    resources: [`arn:${partitionOf(provider.region).name}:ram:*:*:resource-share-invitation/*`],
    conditions: {
      StringEquals: { ...inSites(configuration), 'ram:ShareOwnerAccountId': provider.account },
    },
    because: 'An invitation has no id before it comes; only those to shares of the provider can be accepted',
  });
}

const inSites = ({ sites }: Configuration) => ({ 'aws:RequestedRegion': sites.map(({ region }) => region) });

const marked = (whose: 'Request' | 'Resource', { name }: Configuration) => ({
  [`aws:${whose}Tag/${ownerTag}`]: name,
});

/** Something of this account in any Region; a condition names the Regions. */
function arnOf({ provider }: Configuration, service: string, resource: string): string {
  return `arn:${partitionOf(provider.region).name}:${service}:*:${Aws.ACCOUNT_ID}:${resource}`;
}
