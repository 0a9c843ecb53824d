import type { ProfileName } from './ids.ts';

/** The time for which an account that is no longer a consumer of a profile keeps what it has. */
export type GracePeriod =
  /** It starts with the first look that is remembered. */
  | { readonly state: 'begins'; readonly profile: ProfileName; readonly hours: number }
  | {
      readonly state: 'running';
      readonly profile: ProfileName;
      /** UTC, as in ISO 8601. */
      readonly since: string;
      readonly until: string;
    }
  /** Whether it is over cannot be told, so nothing is taken away. */
  | { readonly state: 'unknown'; readonly profile: ProfileName; readonly why: string };
