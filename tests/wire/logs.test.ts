import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetQueryResultsCommand,
  type InputLogEvent,
  PutLogEventsCommand,
  StartQueryCommand,
  StopQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Simulator, startSimulator } from '../../sim/server.ts';
import { addLogGroup } from '../../sim/services/logs/groups.ts';
import type { LogGroup } from '../../sim/services/logs/state.ts';
import { World } from '../../sim/world.ts';
import { clientSettings } from './client-settings.ts';

const account = '222222222222';
const region = 'us-east-1';
const here = { logGroupName: '/jetway/test/audit', logStreamName: 'writer' };
const dayMs = 86_400_000;

let world: World;
let simulator: Simulator;
let logs: CloudWatchLogsClient;
let group: LogGroup;
beforeEach(async () => {
  world = new World();
  group = addLogGroup(world, { account, region, name: here.logGroupName, retentionDays: 7 });
  group.streams.set(here.logStreamName, world.clock.nowMs);
  simulator = await startSimulator(world);
  logs = new CloudWatchLogsClient(clientSettings(simulator.url, account, region));
});
afterEach(() => simulator.close());

const event = (message: string, afterMs = 0): InputLogEvent => ({
  message,
  timestamp: world.clock.nowMs + afterMs,
});
const put = (logEvents: InputLogEvent[]) => logs.send(new PutLogEventsCommand({ ...here, logEvents }));
const messages = () => group.events.map(({ message }) => message);

test('groups and streams are made once, listed by their names, and change nothing that is managed', async () => {
  const elsewhere = { ...here, logGroupName: '/elsewhere' };
  const noGroup = { name: 'ResourceNotFoundException', message: 'The specified log group does not exist.' };
  await expect(logs.send(new CreateLogStreamCommand(elsewhere))).rejects.toMatchObject(noGroup);
  await logs.send(new CreateLogGroupCommand({ logGroupName: '/elsewhere' }));
  const again = { name: 'ResourceAlreadyExistsException' };
  await expect(logs.send(new CreateLogGroupCommand({ logGroupName: '/elsewhere' }))).rejects.toMatchObject(
    again,
  );
  await logs.send(new CreateLogStreamCommand(elsewhere));
  await expect(logs.send(new CreateLogStreamCommand(elsewhere))).rejects.toMatchObject(again);
  await logs.send(new CreateLogStreamCommand({ ...elsewhere, logStreamName: 'another' }));
  const { logStreams = [] } = await logs.send(new DescribeLogStreamsCommand({ logGroupName: '/elsewhere' }));
  expect(logStreams.map(({ logStreamName }) => logStreamName)).toEqual(['another', 'writer']);
  expect(simulator.journal.records.filter(({ mutating }) => mutating)).toEqual([]);
});

test('events are taken in a stream that is there, and read by their times', async () => {
  await put([event('one'), event('two', 1000)]);
  await expect(
    logs.send(new PutLogEventsCommand({ ...here, logStreamName: 'nobody', logEvents: [event('three')] })),
  ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  const read = await logs.send(
    new FilterLogEventsCommand({ logGroupName: here.logGroupName, startTime: world.clock.nowMs + 1 }),
  );
  expect(read.events?.map(({ message, logStreamName }) => ({ message, logStreamName }))).toEqual([
    { message: 'two', logStreamName: 'writer' },
  ]);
});

test.each([
  { batch: 'no events', events: () => [], says: '1 to 10000 log events' },
  {
    batch: 'too many events',
    events: () => Array.from({ length: 10_001 }, () => event('x')),
    says: '1 to 10000 log events',
  },
  {
    batch: 'too many bytes, 26 for each event among them',
    events: () => [event('x'.repeat(1_048_576 - 25))],
    says: 'exceeds limit of 1048576',
  },
  {
    batch: 'an earlier event after a later',
    events: () => [event('b', 1), event('a')],
    says: 'chronological',
  },
  {
    batch: 'more than a day',
    events: () => [event('a', -dayMs), event('b', 1)],
    says: 'cannot span more than 24 hours',
  },
])('$batch in a batch are refused, and nothing of it is kept', async ({ events, says }) => {
  await expect(put(events())).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: expect.stringContaining(says),
  });
  expect(messages()).toEqual([]);
});

