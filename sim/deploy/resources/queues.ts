import * as z from 'zod/mini';
import { addQueue, queueArn } from '../../services/sqs/queues.ts';
import { number, type ResourceType, resourceType, Tags, truth, withoutEffect } from '../resource-type.ts';

/** Queues and who may send to them. */
export const queues: Readonly<Record<string, ResourceType>> = {
  'AWS::SQS::Queue': resourceType(
    {
      QueueName: z.optional(z.string()),
      FifoQueue: z.optional(truth),
      ContentBasedDeduplication: z.optional(truth),
      VisibilityTimeout: z.optional(number),
      DelaySeconds: z.optional(number),
      MessageRetentionPeriod: z.optional(number),
      ReceiveMessageWaitTimeSeconds: z.optional(number),
      KmsMasterKeyId: z.optional(z.string()),
      RedrivePolicy: z.optional(z.strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: number })),
      SqsManagedSseEnabled: withoutEffect('encryption at rest changes no answer'),
      Tags,
    },
    (
      { QueueName: _, SqsManagedSseEnabled: __, Tags: ___, RedrivePolicy, ...plain },
      { world, deployment: { account, region }, identifiers },
    ) => {
      const attributes = Object.fromEntries(
        Object.entries(plain).map(([name, value]) => [name, String(value)]),
      );
      if (RedrivePolicy !== undefined) attributes.RedrivePolicy = JSON.stringify(RedrivePolicy);
      addQueue(world, { account, region, name: nameOf(identifiers.ref), attributes });
      return identifiers;
    },
  ),

  'AWS::SQS::QueuePolicy': resourceType(
    { PolicyDocument: z.unknown(), Queues: z.array(z.string()) },
    ({ PolicyDocument, Queues }, { world, deployment: { account, region }, identifiers }) => {
      for (const url of Queues) {
        const queue = world.queues.queues.get(queueArn(world, account, region, nameOf(url)));
        if (queue === undefined) throw new Error(`There is no queue ${url}`);
        queue.attributes.set('Policy', JSON.stringify(PolicyDocument));
      }
      return identifiers;
    },
  ),
};

/** A queue's name, which is the end of its URL. */
function nameOf(url: string): string {
  return url.split('/').at(-1) ?? url;
}
