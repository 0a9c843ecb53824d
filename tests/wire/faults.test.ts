import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeOrganizationCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { GetResourceSharesCommand, RAMClient } from '@aws-sdk/client-ram';
import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { ListProfilesCommand, Route53ProfilesClient } from '@aws-sdk/client-route53profiles';
import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Fault } from '../../sim/faults.ts';
import { type Simulator, startSimulator } from '../../sim/server.ts';
import { World } from '../../sim/world.ts';
import { clientSettings } from './client-settings.ts';

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator(new World());
});
afterEach(() => simulator.close());

type Settings = ReturnType<typeof clientSettings>;
const reads = {
  organizations: (s: Settings) => new OrganizationsClient(s).send(new DescribeOrganizationCommand({})),
  tagging: (s: Settings) => new ResourceGroupsTaggingAPIClient(s).send(new GetResourcesCommand({})),
  sts: (s: Settings) => new STSClient(s).send(new GetCallerIdentityCommand({})),
  ram: (s: Settings) => new RAMClient(s).send(new GetResourceSharesCommand({ resourceOwner: 'SELF' })),
  route53profiles: (s: Settings) => new Route53ProfilesClient(s).send(new ListProfilesCommand({})),
  ec2: (s: Settings) => new EC2Client(s).send(new DescribeVpcsCommand({})),
  ssm: (s: Settings) => new SSMClient(s).send(new GetParameterCommand({ Name: '/a' })),
  sqs: (s: Settings) => new SQSClient(s).send(new GetQueueUrlCommand({ QueueName: 'a' })),
};

const errors: readonly { service: keyof typeof reads; fault: Fault; code: string; status: number }[] = [
  { service: 'organizations', fault: 'throttle', code: 'TooManyRequestsException', status: 400 },
  { service: 'tagging', fault: 'throttle', code: 'ThrottledException', status: 400 },
  { service: 'sts', fault: 'throttle', code: 'Throttling', status: 400 },
  { service: 'ram', fault: 'throttle', code: 'ThrottlingException', status: 429 },
  { service: 'route53profiles', fault: 'throttle', code: 'ThrottlingException', status: 400 },
  { service: 'ec2', fault: 'throttle', code: 'RequestLimitExceeded', status: 503 },
  { service: 'sqs', fault: 'throttle', code: 'RequestThrottled', status: 403 },
  { service: 'organizations', fault: 'internalError', code: 'ServiceException', status: 500 },
  { service: 'ram', fault: 'internalError', code: 'ServerInternalException', status: 500 },
  { service: 'route53profiles', fault: 'internalError', code: 'InternalServiceErrorException', status: 400 },
  { service: 'ec2', fault: 'internalError', code: 'InternalError', status: 500 },
  { service: 'ssm', fault: 'internalError', code: 'InternalServerError', status: 500 },
  { service: 'organizations', fault: 'accessDenied', code: 'AccessDeniedException', status: 400 },
  { service: 'ram', fault: 'accessDenied', code: 'AccessDeniedException', status: 403 },
  { service: 'ec2', fault: 'accessDenied', code: 'UnauthorizedOperation', status: 403 },
  { service: 'sts', fault: 'accessDenied', code: 'AccessDenied', status: 403 },
];

test.each(errors)(
  '$service answers $fault with $code ($status)',
  async ({ service, fault, code, status }) => {
    simulator.faults.inject(fault, { service });
    await expect(reads[service](clientSettings(simulator.url, '111111111111'))).rejects.toMatchObject({
      name: code,
      $metadata: { httpStatusCode: status },
    });
    expect(simulator.journal.records.at(-1)?.outcome).toEqual({ state: 'error', code });
  },
);

describe('a connection that is cut', () => {
  const put = new PutParameterCommand({ Name: '/a', Value: 'b', Type: 'String' });

  test.each([
    { fault: 'cutBefore' as const, tookEffect: false, after: 'ParameterNotFound' },
    { fault: 'cutAfter' as const, tookEffect: true, after: 'b' },
  ])('$fault: took effect $tookEffect', async ({ fault, tookEffect, after }) => {
    const ssm = new SSMClient(clientSettings(simulator.url));
    simulator.faults.inject(fault, { operation: 'PutParameter' });
    await expect(ssm.send(put)).rejects.toThrow(/ECONNRESET/);
    expect(simulator.journal.records.at(-1)?.outcome).toEqual({ state: 'cut', tookEffect });
    const read = ssm.send(new GetParameterCommand({ Name: '/a' }));
    const seen = read.then(
      ({ Parameter }) => Parameter?.Value,
      (error: Error) => error.name,
    );
    expect(await seen).toBe(after);
  });

  test('a timeout is never answered; the client gives up', async () => {
    const impatient = new AbortController();
    simulator.faults.intercept(() => {
      setImmediate(() => impatient.abort());
      return 'timeout';
    });
    const ssm = new SSMClient(clientSettings(simulator.url));
    await expect(ssm.send(put, { abortSignal: impatient.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(simulator.journal.records.at(-1)?.outcome).toEqual({ state: 'cut', tookEffect: false });
  });
});

describe('which calls a fault hits', () => {
  const outcomes = () =>
    simulator.journal.records.map(({ outcome }) =>
      outcome.state === 'error' ? outcome.code : outcome.state,
    );
  const read = (account = '222222222222') =>
    reads.sts(clientSettings(simulator.url, account)).catch((error: unknown) => error);

  test.each([
    { match: { nth: 2 }, expected: ['ok', 'Throttling', 'ok'] },
    { match: { times: 1 }, expected: ['Throttling', 'ok', 'ok'] },
    { match: { account: '333333333333' }, expected: ['ok', 'ok', 'ok'] },
    { match: { service: 'ec2' }, expected: ['ok', 'ok', 'ok'] },
    {
      match: { when: ({ sequence }: { sequence: number }) => sequence >= 2 },
      expected: ['ok', 'Throttling', 'Throttling'],
    },
  ])('$match', async ({ match, expected }) => {
    simulator.faults.inject('throttle', match);
    for (const _ of expected) await read();
    expect(outcomes()).toEqual(expected);
  });

  test('none any more once it is taken out', async () => {
    const stop = simulator.faults.inject('throttle');
    await read();
    stop();
    await read();
    expect(outcomes()).toEqual(['Throttling', 'ok']);
  });

  test('an SDK client with retries gets over a single throttle', async () => {
    simulator.faults.inject('throttle', { times: 1 });
    const output = await reads.sts({ ...clientSettings(simulator.url), maxAttempts: 2 });
    expect(output.$metadata.attempts).toBe(2);
  });
});
