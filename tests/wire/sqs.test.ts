import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SendMessageCommandInput,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Simulator, startSimulator } from '../../sim/server.ts';
import { World } from '../../sim/world.ts';
import { clientSettings } from './client-settings.ts';

let world: World;
let simulator: Simulator;
let sqs: SQSClient;
let QueueUrl: string;
const create = async (QueueName: string, Attributes: Record<string, string> = {}) =>
  (await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl ?? '';
beforeEach(async () => {
  world = new World();
  simulator = await startSimulator(world);
  sqs = new SQSClient(clientSettings(simulator.url));
});
afterEach(() => simulator.close());

const send = (MessageBody: string, more: Partial<SendMessageCommandInput> = {}) =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));
const receive = async (more: Partial<ReceiveMessageCommandInput> = {}): Promise<Message[]> =>
  (await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...more }))).Messages ?? [];
const bodies = async (more: Partial<ReceiveMessageCommandInput> = {}) =>
  (await receive(more)).map(({ Body }) => Body);
const remove = ({ ReceiptHandle }: Message) =>
  sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));

describe('a standard queue', () => {
  beforeEach(async () => {
    QueueUrl = await create('jobs');
  });

  test('delivers attributes whose digests the SDK verifies', async () => {
    const MessageAttributes = {
      kind: { DataType: 'String', StringValue: 'ünïcode' },
      bytes: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2, 255]) },
    };
    await send('hello', { MessageAttributes });
    const [message] = await receive({ MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All'] });
    expect(message?.MessageAttributes).toEqual(MessageAttributes);
    expect(message?.Attributes).toMatchObject({
      ApproximateReceiveCount: '1',
      SentTimestamp: String(world.clock.nowMs),
      SenderId: '222222222222',
    });
  });

  test('digests body and attributes as AWS does', async () => {
    const MessageAttributes = { timestamp: { DataType: 'Number', StringValue: '1493147359900' } };
    expect(await send('hello', { MessageAttributes })).toMatchObject({
      MD5OfMessageBody: '5d41402abc4b2a76b9719d911017c592',
      MD5OfMessageAttributes: '235c5c510d26fb653d073faed50ae77c',
    });
  });

  test('hides a delayed message and one in flight, in simulated time', async () => {
    await send('a', { DelaySeconds: 40 });
    expect(await bodies()).toEqual([]);
    world.clock.advance(40);
    expect(await bodies({ VisibilityTimeout: 60 })).toEqual(['a']);
    world.clock.advance(59);
    expect(await bodies()).toEqual([]);
    world.clock.advance(1);
    const [again] = await receive({ MessageSystemAttributeNames: ['ApproximateReceiveCount'] });
    expect(again?.Attributes).toEqual({ ApproximateReceiveCount: '2' });
  });

  test('counts what is visible, delayed and in flight', async () => {
    for (const [body, DelaySeconds] of [
      ['a', 0],
      ['b', 0],
      ['c', 900],
    ] as const)
      await send(body, { DelaySeconds });
    await receive({ MaxNumberOfMessages: 1 });
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    expect(Attributes).toMatchObject({
      QueueArn: 'arn:aws:sqs:us-east-1:222222222222:jobs',
      ApproximateNumberOfMessages: '1',
      ApproximateNumberOfMessagesNotVisible: '1',
      ApproximateNumberOfMessagesDelayed: '1',
      VisibilityTimeout: '30',
    });
    await sqs.send(new PurgeQueueCommand({ QueueUrl }));
    world.clock.advance(900);
    expect(await bodies()).toEqual([]);
  });

  test('gives a message back at once when its visibility is set to 0, and not what is not in flight', async () => {
    await send('a');
    const [{ ReceiptHandle } = {}] = await receive();
    const release = () =>
      sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
    await release();
    await expect(release()).rejects.toMatchObject({ name: 'MessageNotInflight' });
    expect(await bodies()).toEqual(['a']);
  });

  test('answers each entry of a batch for itself', async () => {
    const Entries = [
      { Id: 'good', MessageBody: 'a' },
      { Id: 'bad', MessageBody: 'b', DelaySeconds: 901 },
    ];
    const sent = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    expect(sent.Successful?.map(({ Id }) => Id)).toEqual(['good']);
    expect(sent.Failed).toMatchObject([{ Id: 'bad', Code: 'InvalidParameterValue', SenderFault: true }]);
    const handles = (await receive()).map(({ ReceiptHandle }, index) => ({
      Id: String(index),
      ReceiptHandle,
    }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: handles }));
    world.clock.advance(43200);
    expect(await bodies()).toEqual([]);
  });

  test('moves what was received too often to its dead-letter queue', async () => {
    const dead = await create('dead');
    const deadLetterTargetArn = 'arn:aws:sqs:us-east-1:222222222222:dead';
    QueueUrl = await create('fragile', {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 }),
    });
    await send('a');
    for (const expected of [['a'], ['a'], []]) {
      expect(await bodies()).toEqual(expected);
      world.clock.advance(30);
    }
    const [letter] = await receive({ QueueUrl: dead, MessageSystemAttributeNames: ['All'] });
    expect(letter).toMatchObject({
      Body: 'a',
      Attributes: { DeadLetterQueueSourceArn: 'arn:aws:sqs:us-east-1:222222222222:fragile' },
    });
  });

  test('is another queue in another account or Region', async () => {
    const elsewhere = new SQSClient(clientSettings(simulator.url, '222222222222', 'eu-west-1'));
    await expect(elsewhere.send(new ReceiveMessageCommand({ QueueUrl }))).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
    });
  });
});

