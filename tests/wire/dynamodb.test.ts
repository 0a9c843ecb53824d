import {
  type AttributeValue,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
  paginateScan,
  QueryCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Simulator, startSimulator } from '../../sim/server.ts';
import { addTable } from '../../sim/services/dynamodb/tables.ts';
import { World } from '../../sim/world.ts';
import { clientSettings } from './client-settings.ts';

const account = '222222222222';
const region = 'eu-west-1';
const TableName = 'things';

let world: World;
let simulator: Simulator;
let dynamodb: DynamoDBClient;
beforeEach(async () => {
  world = new World();
  addTable(world, { account, region, name: TableName });
  simulator = await startSimulator(world);
  dynamodb = new DynamoDBClient(clientSettings(simulator.url, account, region));
});
afterEach(() => simulator.close());

type Item = Record<string, AttributeValue>;
const key = (sk: string, pk = 'p') => ({ pk: { S: pk }, sk: { S: sk } });
const put = (sk: string, item: Item = {}) =>
  dynamodb.send(new PutItemCommand({ TableName, Item: { ...key(sk), ...item } }));
const get = async (sk: string) =>
  (await dynamodb.send(new GetItemCommand({ TableName, Key: key(sk), ConsistentRead: true }))).Item;
const update = (sk: string, request: Partial<UpdateItemCommandInput>) =>
  dynamodb.send(new UpdateItemCommand({ TableName, Key: key(sk), ...request }));

test('an item is what was put until it is deleted, and none of it is a change of the managed world', async () => {
  expect(await get('a')).toBeUndefined();
  await put('a', { what: { S: 'old' } });
  await put('a', { count: { N: '1' } });
  expect(await get('a')).toEqual({ ...key('a'), count: { N: '1' } });
  await dynamodb.send(new DeleteItemCommand({ TableName, Key: key('a') }));
  expect(await get('a')).toBeUndefined();
  expect(simulator.journal.records.filter(({ mutating }) => mutating)).toEqual([]);
});

