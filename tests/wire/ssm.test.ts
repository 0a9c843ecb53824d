import {
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  PutParameterCommand,
  paginateGetParametersByPath,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Simulator, startSimulator } from '../../sim/server.ts';
import { putParameter } from '../../sim/services/ssm/parameters.ts';
import { World } from '../../sim/world.ts';
import { clientSettings } from './client-settings.ts';

const account = '222222222222';
const region = 'us-east-1';
let world: World;
let simulator: Simulator;
let ssm: SSMClient;
beforeEach(async () => {
  world = new World();
  simulator = await startSimulator(world);
  ssm = new SSMClient(clientSettings(simulator.url, account, region));
});
afterEach(() => simulator.close());

const put = (name: string, value: string) => putParameter(world, { account, region, name, value });

test('a parameter belongs to its account and Region', async () => {
  await ssm.send(new PutParameterCommand({ Name: '/jetway/site', Value: 'one', Type: 'String' }));
  const get = new GetParameterCommand({ Name: '/jetway/site' });
  expect((await ssm.send(get)).Parameter).toEqual({
    Name: '/jetway/site',
    Type: 'String',
    Value: 'one',
    Version: 1,
    ARN: 'arn:aws:ssm:us-east-1:222222222222:parameter/jetway/site',
    DataType: 'text',
    LastModifiedDate: world.clock.now(),
  });
  for (const elsewhere of [
    clientSettings(simulator.url, '333333333333'),
    clientSettings(simulator.url, account, 'eu-west-1'),
  ])
    await expect(new SSMClient(elsewhere).send(get)).rejects.toMatchObject({ name: 'ParameterNotFound' });
});

test('a parameter is overwritten only on request, and keeps its versions', async () => {
  put('/a', 'one');
  const again = { Name: '/a', Value: 'two' };
  await expect(ssm.send(new PutParameterCommand(again))).rejects.toMatchObject({
    name: 'ParameterAlreadyExists',
  });
  expect(await ssm.send(new PutParameterCommand({ ...again, Overwrite: true }))).toMatchObject({
    Version: 2,
  });
  const readValue = async (Name: string) =>
    (await ssm.send(new GetParameterCommand({ Name }))).Parameter?.Value;
  expect(await readValue('/a')).toBe('two');
  expect(await readValue('/a:1')).toBe('one');
  expect(await readValue('arn:aws:ssm:us-east-1:222222222222:parameter/a')).toBe('two');
  await expect(readValue('/a:3')).rejects.toMatchObject({ name: 'ParameterVersionNotFound' });
});

test('GetParameters says which names are nothing', async () => {
  put('/a', 'one');
  const { Parameters, InvalidParameters } = await ssm.send(new GetParametersCommand({ Names: ['/a', '/b'] }));
  expect(Parameters?.map(({ Value }) => Value)).toEqual(['one']);
  expect(InvalidParameters).toEqual(['/b']);
});

test('GetParametersByPath reads one level, or all of them by pages', async () => {
  for (const name of ['/jetway/a', '/jetway/b', '/jetway/deep/c', '/jetways/d']) put(name, name);
  const direct = await ssm.send(new GetParametersByPathCommand({ Path: '/jetway' }));
  expect(direct.Parameters?.map(({ Name }) => Name)).toEqual(['/jetway/a', '/jetway/b']);
  const pages: (string | undefined)[][] = [];
  for await (const { Parameters = [] } of paginateGetParametersByPath(
    { client: ssm, pageSize: 2 },
    { Path: '/jetway/', Recursive: true },
  ))
    pages.push(Parameters.map(({ Name }) => Name));
  expect(pages).toEqual([['/jetway/a', '/jetway/b'], ['/jetway/deep/c']]);
});

test.each([
  { wrong: 'no type', input: { Name: '/a', Value: 'b' }, name: 'ValidationException' },
  {
    wrong: 'a value too long',
    input: { Name: '/a', Value: 'x'.repeat(4097), Type: 'String' as const },
    name: 'ValidationException',
  },
  {
    wrong: 'a secret, which is not modelled',
    input: { Name: '/a', Value: 'b', Type: 'SecureString' as const },
    name: 'SimulatorNotModelled',
  },
])('PutParameter refuses $wrong', ({ input, name }) =>
  expect(ssm.send(new PutParameterCommand(input))).rejects.toMatchObject({ name }),
);