describe('a FIFO queue', () => {
  beforeEach(async () => {
    QueueUrl = await create('accounts.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
  });

  test('delivers nothing more of a group with a message in flight', async () => {
    await send('a1', { MessageGroupId: 'a' });
    await send('a2', { MessageGroupId: 'a' });
    await send('b1', { MessageGroupId: 'b' });
    const [a1] = await receive({ MaxNumberOfMessages: 1 });
    expect(a1?.Body).toBe('a1');
    expect(await bodies()).toEqual(['b1']);
    await remove(a1 ?? {});
    expect(await bodies()).toEqual(['a2']);
  });

  test('delivers several of a group at once, in order', async () => {
    for (const body of ['1', '2', '3']) await send(body, { MessageGroupId: 'a' });
    expect(await bodies()).toEqual(['1', '2', '3']);
  });

  test('takes a message once in five minutes', async () => {
    const first = await send('a', { MessageGroupId: 'a' });
    world.clock.advance(299);
    expect(await send('a', { MessageGroupId: 'a' })).toMatchObject({
      MessageId: first.MessageId,
      SequenceNumber: first.SequenceNumber,
    });
    await send('a', { MessageGroupId: 'a', MessageDeduplicationId: 'explicit' });
    world.clock.advance(1);
    await send('a', { MessageGroupId: 'a' });
    expect(await bodies()).toEqual(['a', 'a', 'a']);
  });

  test('refuses to delete with a receipt that has expired', async () => {
    await send('a', { MessageGroupId: 'a' });
    const [message] = await receive();
    world.clock.advance(30);
    await expect(remove(message ?? {})).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });

  test.each([
    {
      wrong: 'a delay for one message',
      more: { MessageGroupId: 'a', DelaySeconds: 5 },
      name: 'InvalidParameterValue',
    },
    { wrong: 'a message without a group', more: {}, name: 'MissingParameter' },
  ])('refuses $wrong', ({ more, name }) => expect(send('a', more)).rejects.toMatchObject({ name }));

  test('needs a deduplication id where the content does not do', async () => {
    QueueUrl = await create('explicit.fifo', { FifoQueue: 'true' });
    await expect(send('a', { MessageGroupId: 'a' })).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });
});
