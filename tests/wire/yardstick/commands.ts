import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { GetResourceShareAssociationsCommand, RAMClient } from '@aws-sdk/client-ram';
import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { ListProfilesCommand, Route53ProfilesClient } from '@aws-sdk/client-route53profiles';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect } from '@jest/globals';
import type { clientSettings } from '../client-settings.ts';
import { accountId, ids, queuePath, roleArn } from './world.ts';

type Settings = ReturnType<typeof clientSettings>;

/** One request in the words of three clients; the answer is the same JSON, or the same error code, from each. */
export interface YardstickCommand {
  /** The words after `aws`; `{url}` stands for where the simulator listens. */
  readonly cli: readonly string[];
  readonly boto3: readonly [client: string, method: string, parameters: Readonly<Record<string, unknown>>];
  readonly sdk: (settings: Settings) => Promise<object>;
  readonly answers?: object;
  readonly fails?: string;
}

const filters = [{ Name: 'vpc-id', Values: [ids.vpc, 'vpc-00000000000000000'] }];
const queueUrl = `{url}${queuePath}`;

export const commands: readonly YardstickCommand[] = [
  {
    cli: ['sts', 'get-caller-identity'],
    boto3: ['sts', 'get_caller_identity', {}],
    sdk: (settings) => new STSClient(settings).send(new GetCallerIdentityCommand({})),
    answers: { Account: accountId },
  },
  {
    cli: ['sts', 'assume-role', '--role-arn', roleArn, '--role-session-name', 'yardstick'],
    boto3: ['sts', 'assume_role', { RoleArn: roleArn, RoleSessionName: 'yardstick' }],
    sdk: (settings) =>
      new STSClient(settings).send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'yardstick' })),
    answers: { Credentials: { AccessKeyId: expect.stringMatching(/^ASIA/) } },
  },
  {
    cli: ['ssm', 'get-parameter', '--name', '/jetway/mode'],
    boto3: ['ssm', 'get_parameter', { Name: '/jetway/mode' }],
    sdk: (settings) => new SSMClient(settings).send(new GetParameterCommand({ Name: '/jetway/mode' })),
    answers: { Parameter: { Value: 'observe', Version: 1 } },
  },
  {
    cli: ['ssm', 'get-parameter', '--name', '/none'],
    boto3: ['ssm', 'get_parameter', { Name: '/none' }],
    sdk: (settings) => new SSMClient(settings).send(new GetParameterCommand({ Name: '/none' })),
    fails: 'ParameterNotFound',
  },
  {
    // The CLI knows other host names for SQS and prefers them to AWS_ENDPOINT_URL.
    cli: ['sqs', 'send-message', '--queue-url', queueUrl, '--message-body', 'hi', '--endpoint-url', '{url}'],
    boto3: ['sqs', 'send_message', { QueueUrl: queueUrl, MessageBody: 'hi' }],
    sdk: (settings) =>
      new SQSClient(settings).send(
        new SendMessageCommand({ QueueUrl: `${settings.endpoint}${queuePath}`, MessageBody: 'hi' }),
      ),
    answers: { MD5OfMessageBody: '49f68a5c8493ec2c0bf489821c21fc3b' },
  },
  {
    cli: ['sqs', 'receive-message', '--queue-url', queueUrl, '--endpoint-url', '{url}'],
    boto3: ['sqs', 'receive_message', { QueueUrl: queueUrl }],
    sdk: (settings) =>
      new SQSClient(settings).send(
        new ReceiveMessageCommand({ QueueUrl: `${settings.endpoint}${queuePath}` }),
      ),
    answers: { Messages: [{ Body: 'hi' }] },
  },
  {
    cli: ['organizations', 'list-accounts'],
    boto3: ['organizations', 'list_accounts', {}],
    sdk: (settings) => new OrganizationsClient(settings).send(new ListAccountsCommand({})),
    answers: {
      Accounts: expect.arrayContaining([expect.objectContaining({ Id: ids.consumer, Name: 'Consumer' })]),
    },
  },
  {
    cli: ['resourcegroupstaggingapi', 'get-resources', '--resource-type-filters', 'organizations:account'],
    boto3: ['resourcegroupstaggingapi', 'get_resources', { ResourceTypeFilters: ['organizations:account'] }],
    sdk: (settings) =>
      new ResourceGroupsTaggingAPIClient(settings).send(
        new GetResourcesCommand({ ResourceTypeFilters: ['organizations:account'] }),
      ),
    answers: { ResourceTagMappingList: [{ Tags: [{ Key: 'jetway', Value: 'on' }] }] },
  },
  {
    cli: ['ram', 'get-resource-share-associations', '--association-type', 'PRINCIPAL'],
    boto3: ['ram', 'get_resource_share_associations', { associationType: 'PRINCIPAL' }],
    sdk: (settings) =>
      new RAMClient(settings).send(new GetResourceShareAssociationsCommand({ associationType: 'PRINCIPAL' })),
    answers: {
      resourceShareAssociations: [{ associatedEntity: ids.consumer, resourceShareName: 'profile' }],
    },
  },
  {
    cli: ['route53profiles', 'list-profiles', '--max-results', '5'],
    boto3: ['route53profiles', 'list_profiles', { MaxResults: 5 }],
    sdk: (settings) => new Route53ProfilesClient(settings).send(new ListProfilesCommand({ MaxResults: 5 })),
    answers: { ProfileSummaries: [{ Id: ids.profile, Name: 'shared' }] },
  },
  {
    cli: ['ec2', 'describe-vpcs', '--filters', `Name=vpc-id,Values=${filters[0]?.Values.join(',')}`],
    boto3: ['ec2', 'describe_vpcs', { Filters: filters }],
    sdk: (settings) => new EC2Client(settings).send(new DescribeVpcsCommand({ Filters: filters })),
    answers: {
      Vpcs: [{ VpcId: ids.vpc, CidrBlock: '10.1.0.0/16', Tags: [{ Key: 'Name', Value: 'provider' }] }],
    },
  },
  {
    cli: ['ec2', 'describe-vpcs', '--vpc-ids', 'vpc-00000000000000000'],
    boto3: ['ec2', 'describe_vpcs', { VpcIds: ['vpc-00000000000000000'] }],
    sdk: (settings) =>
      new EC2Client(settings).send(new DescribeVpcsCommand({ VpcIds: ['vpc-00000000000000000'] })),
    fails: 'InvalidVpcID.NotFound',
  },
];