test.each([
  { age: 'older than the group keeps', afterMs: -8 * dayMs, info: { expiredLogEventEndIndex: 1 } },
  {
    age: 'older than 14 days',
    afterMs: -15 * dayMs,
    info: { expiredLogEventEndIndex: 1, tooOldLogEventEndIndex: 1 },
  },
  { age: 'two hours ahead', afterMs: 7_200_001, info: { tooNewLogEventStartIndex: 0 } },
])('an event $age is rejected, which the answer says', async ({ afterMs, info }) => {
  expect((await put([event('x', afterMs)])).rejectedLogEventsInfo).toEqual(info);
  expect(messages()).toEqual([]);
  expect((await put([event('taken')])).rejectedLogEventsInfo).toBeUndefined();
});

describe('a query', () => {
  const start = async (queryString: string, seconds = { from: 0, to: 0 }) => {
    const now = world.clock.nowMs / 1000;
    const [startTime, endTime] = [now + seconds.from, now + seconds.to];
    const { queryId } = await logs.send(
      new StartQueryCommand({ logGroupName: here.logGroupName, startTime, endTime, queryString }),
    );
    return queryId;
  };
  const results = async (queryId: string | undefined) => logs.send(new GetQueryResultsCommand({ queryId }));
  const rowsOf = async (queryString: string) => {
    const queryId = await start(queryString);
    world.clock.advance(world.latencies.logsQueryCompletes);
    const { results: rows = [] } = await results(queryId);
    return rows.map((row) =>
      Object.fromEntries(
        row.filter(({ field }) => field !== '@ptr').map(({ field, value }) => [field, value]),
      ),
    );
  };

  beforeEach(() =>
    put([
      event(JSON.stringify({ who: 'a', deep: { list: [{ does: 'x' }] }, none: null, kind: 1 })),
      event(JSON.stringify({ who: 'b', deep: { list: [{ does: 'y' }] }, kind: 1 }), 1),
      event(JSON.stringify({ who: 'a', deep: { list: [{ does: 'z' }] }, kind: 2 }), 2),
      event('plain text', 3),
    ]),
  );

  test.each([
    { query: 'fields who, none', rows: [{ who: 'a' }, { who: 'b' }, { who: 'a' }, {}] },
    {
      query: 'filter who = "a" and kind = "1" | fields deep.list.0.does',
      rows: [{ 'deep.list.0.does': 'x' }],
    },
    {
      query: 'filter who = "a"\n| fields kind | sort @timestamp desc | limit 1',
      rows: [{ kind: '2' }],
    },
    {
      query:
        'stats count(*) as records, count_distinct(kind) as kinds, latest(kind) as last by who | sort records desc',
      rows: [
        { who: 'a', records: '2', kinds: '2', last: '2' },
        { records: '1', kinds: '0', last: '' },
        { who: 'b', records: '1', kinds: '1', last: '1' },
      ],
    },
  ])('$query', async ({ query, rows }) => expect(await rowsOf(query)).toEqual(rows));

  test('knows the first 200 fields of an event', async () => {
    const many = Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`f${index}`, 'x']));
    await put([event(JSON.stringify(many))]);
    expect(await rowsOf('filter f0 = "x" | fields f199, f200')).toEqual([{ f199: 'x' }]);
  });

  test('runs for a while, and is stopped only then', async () => {
    const queryId = await start('fields who');
    expect(await results(queryId)).toMatchObject({ status: 'Running', results: [] });
    expect(await logs.send(new StopQueryCommand({ queryId }))).toMatchObject({ success: true });
    expect((await results(queryId)).status).toBe('Cancelled');
    await expect(logs.send(new StopQueryCommand({ queryId }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    await expect(results('unknown')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('sees the events of its time, the last second included', async () => {
    const queryId = await start('fields who', { from: -10, to: -1 });
    world.clock.advance(world.latencies.logsQueryCompletes);
    expect(await results(queryId)).toMatchObject({ status: 'Complete', results: [] });
  });

  test.each([
    'parse @message "*" as all',
    'filter who like "a"',
    'filter who = "a" or who = "b"',
    'sort who desc, kind',
    'limit many',
    'stats max(kind) as most by who',
    'stats count(*) as all',
    'fields concat(who, kind)',
  ])('in words that the simulator does not know is refused by them: %s', (query) =>
    expect(start(query)).rejects.toMatchObject({
      name: 'SimulatorNotModelled',
      message: expect.stringContaining(query),
    }),
  );
});
