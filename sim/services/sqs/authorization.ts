import type * as sdk from '@aws-sdk/client-sqs';
import type { Call } from '../../call.ts';
import type { Authorizations, Need } from '../iam/need.ts';
import { queuePolicy } from './policy.ts';
import { queueArn } from './queues.ts';

interface Queue {
  readonly QueueUrl?: string | undefined;
}

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html */
export const sqsAuthorization: Authorizations<typeof sdk> = {
  CreateQueue: ({ QueueName }, call) => [on(call, call.caller.account, QueueName)],
  GetQueueUrl: ({ QueueName, QueueOwnerAWSAccountId }, call) => [
    on(call, QueueOwnerAWSAccountId ?? call.caller.account, QueueName),
  ],
  GetQueueAttributes: onQueue,
  PurgeQueue: onQueue,
  SendMessage: onQueue,
  SendMessageBatch: onQueue,
  ReceiveMessage: onQueue,
  DeleteMessage: onQueue,
  DeleteMessageBatch: onQueue,
  ChangeMessageVisibility: onQueue,
};

function onQueue({ QueueUrl = '' }: Queue, call: Call): readonly Need[] {
  const [, account = call.caller.account, name] = /\/(\d{12})\/([^/]+)\/?$/.exec(QueueUrl) ?? [];
  return [on(call, account, name)];
}

function on({ world, region }: Call, account: string, name = ''): Need {
  const resource = queueArn(world, account, region, name);
  return {
    resource,
    resourcePolicy: { document: queuePolicy(world.queues.queues.get(resource)), neededBy: 'others' },
  };
}
