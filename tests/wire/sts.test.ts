import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Simulator, startSimulator } from '../../sim/server.ts';
import type { AccountState } from '../../sim/services/organizations/state.ts';
import { addRole, removeRole } from '../../sim/services/sts/roles.ts';
import { World } from '../../sim/world.ts';
import { clientSettings } from './client-settings.ts';

const consumer = '333333333333';
const provider = '222222222222';
const roleArn = `arn:aws:iam::${consumer}:role/reconciled`;
let world: World;
let simulator: Simulator;
beforeEach(async () => {
  world = new World();
  addRole(world, {
    account: consumer,
    name: 'reconciled',
    trusts: [provider],
    allows: ['ec2:Describe*', 'sts:*'],
  });
  simulator = await startSimulator(world);
});
afterEach(() => simulator.close());

const assume = (input: Partial<AssumeRoleCommandInput> = {}, as = provider) =>
  new STSClient(clientSettings(simulator.url, as)).send(
    new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'jetway', ...input }),
  );
const assumed = async () => (await assume()).Credentials?.AccessKeyId ?? '';
const whoAmI = (accessKeyId: string) =>
  new STSClient(clientSettings(simulator.url, accessKeyId)).send(new GetCallerIdentityCommand({}));

test('issued credentials act for the role in its account', async () => {
  expect(await whoAmI(await assumed())).toMatchObject({
    Account: consumer,
    Arn: `arn:aws:sts::${consumer}:assumed-role/reconciled/jetway`,
    UserId: expect.stringMatching(/^AROA[\dA-F]{17}:jetway$/),
  });
});

test('they expire in simulated time', async () => {
  const key = await assumed();
  world.clock.advance(3599);
  await expect(whoAmI(key)).resolves.toMatchObject({ Account: consumer });
  world.clock.advance(1);
  await expect(whoAmI(key)).rejects.toMatchObject({ name: 'ExpiredToken' });
});

test('they end with the role', async () => {
  const key = await assumed();
  removeRole(world, consumer, 'reconciled');
  await expect(whoAmI(key)).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
});

describe('AssumeRole is denied, always in the same words,', () => {
  const states: readonly AccountState[] = ['CLOSED', 'SUSPENDED'];
  const inState = (state: AccountState) =>
    world.organization.accounts.set(consumer, {
      id: consumer,
      name: 'Consumer',
      email: 'consumer@example.com',
      state,
      parentId: world.organization.rootId,
      joinedMethod: 'CREATED',
      joinedAtMs: 0,
    });

  test.each([
    { because: 'the role does not exist', given: () => removeRole(world, consumer, 'reconciled') },
    {
      because: 'the role trusts others',
      given: () => addRole(world, { account: consumer, name: 'reconciled', trusts: [] }),
    },
    ...states.map((state) => ({ because: `the account is ${state}`, given: () => inState(state) })),
  ])('because $because', async ({ given }) => {
    given();
    await expect(assume()).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: arn:aws:iam::${provider}:user/administrator is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
      $metadata: { httpStatusCode: 403 },
    });
  });
});

test.each([
  { wrong: 'a session name of one letter', input: { RoleSessionName: 'a' } },
  { wrong: 'a duration under 15 minutes', input: { DurationSeconds: 899 } },
  { wrong: 'a duration over 12 hours', input: { DurationSeconds: 43201 } },
  { wrong: 'an ARN of no role', input: { RoleArn: 'arn:aws:iam::333333333333:user/somebody' } },
])('AssumeRole refuses $wrong', ({ input }) =>
  expect(assume(input)).rejects.toMatchObject({ name: 'ValidationError' }),
);

test('a chained role is assumed for one hour at most', async () => {
  addRole(world, { account: provider, name: 'reconciler', trusts: [provider] });
  const { Credentials } = await assume({ RoleArn: `arn:aws:iam::${provider}:role/reconciler` });
  await expect(assume({ DurationSeconds: 3601 }, Credentials?.AccessKeyId)).rejects.toMatchObject({
    name: 'ValidationError',
  });
  await expect(assume({ DurationSeconds: 3600 }, Credentials?.AccessKeyId)).resolves.toMatchObject({
    Credentials: { Expiration: new Date(world.clock.nowMs + 3600_000) },
  });
});

test('a role may call what it allows and nothing else', async () => {
  const ec2 = new EC2Client(clientSettings(simulator.url, await assumed()));
  await expect(ec2.send(new DescribeVpcsCommand({}))).resolves.toMatchObject({ Vpcs: [] });
  addRole(world, { account: consumer, name: 'reconciled', trusts: [provider], allows: ['ec2:CreateRoute'] });
  await expect(ec2.send(new DescribeVpcsCommand({}))).rejects.toMatchObject({
    name: 'UnauthorizedOperation',
    message: expect.stringContaining(
      `assumed-role/reconciled/jetway is not authorized to perform: ec2:DescribeVpcs`,
    ),
    $metadata: { httpStatusCode: 403 },
  });
});
