import type { Operations } from '../../operation.ts';
import { accountOperations } from './accounts.ts';
import { delegationOperations } from './delegation.ts';
import { listOperations } from './lists.ts';
import { ouOperations } from './ous.ts';
import { serviceAccessOperations } from './service-access.ts';
import { tagOperations } from './tags.ts';

/** AWS Organizations, as its management account sees it. */
export const organizations = {
  ...accountOperations,
  ...delegationOperations,
  ...listOperations,
  ...ouOperations,
  ...serviceAccessOperations,
  ...tagOperations,
} satisfies Operations<typeof import('@aws-sdk/client-organizations')>;
