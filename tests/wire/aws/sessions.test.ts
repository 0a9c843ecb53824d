import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readCaller } from '../../../lib/aws/caller.ts';
import { AccountId } from '../../../lib/model/ids.ts';
import { addVpc } from '../../../sim/services/ec2/vpcs.ts';
import { putParameter } from '../../../sim/services/ssm/parameters.ts';
import { addRole, removeRole } from '../../../sim/services/sts/roles.ts';
import {
  aWorld,
  consumer,
  management,
  portsTo,
  provider,
  region,
  type Simulated,
  simulated,
} from './simulated.ts';

let jetway: Simulated;
beforeEach(async () => {
  jetway = await simulated(aWorld());
});
afterEach(() => jetway.simulator.close());

describe('an account', () => {
  test('is entered once for callers at the same time, and for the next hour', async () => {
    const { ports, world, calls } = jetway;
    const entered = await Promise.all([1, 2, 3].map(() => ports.consumer(consumer, region)));
    await Promise.all(entered.map((port) => port.vpcs()));
    world.clock.advance(50 * 60);
    await (await ports.consumer(consumer, region)).vpcs();
    expect(calls().filter((operation) => operation === 'AssumeRole')).toHaveLength(1);
  });

  test('is entered again before its credentials end, behind ports that are open', async () => {
    const { ports, world, calls } = jetway;
    addVpc(world, { account: consumer, region, cidrs: ['10.1.0.0/16'] });
    const port = await ports.consumer(consumer, region);
    world.clock.advance(56 * 60);
    await (await ports.consumer(consumer, region)).vpcs();
    world.clock.advance(10 * 60);
    expect(await port.vpcs()).toHaveLength(1);
    expect(calls().filter((operation) => operation === 'AssumeRole')).toHaveLength(2);
  });

  test.each([
    { why: 'has no role', account: AccountId.parse('444444444444') },
    { why: 'does not trust the caller', account: AccountId.parse('555555555555') },
  ])('that $why is refused, and tried again the next time', async ({ account }) => {
    const { ports, world } = jetway;
    addRole(world, { account: AccountId.parse('555555555555'), name: 'jetway', trusts: [management] });
    await expect(ports.consumer(account, region)).rejects.toMatchObject({
      code: 'role-refused',
      problem: {
        resource: `arn:aws:iam::${account}:role/jetway`,
        aws: { service: 'STS', operation: 'AssumeRole', code: 'AccessDenied', requestId: expect.any(String) },
      },
    });
    addRole(world, { account, name: 'jetway', trusts: [provider] });
    await expect(ports.consumer(account, region)).resolves.toBeDefined();
  });

  test('whose role went while the ports were open refuses their calls', async () => {
    const { ports, world } = jetway;
    const port = await ports.consumer(consumer, region);
    removeRole(world, consumer, 'jetway');
    await expect(port.vpcs()).rejects.toMatchObject({ code: 'access-denied' });
  });
});

test.each([
  { as: management, enters: [] },
  { as: provider, enters: ['AssumeRole'] },
])('a role is assumed only from another account: $as', async ({ as, enters }) => {
  const ports = portsTo(jetway.simulator, jetway.world, { as });
  await ports.organization.account(consumer);
  expect(jetway.calls()).toEqual([...enters, 'DescribeAccount']);
});

test('the site parameter is read from the provider, and may be absent', async () => {
  const { ports, world, simulator } = jetway;
  expect(await ports.siteParameter(region, '/jetway/x/site')).toBeUndefined();
  putParameter(world, { account: provider, region, name: '/jetway/x/site', value: '{}' });
  expect(await ports.siteParameter(region, '/jetway/x/site')).toBe('{}');
  simulator.faults.inject('accessDenied', { operation: 'GetParameter' });
  await expect(ports.siteParameter(region, '/jetway/x/site')).rejects.toMatchObject({
    code: 'access-denied',
  });
});

test.each([
  { keyId: provider, found: { account: provider, arn: `arn:aws:iam::${provider}:user/administrator` } },
  { keyId: 'nobody', found: { code: 'access-denied' } },
])('the credentials of $keyId say whose they are', async ({ keyId, found }) => {
  const options = {
    region,
    credentials: { accessKeyId: keyId, secretAccessKey: 'unchecked' },
    clientOptions: { endpoint: jetway.simulator.url },
  };
  const read = readCaller(options).then(
    (caller) => caller,
    (error: unknown) => error,
  );
  expect(await read).toMatchObject(found);
});
