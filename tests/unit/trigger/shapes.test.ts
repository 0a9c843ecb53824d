import { describe, expect, test } from '@jest/globals';
import { readTrigger } from '../../../lib/trigger/event.ts';
import {
  consumer,
  fixture,
  type Json,
  management,
  other,
  type Path,
  provider,
  rules,
  withField,
} from './fixtures.ts';

const whom = (name: string, path: Path, value: Json | undefined) =>
  readTrigger(withField(fixture(name), path, value), rules).whom;

const onlyAccount = (id: string) => ({ kind: 'accounts', accounts: [id] });
const organization = { kind: 'organization' };
const nobody = (reason: string) => ({ kind: 'nobody', reason });

describe('the owner of a VPC in an attachment call', () => {
  const accepted = 'ec2-accept-tgw-vpc-attachment.json';
  const answer: Path = ['detail', 'responseElements'];
  const attachment: Path = [
    ...answer,
    'AcceptTransitGatewayVpcAttachmentResponse',
    'transitGatewayVpcAttachment',
  ];
  test.each<[string, Path, Json | undefined, object]>([
    [
      'a number that lost its leading zeros',
      [...attachment, 'vpcOwnerId'],
      12345678,
      onlyAccount('000012345678'),
    ],
    [
      'a string with its leading zeros',
      [...attachment, 'vpcOwnerId'],
      '000012345678',
      onlyAccount('000012345678'),
    ],
    [
      'a wrapper of an odd name',
      answer,
      { AccTGwResp: { transitGatewayVpcAttachment: { vpcOwnerId: 333333333333 } } },
      onlyAccount(consumer),
    ],
    [
      'no wrapper',
      answer,
      { transitGatewayVpcAttachment: { vpcOwnerId: '333333333333' } },
      onlyAccount(consumer),
    ],
    ['no answer: it may be anybody', answer, null, organization],
    ['a number that is no account id: it may be anybody', [...attachment, 'vpcOwnerId'], 1.5, organization],
    [
      "the provider's own attachment is everybody's path",
      [...attachment, 'vpcOwnerId'],
      222222222222,
      organization,
    ],
  ])('%s', (_what, path, value, expected) => expect(whom(accepted, path, value)).toEqual(expected));
});

describe('a new route is dropped only where the event proves it harmless', () => {
  const created = 'ec2-create-route-igw.json';
  const parameters: Path = ['detail', 'requestParameters'];
  test.each<[string, Path, Json | undefined, object]>([
    ['a default route to the internet', [...parameters, 'routeTableId'], 'rtb-1', nobody('irrelevant')],
    ['another destination', [...parameters, 'destinationCidrBlock'], '10.64.0.0/12', onlyAccount(consumer)],
    ['another kind of gateway', [...parameters, 'gatewayId'], 'vgw-0a1b2c3d', onlyAccount(consumer)],
    ['no target', [...parameters, 'gatewayId'], undefined, onlyAccount(consumer)],
    ['no parameters', parameters, null, onlyAccount(consumer)],
  ])('%s', (_what, path, value, expected) => expect(whom(created, path, value)).toMatchObject(expected));
});

describe('tags on EC2 resources', () => {
  const tagged = 'ec2-create-tags-vpc.json';
  const items: Path = ['detail', 'requestParameters', 'resourcesSet', 'items'];
  test.each<[string, Json, object]>([
    ['one resource, not in a list', { resourceId: 'vpc-0c0ffee0c0ffee001' }, onlyAccount(consumer)],
    [
      'an attachment among others',
      [{ resourceId: 'ami-1' }, { resourceId: 'tgw-attach-1' }],
      onlyAccount(consumer),
    ],
    ['an image', [{ resourceId: 'ami-0a1b2c3d' }], nobody('irrelevant')],
    ['an unknown shape proves nothing', '', onlyAccount(consumer)],
  ])('%s', (_what, value, expected) => expect(whom(tagged, items, value)).toMatchObject(expected));

  test.each<[string, Path, Json, object]>([
    ['the resource type of a policy', ['detail', 'resource-type'], 'policy', onlyAccount(consumer)],
    [
      'a policy',
      ['resources'],
      ['arn:aws:organizations::111111111111:policy/o-a1b2c3d4e5/tag_policy/p-examplepolicyid111'],
      nobody('irrelevant'),
    ],
    [
      'the root',
      ['resources'],
      ['arn:aws:organizations::111111111111:root/o-a1b2c3d4e5/r-ab12'],
      { kind: 'organizational-unit', ou: 'r-ab12' },
    ],
    ['no resource', ['resources'], [], nobody('malformed')],
  ])('organizations: %s', (_what, path, value, expected) =>
    expect(whom('tag-change-org-account.json', path, value)).toMatchObject(expected),
  );

  test.each<[string, object]>([
    ['r-ab12', { kind: 'organizational-unit', ou: 'r-ab12' }],
    ['p-examplepolicyid111', nobody('irrelevant')],
    ['rp-examplepolicyid1', nobody('irrelevant')],
  ])('TagResource on %s', (id, expected) =>
    expect(
      whom('org-tag-resource-account.json', ['detail', 'requestParameters', 'resourceId'], id),
    ).toMatchObject(expected),
  );
});

