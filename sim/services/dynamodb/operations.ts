import type * as sdk from '@aws-sdk/client-dynamodb';
import type { Operations } from '../../operation.ts';
import { itemOperations } from './item-operations.ts';
import { listOperations } from './list-operations.ts';

export const dynamodb: Operations<typeof sdk> = { ...itemOperations, ...listOperations };
