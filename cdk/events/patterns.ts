import type { EventPattern } from 'aws-cdk-lib/aws-events';

/** Event patterns by the id of the rule that each is for. */
export type Patterns = Readonly<Record<string, EventPattern>>;

/** A call that failed has changed nothing; CloudTrail records it all the same, with an `errorCode`. */
const succeeded = [{ exists: false }];

/**
 * Calls and service events that CloudTrail recorded, by their names. `detail-type` is left out: some of them are API
 * calls and some service events, and AWS's own documents disagree about which.
 */
const recorded = (source: string, names: readonly string[]): EventPattern => ({
  source: [source],
  detail: { eventName: [...names], errorCode: succeeded },
});

const membership = [
  'CreateAccountResult',
  'AccountJoinedOrganization',
  'AccountDepartedOrganization',
  'MoveAccount',
  'RemoveAccountFromOrganization',
  'CloseAccount',
  'CloseAccountResult',
  'TagResource',
  'UntagResource',
  'UpdateOrganizationalUnit',
  'LeaveOrganization',
  'AcceptHandshake',
];

const attachments = [
  'CreateTransitGatewayVpcAttachment',
  'ModifyTransitGatewayVpcAttachment',
  'DeleteTransitGatewayVpcAttachment',
  'AcceptTransitGatewayVpcAttachment',
  'RejectTransitGatewayVpcAttachment',
];

const gatewayRouting = [
  'AssociateTransitGatewayRouteTable',
  'DisassociateTransitGatewayRouteTable',
  'EnableTransitGatewayRouteTablePropagation',
  'DisableTransitGatewayRouteTablePropagation',
  'CreateTransitGatewayRoute',
  'ReplaceTransitGatewayRoute',
  'DeleteTransitGatewayRoute',
];

const network = [
  'CreateVpc',
  'CreateDefaultVpc',
  'ModifyVpcAttribute',
  'DeleteVpc',
  'AssociateVpcCidrBlock',
  'DisassociateVpcCidrBlock',
  'CreateSubnet',
  'DeleteSubnet',
  'CreateRouteTable',
  'DeleteRouteTable',
  'AssociateRouteTable',
  'ReplaceRouteTableAssociation',
  'DisassociateRouteTable',
  'CreateRoute',
  'ReplaceRoute',
  'DeleteRoute',
  'CreateVpcEndpoint',
  'DeleteVpcEndpoints',
];

/** Tagging is among the most frequent calls of an account, so only that of VPCs and attachments is forwarded. */
const tagging: EventPattern = {
  source: ['aws.ec2'],
  detail: {
    eventName: ['CreateTags', 'DeleteTags'],
    errorCode: succeeded,
    requestParameters: {
      resourcesSet: { items: { resourceId: [{ prefix: 'vpc-' }, { prefix: 'tgw-attach-' }] } },
    },
  },
};

/** An operation reports each stack instance several times; once it is done, the role is there to be used. */
const stackInstance: EventPattern = {
  source: ['aws.cloudformation'],
  detailType: ['CloudFormation StackSet StackInstance Status Change'],
  detail: {
    'status-details': { $or: [{ status: ['CURRENT'] }, { 'detailed-status': ['SUCCEEDED'] }] },
  },
};

/**
 * In the management account, in the Region of Organizations.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_cloudtrail-integration.html
 */
export function organizationPatterns(): Patterns {
  return {
    Membership: recorded('aws.organizations', membership),
    // No sample of these was ever printed, so nothing but the service is asked of them.
    OrganizationTags: {
      source: ['aws.tag'],
      detailType: ['Tag Change on Resource'],
      detail: { service: ['organizations'] },
    },
  };
}

/**
 * In the management account, in the home Region of Control Tower. State FAILED counts as well: the steps before the
 * failure stay done.
 * @see https://docs.aws.amazon.com/controltower/latest/userguide/lifecycle-events.html
 */
export function controlTowerPatterns(): Patterns {
  return {
    Enrolment: recorded('aws.controltower', [
      'CreateManagedAccount',
      'UpdateManagedAccount',
      'RegisterOrganizationalUnit',
      'DeregisterOrganizationalUnit',
    ]),
  };
}

/**
 * In a consumer account, in each site's Region.
 * @param ownStackId the id of the stack that these rules are in, whose completion is itself worth a look
 */
export function consumerPatterns({ ownStackId }: { readonly ownStackId: string }): Patterns {
  return {
    Network: recorded('aws.ec2', [...attachments, ...network, 'ModifyManagedPrefixList']),
    NetworkTags: tagging,
    VpcTags: {
      source: ['aws.tag'],
      detailType: ['Tag Change on Resource'],
      detail: { service: ['ec2'], 'resource-type': ['vpc'] },
    },
    Profiles: recorded('aws.route53profiles', [
      'AssociateProfile',
      'UpdateProfileAssociation',
      'DisassociateProfile',
    ]),
    Shares: recorded('aws.ram', [
      'AssociateResourceShare',
      'DisassociateResourceShare',
      'AcceptResourceShareInvitation',
      'RejectResourceShareInvitation',
    ]),
    ShareState: { source: ['aws.ram'], detailType: ['Resource Sharing State Change'] },
    // These appear where Organizations is; in a site elsewhere the rule costs nothing and hears nothing.
    Departure: recorded('aws.organizations', ['LeaveOrganization', 'AcceptHandshake']),
    OwnStack: {
      source: ['aws.cloudformation'],
      detailType: ['CloudFormation Stack Status Change'],
      detail: {
        'stack-id': [ownStackId],
        'status-details': { status: [{ 'anything-but': { suffix: '_IN_PROGRESS' } }] },
      },
    },
  };
}

/** In the provider account, in each site's Region. What it does in its own VPCs concerns nobody else. */
export function providerPatterns(): Patterns {
  return {
    Gateway: recorded('aws.ec2', [...attachments, ...gatewayRouting, 'ModifyManagedPrefixList']),
    Profiles: recorded('aws.route53profiles', ['DeleteProfile']),
    Shares: recorded('aws.ram', [
      'CreateResourceShare',
      'AssociateResourceShare',
      'DisassociateResourceShare',
      'DeleteResourceShare',
    ]),
    StackInstances: stackInstance,
    // Always in us-west-2, and only where the gateway is registered in a global network.
    Topology: {
      source: ['aws.networkmanager'],
      detailType: ['Network Manager Topology Change'],
      detail: { changeType: [{ prefix: 'VPC-ATTACHMENT-' }] },
    },
  };
}

/**
 * On Jetway's own bus, in front of the triggers queue: every source that route-event understands. Who may say what is
 * decided there, by the account that EventBridge says an event comes from.
 */
export function busPattern(): EventPattern {
  return {
    source: [
      'aws.organizations',
      'aws.controltower',
      'aws.tag',
      'aws.ec2',
      'aws.ram',
      'aws.route53profiles',
      'aws.cloudformation',
      'aws.networkmanager',
    ],
  };
}
