import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { createSimulator, type SimulatorCore } from '../../../../sim/server.ts';
import { addAccount, removeAccount } from '../../../../sim/services/organizations/tree.ts';
import { addRole } from '../../../../sim/services/sts/roles.ts';
import { World } from '../../../../sim/world.ts';
import { credentialsOf, document, settings, statement } from './clients.ts';

const provider = '222222222222';
const consumer = '333333333333';
const RoleArn = `arn:aws:iam::${consumer}:role/jetway-consumer`;
const mayAssume = statement('sts:AssumeRole', { Resource: RoleArn });
let world: World;
let core: SimulatorCore;
beforeEach(() => {
  world = new World();
  addAccount(world, { id: provider, name: 'provider' });
  addAccount(world, { id: consumer, name: 'consumer' });
  trust({ AWS: `arn:aws:iam::${provider}:root` }, reconcilerOfTheOrganization);
  core = createSimulator(world);
});

const reconcilerOfTheOrganization = {
  ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${provider}:role/reconciler` },
  StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
};

function trust(Principal: object, Condition: object = {}, account = consumer) {
  const trustPolicy = document({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', Condition });
  addRole(world, { account, name: 'jetway-consumer', trustPolicy, policies: [] });
}

const assume = (accessKeyId: string, input: { RoleArn?: string; ExternalId?: string } = {}) =>
  new STSClient(settings(core, accessKeyId)).send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: 'jetway', ...input }),
  );
const reconciler = (...statements: readonly object[]) =>
  credentialsOf(world, { account: provider, name: 'reconciler' }, ...statements);
const refused = (arn = `arn:aws:sts::${provider}:assumed-role/reconciler/run`) => ({
  name: 'AccessDenied',
  message: `User: ${arn} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
});

describe('a role that trusts one role of an account of the organization', () => {
  test('is assumed by that role', async () => {
    await expect(assume(reconciler(mayAssume))).resolves.toMatchObject({
      AssumedRoleUser: { Arn: `arn:aws:sts::${consumer}:assumed-role/jetway-consumer/jetway` },
    });
  });
  test('is not assumed by another role of the right account', async () => {
    const other = credentialsOf(world, { account: provider, name: 'route-event' }, mayAssume);
    await expect(assume(other)).rejects.toMatchObject(
      refused(`arn:aws:sts::${provider}:assumed-role/route-event/run`),
    );
  });
  test('is not assumed by a role of the same name in another account', async () => {
    addAccount(world, { id: '444444444444', name: 'other' });
    const other = credentialsOf(world, { account: '444444444444', name: 'reconciler' }, mayAssume);
    await expect(assume(other)).rejects.toMatchObject({ name: 'AccessDenied' });
  });
  test('is not assumed by the administrator of the right account', async () => {
    await expect(assume(provider)).rejects.toMatchObject(
      refused(`arn:aws:iam::${provider}:user/administrator`),
    );
  });
  test('is not assumed from outside the organization', async () => {
    const key = reconciler(mayAssume);
    removeAccount(world, provider);
    await expect(assume(key)).rejects.toMatchObject(refused());
  });
  test('is not assumed under a path that it is not in', async () => {
    const key = reconciler(statement('sts:AssumeRole'));
    const arn = RoleArn.replace('role/', 'role/elsewhere/');
    await expect(assume(key, { RoleArn: arn })).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

describe('who assumes a role of another account needs to be allowed to', () => {
  test.each([
    { given: 'nothing', statements: [] },
    { given: 'another action', statements: [statement('sts:GetCallerIdentity')] },
    { given: 'another role', statements: [statement('sts:AssumeRole', { Resource: `${RoleArn}2` })] },
    { given: 'it, and denies it', statements: [mayAssume, { ...mayAssume, Effect: 'Deny' }] },
  ])('by its own policies, which allow $given', async ({ statements }) => {
    await expect(assume(reconciler(...statements))).rejects.toMatchObject(refused());
  });
  test('even where the trust policy names it', async () => {
    trust({ AWS: `arn:aws:iam::${provider}:role/reconciler` });
    await expect(assume(reconciler())).rejects.toMatchObject(refused());
    await expect(assume(reconciler(mayAssume))).resolves.toBeDefined();
  });

  const inOrganization = statement('sts:AssumeRole', {
    Resource: 'arn:aws:iam::*:role/jetway-consumer',
    Condition: { StringEquals: { 'aws:ResourceOrgID': 'o-a1b2c3d4e5' } },
  });
  test('in an account of the organization, where its policy says so', async () => {
    await expect(assume(reconciler(inOrganization))).resolves.toBeDefined();
  });
  test('and an account that has just departed is none', async () => {
    removeAccount(world, consumer);
    await expect(assume(reconciler(inOrganization))).rejects.toMatchObject(refused());
    await expect(assume(reconciler(mayAssume))).resolves.toBeDefined();
  });
});

describe('within an account', () => {
  const own = `arn:aws:iam::${provider}:role/jetway-consumer`;
  const principals = {
    role: { AWS: `arn:aws:iam::${provider}:role/reconciler` },
    account: { AWS: provider },
    nobody: { Service: 'lambda.amazonaws.com' },
  };
  test.each([
    { trusted: 'role' as const, allowed: false, succeeds: true },
    { trusted: 'role' as const, allowed: true, succeeds: true },
    { trusted: 'account' as const, allowed: false, succeeds: false },
    { trusted: 'account' as const, allowed: true, succeeds: true },
    { trusted: 'nobody' as const, allowed: true, succeeds: false },
  ])(
    'trust in the $trusted, own policy allows it $allowed: $succeeds',
    async ({ trusted, allowed, succeeds }) => {
      trust(principals[trusted], {}, provider);
      const key = reconciler(...(allowed ? [statement('sts:AssumeRole')] : []));
      const assuming = assume(key, { RoleArn: own });
      if (succeeds) await expect(assuming).resolves.toBeDefined();
      else await expect(assuming).rejects.toMatchObject({ name: 'AccessDenied' });
    },
  );
});

test('a role that wants an external id is assumed with it', async () => {
  trust({ AWS: provider }, { StringEquals: { 'sts:ExternalId': 'agreed' } });
  await expect(assume(provider)).rejects.toMatchObject({ name: 'AccessDenied' });
  await expect(assume(provider, { ExternalId: 'agreed' })).resolves.toBeDefined();
});
