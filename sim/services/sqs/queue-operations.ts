import type * as sdk from '@aws-sdk/client-sqs';
import type { Operations } from '../../operation.ts';
import { notModelled, refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';
import { nonExistent, queueAt } from './find.ts';
import { addQueue, defaultAttributes, queueArn, queueUrl } from './queues.ts';
import { inFlight } from './receive.ts';
import type { SimulatedQueue } from './state.ts';

const modelled: ReadonlySet<string> = new Set([
  ...Object.keys(defaultAttributes),
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
  'Policy',
  'RedrivePolicy',
  'SqsManagedSseEnabled',
]);

export const queueOperations: Operations<typeof sdk> = {
  CreateQueue: {
    takes: ['QueueName', 'Attributes'],
    answer({ QueueName = '', Attributes = {} }, { world, caller, region }) {
      const unknown = Object.keys(Attributes).find((name) => !modelled.has(name));
      if (unknown !== undefined) notModelled(`SQS CreateQueue attribute ${unknown}`);
      if (!/^[\w-]{1,75}(\.fifo)?$/.test(QueueName))
        refuse('InvalidParameterValue', 'Can only include alphanumeric characters, hyphens, or underscores.');
      if ((Attributes.FifoQueue === 'true') !== QueueName.endsWith('.fifo'))
        refuse(
          'InvalidParameterValue',
          'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.',
        );
      const existing = world.queues.queues.get(queueArn(world, caller.account, region, QueueName));
      if (
        existing !== undefined &&
        Object.entries(Attributes).some(([name, value]) => existing.attributes.get(name) !== value)
      )
        refuse(
          'QueueNameExists',
          'A queue already exists with the same name and a different value for an attribute',
        );
      const settings = { account: caller.account, region, name: QueueName, attributes: Attributes };
      return { QueueUrl: queueUrl(world, existing ?? addQueue(world, settings)) };
    },
  },
  GetQueueUrl: {
    takes: ['QueueName', 'QueueOwnerAWSAccountId'],
    answer({ QueueName = '', QueueOwnerAWSAccountId }, { world, caller, region }) {
      const arn = queueArn(world, QueueOwnerAWSAccountId ?? caller.account, region, QueueName);
      return { QueueUrl: queueUrl(world, world.queues.queues.get(arn) ?? nonExistent()) };
    },
  },
  GetQueueAttributes: {
    takes: ['QueueUrl', 'AttributeNames'],
    answer({ QueueUrl, AttributeNames = [] }, call) {
      const all = describe(queueAt(QueueUrl, call), call.world);
      const wanted = AttributeNames.some((name) => name === 'All')
        ? Object.entries(all)
        : Object.entries(all).filter(([name]) => AttributeNames.some((asked) => asked === name));
      return { Attributes: Object.fromEntries(wanted) };
    },
  },
  PurgeQueue: {
    takes: ['QueueUrl'],
    answer({ QueueUrl }, call) {
      queueAt(QueueUrl, call).messages = [];
      return {};
    },
  },
};

function describe(queue: SimulatedQueue, { clock }: World): Readonly<Record<string, string>> {
  const { nowMs } = clock;
  const hidden = queue.messages.filter(({ visibleAtMs }) => visibleAtMs > nowMs);
  const flying = hidden.filter((message) => inFlight(message, nowMs)).length;
  return {
    ...Object.fromEntries(queue.attributes),
    ...(queue.fifo && { FifoQueue: 'true' }),
    QueueArn: queue.arn,
    CreatedTimestamp: String(Math.floor(queue.createdAtMs / 1000)),
    ApproximateNumberOfMessages: String(queue.messages.length - hidden.length),
    ApproximateNumberOfMessagesNotVisible: String(flying),
    ApproximateNumberOfMessagesDelayed: String(hidden.length - flying),
  };
}
