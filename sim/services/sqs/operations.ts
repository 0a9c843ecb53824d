import type * as sdk from '@aws-sdk/client-sqs';
import type { Operations } from '../../operation.ts';
import { messageOperations } from './message-operations.ts';
import { queueOperations } from './queue-operations.ts';

export const sqs: Operations<typeof sdk> = { ...queueOperations, ...messageOperations };
