import type * as sdk from '@aws-sdk/client-sts';
import type { Authorizations } from '../iam/need.ts';

export const stsAuthorization: Authorizations<typeof sdk> = {
  /** Judged by the operation, which answers every reason against it in the same words. */
  AssumeRole: () => [],
  /** Nobody needs a permission for it, and no policy can deny it. */
  GetCallerIdentity: () => [],
};
