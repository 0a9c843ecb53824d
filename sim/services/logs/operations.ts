import type * as sdk from '@aws-sdk/client-cloudwatch-logs';
import type { Operations } from '../../operation.ts';
import { groupOperations } from './group-operations.ts';
import { queryOperations } from './query-operations.ts';

export const logs: Operations<typeof sdk> = { ...groupOperations, ...queryOperations };
