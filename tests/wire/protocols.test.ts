import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeOrganizationCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { GetResourceSharesCommand, RAMClient } from '@aws-sdk/client-ram';
import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { ListProfilesCommand, Route53ProfilesClient } from '@aws-sdk/client-route53profiles';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Simulator, startSimulator } from '../../sim/server.ts';
import { addRole } from '../../sim/services/sts/roles.ts';
import { World } from '../../sim/world.ts';
import { clientSettings } from './client-settings.ts';

let simulator: Simulator;
beforeAll(async () => {
  const world = new World();
  addRole(world, { account: '333333333333', name: 'reader', trusts: ['111111111111'] });
  simulator = await startSimulator(world);
});
afterAll(() => simulator.close());

type Settings = ReturnType<typeof clientSettings>;
const roleArn = 'arn:aws:iam::333333333333:role/reader';

test.each([
  {
    protocol: 'awsQuery',
    operation: 'sts:AssumeRole',
    call: (settings: Settings) =>
      new STSClient(settings).send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'test' })),
    answers: {
      Credentials: {
        AccessKeyId: expect.stringMatching(/^ASIA/),
        Expiration: new Date(Date.UTC(2026, 8, 14, 9)),
      },
      AssumedRoleUser: { Arn: 'arn:aws:sts::333333333333:assumed-role/reader/test' },
    },
  },
  {
    protocol: 'awsJson 1.1',
    operation: 'ssm:PutParameter',
    call: (settings: Settings) =>
      new SSMClient(settings).send(
        new PutParameterCommand({ Name: '/jetway/mode', Value: 'on', Type: 'String' }),
      ),
    answers: { Version: 1, Tier: 'Standard' },
  },
  {
    protocol: 'awsJson 1.0',
    operation: 'sqs:CreateQueue',
    call: (settings: Settings) => new SQSClient(settings).send(new CreateQueueCommand({ QueueName: 'jobs' })),
    answers: { QueueUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/111111111111\/jobs$/) },
  },
  {
    protocol: 'awsJson 1.1',
    operation: 'organizations:DescribeOrganization',
    call: (settings: Settings) => new OrganizationsClient(settings).send(new DescribeOrganizationCommand({})),
    answers: { Organization: { Id: 'o-a1b2c3d4e5', MasterAccountId: '111111111111' } },
  },
  {
    protocol: 'awsJson 1.1',
    operation: 'tagging:GetResources',
    call: (settings: Settings) =>
      new ResourceGroupsTaggingAPIClient(settings).send(new GetResourcesCommand({})),
    answers: { ResourceTagMappingList: [] },
  },
  {
    protocol: 'restJson1',
    operation: 'ram:GetResourceShares',
    call: (settings: Settings) =>
      new RAMClient(settings).send(new GetResourceSharesCommand({ resourceOwner: 'SELF' })),
    answers: { resourceShares: [] },
  },
  {
    protocol: 'restJson1',
    operation: 'route53profiles:ListProfiles',
    call: (settings: Settings) => new Route53ProfilesClient(settings).send(new ListProfilesCommand({})),
    answers: { ProfileSummaries: [] },
  },
  {
    protocol: 'ec2Query',
    operation: 'ec2:DescribeVpcs',
    call: (settings: Settings) => new EC2Client(settings).send(new DescribeVpcsCommand({})),
    answers: { Vpcs: [] },
  },
])('$operation over $protocol is answered and recorded', async ({ operation, call, answers }) => {
  const output = await call(clientSettings(simulator.url, '111111111111'));
  expect(output).toMatchObject(answers);
  expect(output.$metadata).toMatchObject({
    httpStatusCode: 200,
    requestId: expect.stringMatching(/^[\da-f-]{36}$/),
  });
  const record = simulator.journal.records.at(-1);
  expect(`${record?.service}:${record?.operation}`).toBe(operation);
  expect(record).toMatchObject({
    requestId: output.$metadata.requestId,
    region: 'us-east-1',
    caller: { account: '111111111111' },
    outcome: { state: 'ok' },
  });
});
