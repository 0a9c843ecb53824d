import type { Operations } from '../../operation.ts';
import { associationOperations } from './association-operations.ts';
import { profileOperations } from './profile-operations.ts';
import { resourceOperations } from './resource-operations.ts';
import { tagOperations } from './tag-operations.ts';

/** Route 53 Profiles, all of its operations. */
export const profiles: Operations<typeof import('@aws-sdk/client-route53profiles')> = {
  ...profileOperations,
  ...associationOperations,
  ...resourceOperations,
  ...tagOperations,
};