test('a table is its account’s and its Region’s, and another is not found', async () => {
  const elsewhere = new DynamoDBClient(clientSettings(simulator.url, account, 'us-east-1'));
  await expect(elsewhere.send(new GetItemCommand({ TableName, Key: key('a') }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Requested resource not found',
  });
});

describe('an update', () => {
  test('sets, counts and removes, all of it from the item as it was, and makes one that is not there', async () => {
    const counting = {
      UpdateExpression: 'SET #a = :a, #n = if_not_exists(#n, :zero) + :one REMOVE #b',
      ExpressionAttributeNames: { '#a': 'a', '#n': 'n', '#b': 'b' },
      ExpressionAttributeValues: { ':a': { S: 'x' }, ':zero': { N: '0' }, ':one': { N: '1' } },
      ReturnValues: 'ALL_NEW' as const,
    };
    expect(await update('a', counting)).toMatchObject({
      Attributes: { ...key('a'), a: { S: 'x' }, n: { N: '1' } },
    });
    await put('b', { n: { N: '7' }, b: { S: 'gone' }, c: { S: 'stays' } });
    const { Attributes } = await update('b', counting);
    expect(Attributes).toEqual({ ...key('b'), a: { S: 'x' }, n: { N: '8' }, c: { S: 'stays' } });
    expect(await get('b')).toEqual(Attributes);
  });

  const conditional = (ConditionExpression: string) => ({
    UpdateExpression: 'SET #done = :me',
    ConditionExpression,
    ExpressionAttributeNames: Object.fromEntries(
      ['done', ...[...ConditionExpression.matchAll(/#(\w+)/g)].flatMap(([, name]) => name ?? [])].map(
        (name) => [`#${name}`, name],
      ),
    ),
    ExpressionAttributeValues: {
      ':me': { S: 'me' },
      ...(ConditionExpression.includes(':now') && { ':now': { N: '10' } }),
    },
  });

  test.each([
    { condition: 'attribute_not_exists(#owner)', item: {}, met: true },
    { condition: 'attribute_not_exists(#owner)', item: { owner: { S: 'you' } }, met: false },
    { condition: '#owner = :me', item: { owner: { S: 'me' } }, met: true },
    { condition: '#owner = :me', item: {}, met: false },
    { condition: '#until < :now', item: { until: { N: '9' } }, met: true },
    { condition: '#until < :now', item: { until: { N: '10' } }, met: false },
    { condition: '#until < :now', item: { until: { S: '9' } }, met: false },
    { condition: '#owner = :me AND #until < :now', item: { owner: { S: 'me' } }, met: false },
    { condition: '#owner = :me OR #until < :now AND #owner = :me', item: { owner: { S: 'me' } }, met: true },
  ] satisfies { condition: string; item: Item; met: boolean }[])(
    'is made with $item where $condition: $met',
    async ({ condition, item, met }) => {
      await put('a', item);
      const updating = update('a', {
        ...conditional(condition),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      if (met) await updating;
      else
        await expect(updating).rejects.toMatchObject({
          name: 'ConditionalCheckFailedException',
          message: 'The conditional request failed',
          Item: { ...key('a'), ...item },
        });
      expect((await get('a'))?.done).toEqual(met ? { S: 'me' } : undefined);
    },
  );

  test('that is refused shows no item unless it is asked for', async () => {
    await put('a', { owner: { S: 'you' } });
    const refused = await update('a', conditional('#owner = :me')).catch((error: unknown) => error);
    expect(refused).toMatchObject({ name: 'ConditionalCheckFailedException' });
    expect(refused).not.toHaveProperty('Item.pk');
  });

  test.each([
    { given: 'a bare name', request: { UpdateExpression: 'REMOVE owner' }, says: 'found "owner"' },
    {
      given: 'a function that is not modelled',
      request: {
        UpdateExpression: 'REMOVE #a',
        ConditionExpression: 'attribute_exists(#a)',
        ExpressionAttributeNames: { '#a': 'a' },
      },
      says: 'attribute_exists',
    },
    {
      given: 'a clause that is not modelled',
      request: { UpdateExpression: 'ADD #a', ExpressionAttributeNames: { '#a': 'a' } },
      says: 'expected SET',
    },
  ])('with $given is refused by name', async ({ request, says }) => {
    await expect(update('a', request)).rejects.toMatchObject({
      name: 'SimulatorNotModelled',
      message: expect.stringContaining(says),
    });
  });

  test.each([
    {
      given: 'a placeholder that is not defined',
      request: { UpdateExpression: 'REMOVE #a' },
      says: 'not defined',
    },
    {
      given: 'a placeholder that is not used',
      request: { UpdateExpression: 'REMOVE #a', ExpressionAttributeNames: { '#a': 'a', '#b': 'b' } },
      says: 'unused',
    },
    {
      given: 'a change of its key',
      request: {
        UpdateExpression: 'SET #a = :a',
        ExpressionAttributeNames: { '#a': 'sk' },
        ExpressionAttributeValues: { ':a': { S: 'b' } },
      },
      says: 'part of the key',
    },
    {
      given: 'more than 400 KB',
      request: {
        UpdateExpression: 'SET #a = :a',
        ExpressionAttributeNames: { '#a': 'a' },
        ExpressionAttributeValues: { ':a': { S: 'x'.repeat(400 * 1024) } },
      },
      says: 'exceeded the maximum allowed size',
    },
  ])('with $given is refused', async ({ request, says }) => {
    await expect(update('a', request)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(says),
    });
  });
});

describe('a query', () => {
  /** The paginators write their progress into what they are given. */
  const query = () => ({
    TableName,
    KeyConditionExpression: '#pk = :pk',
    ExpressionAttributeNames: { '#pk': 'pk' },
    ExpressionAttributeValues: { ':pk': { S: 'p' } },
  });

  test('answers one partition in the order of the sort key, or backwards, page by page', async () => {
    for (const sk of ['b', 'c', 'a']) await put(sk);
    await dynamodb.send(new PutItemCommand({ TableName, Item: key('z', 'other') }));
    const pages: (string | undefined)[][] = [];
    for await (const { Items = [] } of paginateQuery({ client: dynamodb, pageSize: 2 }, query()))
      pages.push(Items.map(({ sk }) => sk?.S));
    expect(pages).toEqual([['a', 'b'], ['c']]);
    const { Items } = await dynamodb.send(
      new QueryCommand({ ...query(), ScanIndexForward: false, Limit: 1 }),
    );
    expect(Items).toEqual([key('c')]);
    const all: Item[] = [];
    for await (const { Items: some = [] } of paginateScan({ client: dynamodb, pageSize: 3 }, { TableName }))
      all.push(...some);
    expect(all).toHaveLength(4);
  });

  test('ends a page after a megabyte', async () => {
    for (const sk of ['a', 'b', 'c', 'd']) await put(sk, { text: { S: 'x'.repeat(390_000) } });
    const { Items, LastEvaluatedKey } = await dynamodb.send(new QueryCommand(query()));
    expect(Items).toHaveLength(3);
    expect(LastEvaluatedKey).toEqual(key('c'));
  });
});

test('an item whose time is over is there for days, and then it is not', async () => {
  await put('a', { expiresAt: { N: String(world.clock.nowMs / 1000) } });
  world.clock.advance(86_400);
  expect(await get('a')).toBeDefined();
  world.clock.advance(86_401);
  expect(await get('a')).toBeUndefined();
});
