import { CreateVpcCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  DescribeAccountCommand,
  DescribeOrganizationCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { GetResourceSharesCommand, RAMClient } from '@aws-sdk/client-ram';
import { ListProfilesCommand, Route53ProfilesClient } from '@aws-sdk/client-route53profiles';
import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  GetParameterCommand,
  LabelParameterVersionCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Simulator, startSimulator } from '../../sim/server.ts';
import { World } from '../../sim/world.ts';
import { clientSettings } from './client-settings.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator(new World());
});
afterAll(() => simulator.close());

type Settings = ReturnType<typeof clientSettings>;

describe('credentials that nobody issued', () => {
  test.each([
    {
      code: 'InvalidClientTokenId',
      status: 403,
      call: (s: Settings) => new STSClient(s).send(new GetCallerIdentityCommand({})),
    },
    {
      code: 'AuthFailure',
      status: 401,
      call: (s: Settings) => new EC2Client(s).send(new DescribeVpcsCommand({})),
    },
    {
      code: 'UnrecognizedClientException',
      status: 400,
      call: (s: Settings) => new SSMClient(s).send(new GetParameterCommand({ Name: 'a' })),
    },
    {
      code: 'UnrecognizedClientException',
      status: 400,
      call: (s: Settings) => new OrganizationsClient(s).send(new DescribeOrganizationCommand({})),
    },
    {
      code: 'UnrecognizedClientException',
      status: 403,
      call: (s: Settings) => new SQSClient(s).send(new GetQueueUrlCommand({ QueueName: 'a' })),
    },
    {
      code: 'UnrecognizedClientException',
      status: 403,
      call: (s: Settings) => new RAMClient(s).send(new GetResourceSharesCommand({ resourceOwner: 'SELF' })),
    },
    {
      code: 'UnrecognizedClientException',
      status: 403,
      call: (s: Settings) => new Route53ProfilesClient(s).send(new ListProfilesCommand({})),
    },
  ])('$code with $status', async ({ code, status, call }) => {
    await expect(call(clientSettings(simulator.url, 'AKIAUNKNOWN'))).rejects.toMatchObject({
      name: code,
      $metadata: { httpStatusCode: status },
    });
    expect(simulator.journal.records.at(-1)).toMatchObject({ outcome: { state: 'error', code } });
    expect(simulator.journal.records.at(-1)?.caller).toBeUndefined();
  });
});

describe('what is not modelled is refused by name and not tried again', () => {
  test.each([
    {
      what: 'STS GetSessionToken',
      call: (s: Settings) => new STSClient(s).send(new GetSessionTokenCommand({})),
    },
    {
      what: 'SSM LabelParameterVersion',
      call: (s: Settings) =>
        new SSMClient(s).send(new LabelParameterVersionCommand({ Name: 'a', Labels: ['b'] })),
    },
    {
      what: 'SSM PutParameter AllowedPattern',
      call: (s: Settings) =>
        new SSMClient(s).send(new PutParameterCommand({ Name: 'a', Value: 'b', AllowedPattern: '.*' })),
    },
    {
      what: 'STS AssumeRole Policy',
      call: (s: Settings) =>
        new STSClient(s).send(
          new AssumeRoleCommand({ RoleArn: 'arn', RoleSessionName: 'abc', Policy: '{}' }),
        ),
    },
  ])('$what', async ({ what, call }) => {
    const before = simulator.journal.records.length;
    const patient = { ...clientSettings(simulator.url), maxAttempts: 3 };
    await expect(call(patient)).rejects.toMatchObject({
      name: 'SimulatorNotModelled',
      message: `The simulator does not model ${what}`,
      $metadata: { httpStatusCode: 501, attempts: 1 },
    });
    expect(simulator.journal.records).toHaveLength(before + 1);
  });

  test('a member that the SDK itself does not know', async () => {
    const response = await fetch(simulator.url, {
      method: 'POST',
      headers: {
        authorization: 'AWS4-HMAC-SHA256 Credential=222222222222/20260914/us-east-1/ssm/aws4_request',
        'x-amz-target': 'AmazonSSM.GetParameter',
      },
      body: JSON.stringify({ Name: 'a', Colour: 'red' }),
    });
    expect(await response.json()).toMatchObject({
      message: 'The simulator does not model SSM GetParameter Colour',
    });
  });

  test('a service', async () => {
    const response = await fetch(`${simulator.url}/keys`, {
      headers: {
        authorization: 'AWS4-HMAC-SHA256 Credential=222222222222/20260914/us-east-1/kms/aws4_request',
      },
    });
    expect(response.status).toBe(501);
    expect(await response.json()).toMatchObject({
      message: 'The simulator does not model the service kms',
    });
  });
});

test('a request without a signature is refused in the form of the request', async () => {
  const response = await fetch(simulator.url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'Action=DescribeVpcs',
  });
  expect(response.status).toBe(403);
  expect(await response.text()).toContain('<Code>MissingAuthenticationToken</Code>');
});

test.each([
  {
    given: 'a modelled exception of SSM',
    call: (s: Settings) => new SSMClient(s).send(new GetParameterCommand({ Name: '/none' })),
    error: { name: 'ParameterNotFound', $fault: 'client' },
  },
  {
    given: 'a modelled exception of SQS, which has a query code',
    call: (s: Settings) => new SQSClient(s).send(new GetQueueUrlCommand({ QueueName: 'none' })),
    error: {
      name: 'QueueDoesNotExist',
      Error: { Code: 'AWS.SimpleQueueService.NonExistentQueue', Type: 'Sender' },
    },
  },
  {
    given: 'a code of EC2, which models none',
    call: (s: Settings) =>
      new EC2Client(s).send(new DescribeVpcsCommand({ VpcIds: ['vpc-0123456789abcdef0'] })),
    error: { name: 'InvalidVpcID.NotFound', message: expect.stringContaining('vpc-0123456789abcdef0') },
  },
  {
    given: 'a modelled exception of Organizations, whose message is spelt Message',
    call: (s: Settings) =>
      new OrganizationsClient({ ...s, credentials: { ...s.credentials, accessKeyId: '111111111111' } }).send(
        new DescribeAccountCommand({ AccountId: '999999999999' }),
      ),
    error: { name: 'AccountNotFoundException', message: expect.stringContaining("doesn't exist") },
  },
])('$given comes with its code, message and request id', async ({ call, error }) => {
  const thrown = await call(clientSettings(simulator.url)).catch((cause: unknown) => cause);
  expect(thrown).toMatchObject({ ...error, message: expect.stringMatching(/./) });
  expect(thrown).toMatchObject({ $metadata: { requestId: simulator.journal.records.at(-1)?.requestId } });
});

test('DryRun says what would have been done, and nothing is', async () => {
  const ec2 = new EC2Client(clientSettings(simulator.url));
  await expect(
    ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16', DryRun: true })),
  ).rejects.toMatchObject({
    name: 'DryRunOperation',
    $metadata: { httpStatusCode: 412 },
  });
  expect((await ec2.send(new DescribeVpcsCommand({}))).Vpcs).toEqual([]);
});