describe('accounts that join and leave', () => {
  const details: Path = ['detail', 'serviceEventDetails'];
  test.each<[string, string, Path, Json | undefined, object]>([
    [
      'the id one level deeper',
      'org-account-joined-created.json',
      details,
      { accountJoinedStatus: { accountId: other } },
      onlyAccount(other),
    ],
    ['no id', 'org-account-joined-created.json', details, { joinedMethod: 'CREATED' }, nobody('malformed')],
    [
      'under a detail-type of its own',
      'org-account-departed-removed.json',
      ['detail-type'],
      'Account Departed',
      onlyAccount(other),
    ],
    [
      'closing that failed: the account is back',
      'org-close-account-result-succeeded.json',
      [...details, 'closeAccountStatus', 'state'],
      'FAILED',
      onlyAccount(other),
    ],
    [
      'enrolment that made no account',
      'ct-create-managed-account-failed.json',
      [...details, 'createManagedAccountStatus', 'account'],
      undefined,
      nobody('failed-call'),
    ],
    [
      'another handshake',
      'org-accept-handshake.json',
      ['detail', 'responseElements', 'handshake', 'action'],
      'ENABLE_ALL_FEATURES',
      onlyAccount(other),
    ],
  ])('%s', (_what, name, path, value, expected) => expect(whom(name, path, value)).toMatchObject(expected));

  test('in the management account, agreeing to all features is not joining', () => {
    const action: Path = ['detail', 'responseElements', 'handshake', 'action'];
    const copy = withField(
      { ...fixture('org-accept-handshake.json'), account: management },
      action,
      'APPROVE_ALL_FEATURES',
    );
    expect(readTrigger(copy, rules).whom).toMatchObject(nobody('irrelevant'));
  });
});

describe('principals of a resource share', () => {
  const principals: Path = ['detail', 'requestParameters', 'principals'];
  const ouArn = 'arn:aws:organizations::111111111111:ou/o-a1b2c3d4e5/ou-ab12-11111111';
  test.each<[string, Json | undefined, object]>([
    [
      'several accounts, each once',
      [consumer, other, consumer],
      { kind: 'accounts', accounts: [consumer, other] },
    ],
    ['an OU', [ouArn], { kind: 'organizational-unit', ou: 'ou-ab12-11111111' }],
    ['an OU and an account', [ouArn, other], organization],
    ['the organization', ['arn:aws:organizations::111111111111:organization/o-a1b2c3d4e5'], organization],
    ['none: the resources of the share change', undefined, organization],
  ])('%s', (_what, value, expected) =>
    expect(whom('ram-associate-resource-share.json', principals, value)).toEqual(expected),
  );

  test('an account that leaves our share by itself', () => {
    const { whom } = readTrigger(
      { ...fixture('ram-disassociate-resource-share.json'), account: other },
      rules,
    );
    expect(whom).toEqual(onlyAccount(other));
  });

  test('an account that shares something of its own', () => {
    const arn = 'arn:aws:ram:eu-west-1:444444444444:resource-share/7ab63972-b505-7e2a-420d-6f5d3000001';
    const event = withField(
      { ...fixture('ram-associate-resource-share.json'), account: other },
      ['detail', 'requestParameters', 'resourceShareArn'],
      arn,
    );
    expect(readTrigger(event, rules).whom).toMatchObject(nobody('irrelevant'));
  });

  test('the state of a share, as the account shared with hears of it', () => {
    const { whom } = readTrigger(
      { ...fixture('ram-state-change-associated.json'), account: consumer },
      rules,
    );
    expect(whom).toEqual(onlyAccount(consumer));
  });
});

describe('Network Manager', () => {
  const created = 'nm-vpc-attachment-created.json';
  const gateway = 'arn:aws:ec2:eu-west-1:222222222222:transit-gateway/tgw-0a1b2c3d4e5f60718';
  test.each<[string, Json, object]>([
    [
      'keys with hyphens',
      {
        changeType: 'VPC-ATTACHMENT-DELETED',
        'vpc-arn': `arn:aws:ec2:eu-west-1:${other}:vpc/vpc-1`,
        'transit-gateway-arn': gateway,
      },
      onlyAccount(other),
    ],
    [
      'a core network',
      {
        changeType: 'VPC-ATTACHMENT-CREATED',
        vpcArn: `arn:aws:ec2:eu-west-1:${other}:vpc/vpc-1`,
        coreNetworkArn: 'arn:aws:networkmanager::222222222222:core-network/core-network-1',
      },
      nobody('irrelevant'),
    ],
    [
      'a gateway that is not ours',
      {
        changeType: 'VPC-ATTACHMENT-CREATED',
        vpcArn: `arn:aws:ec2:eu-west-1:${other}:vpc/vpc-1`,
        transitGatewayArn: gateway.replace(provider, other),
      },
      nobody('irrelevant'),
    ],
    ['a VPN', { changeType: 'VPN-CONNECTION-CREATED', transitGatewayArn: gateway }, nobody('irrelevant')],
    ['no VPC', { changeType: 'VPC-ATTACHMENT-CREATED', transitGatewayArn: gateway }, nobody('malformed')],
    [
      "the provider's VPC",
      {
        changeType: 'VPC-ATTACHMENT-DELETED',
        vpcArn: `arn:aws:ec2:eu-west-1:${provider}:vpc/vpc-1`,
        transitGatewayArn: gateway,
      },
      organization,
    ],
  ])('%s', (_what, detail, expected) => expect(whom(created, ['detail'], detail)).toMatchObject(expected));
});

test.each<[string, string, object]>([
  ['CREATE_IN_PROGRESS', 'cfn-stack-status-change.json', nobody('irrelevant')],
  ['DELETE_COMPLETE', 'cfn-stack-status-change.json', onlyAccount(consumer)],
  ['UPDATE_ROLLBACK_COMPLETE', 'cfn-stack-status-change.json', onlyAccount(consumer)],
  ['CURRENT', 'cfn-stackset-instance-status-change.json', onlyAccount(consumer)],
  ['INOPERABLE', 'cfn-stackset-instance-status-change.json', nobody('irrelevant')],
])('%s in %s', (status, name, expected) =>
  expect(whom(name, ['detail', 'status-details', 'status'], status)).toMatchObject(expected),
);
