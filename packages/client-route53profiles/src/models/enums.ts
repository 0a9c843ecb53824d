/** The state of a Profile, of its association with a VPC, or of its association with a resource. */
export const ProfileStatus = {
  COMPLETE: 'COMPLETE',
  CREATING: 'CREATING',
  DELETED: 'DELETED',
  DELETING: 'DELETING',
  FAILED: 'FAILED',
  UPDATING: 'UPDATING',
} as const;
export type ProfileStatus = (typeof ProfileStatus)[keyof typeof ProfileStatus];

/** How a Profile is shared, as seen by the calling account. */
export const ShareStatus = {
  NOT_SHARED: 'NOT_SHARED',
  SHARED_BY_ME: 'SHARED_BY_ME',
  SHARED_WITH_ME: 'SHARED_WITH_ME',
} as const;
export type ShareStatus = (typeof ShareStatus)[keyof typeof ShareStatus];
