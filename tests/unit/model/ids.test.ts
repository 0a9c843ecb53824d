import { expect, test } from '@jest/globals';
import {
  AccountId,
  AttachmentId,
  EndpointServiceId,
  OrganizationId,
  OuArn,
  OuId,
  PrefixListId,
  ProfileId,
  ProfileName,
  Region,
  ResourceShareArn,
  RouteTableId,
  ServiceName,
  SubnetId,
  TransitGatewayId,
  TransitGatewayRouteTableId,
  VpcId,
} from '../../../lib/model/ids.ts';

const organizations = 'arn:aws:organizations::111111111111';

test.each([
  { id: AccountId, what: 'account', good: ['000000000001', '123456789012'] },
  { id: OrganizationId, what: 'organization', good: ['o-a1b2c3d4e5', `o-${'a'.repeat(32)}`] },
  { id: OuId, what: 'OU', good: ['ou-ab12-11111111', 'r-ab12'] },
  { id: Region, what: 'Region', good: ['eu-west-1', 'us-gov-east-1', 'ap-southeast-10', 'mx-central-1'] },
  { id: VpcId, what: 'VPC', good: ['vpc-0123456789abcdef0', 'vpc-1a2b3c4d'] },
  { id: SubnetId, what: 'subnet', good: ['subnet-0123456789abcdef0'] },
  { id: RouteTableId, what: 'route table', good: ['rtb-0123456789abcdef0'] },
  { id: TransitGatewayId, what: 'transit gateway', good: ['tgw-0123456789abcdef0'] },
  { id: TransitGatewayRouteTableId, what: 'gateway route table', good: ['tgw-rtb-0123456789abcdef0'] },
  { id: AttachmentId, what: 'attachment', good: ['tgw-attach-0123456789abcdef0'] },
  { id: PrefixListId, what: 'prefix list', good: ['pl-0123456789abcdef0'] },
  { id: ProfileId, what: 'profile', good: ['rp-4987774726example'] },
  { id: EndpointServiceId, what: 'endpoint service', good: ['vpce-svc-0123456789abcdef0'] },
  {
    id: ResourceShareArn,
    what: 'resource share',
    good: [
      'arn:aws:ram:eu-west-1:222222222222:resource-share/0a1b',
      'arn:aws-cn:ram:cn-north-1:222222222222:resource-share/x',
    ],
  },
  {
    id: OuArn,
    what: 'OU by ARN',
    good: [`${organizations}:ou/o-a1b2c3d4e5/ou-ab12-11111111`, `${organizations}:organization/o-a1b2c3d4e5`],
  },
  { id: ProfileName, what: 'profile name', good: ['a', 'shared-2', 'a'.repeat(31)] },
  { id: ServiceName, what: 'service name', good: ['payments'] },
])('$what: $good', ({ id, good }) => {
  for (const text of good) expect(id.safeParse(text)).toEqual({ success: true, data: text });
});

test.each([
  {
    id: AccountId,
    what: 'account',
    bad: ['12345678901', '1234567890123', '12345678901a', ' 123456789012', ''],
  },
  {
    id: OrganizationId,
    what: 'organization',
    bad: ['o-short', 'o-A1B2C3D4E5', `o-${'a'.repeat(33)}`, 'r-ab12'],
  },
  { id: OuId, what: 'OU', bad: ['ou-ab12', 'ou-ab12-1111111', 'r-a', 'o-a1b2c3d4e5', 'OU-ab12-11111111'] },
  { id: Region, what: 'Region', bad: ['eu-west', 'EU-WEST-1', 'eu-west-1a', 'euwest1', 'eu-west-1\n'] },
  { id: VpcId, what: 'VPC', bad: ['vpc-', 'vpc-XYZ', 'vpce-0123', 'subnet-0123', 'vpc-0123\n'] },
  { id: TransitGatewayId, what: 'transit gateway', bad: ['tgw-rtb-0123', 'tgw-attach-0123'] },
  { id: AttachmentId, what: 'attachment', bad: ['tgw-0123', 'tgw-attach-'] },
  { id: PrefixListId, what: 'prefix list', bad: ['pl-', 'pl-xyz'] },
  { id: ProfileId, what: 'profile', bad: ['rp-', 'rpa-123', 'rp-ABC'] },
  {
    id: ResourceShareArn,
    what: 'resource share',
    bad: ['arn:aws:ram:eu-west-1:2222:resource-share/x', '0a1b'],
  },
  {
    id: OuArn,
    what: 'OU by ARN',
    bad: [`${organizations}:account/o-a1b2c3d4e5/333333333333`, 'ou-ab12-11111111'],
  },
  { id: ProfileName, what: 'profile name', bad: ['', 'Shared', '1st', 'a_b', 'a'.repeat(32)] },
])('not a $what: $bad', ({ id, bad }) => {
  for (const text of [...bad, 123_456_789_012, undefined, null])
    expect(id.safeParse(text).success).toBe(false);
});
