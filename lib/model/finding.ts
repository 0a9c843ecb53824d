import type { AccountId, Region } from './ids.ts';

/** What Jetway tells and does not touch. */
export const findingKinds = [
  'other-profile',
  'second-profile',
  'cidr-overlap',
  'outside-address-space',
  'other-route',
  'dns-off',
  'attachment-of-no-consumer',
  'quota',
  'own-endpoint',
  'no-subnet',
  'invitation-refused',
  'role-refused',
  'left-behind',
  'held-by-ou',
  'probe-failed',
  'unreadable',
  'stray-principal',
  'blast-radius',
] as const;

export type FindingKind = (typeof findingKinds)[number];

/** Something that is wrong and that Jetway must not mend by itself. */
export interface Finding {
  readonly kind: FindingKind;
  readonly site?: Region;
  readonly account?: AccountId;
  /** The id of what it is about. */
  readonly resource: string;
  /** What is wrong, as a sentence without its full stop. */
  readonly what: string;
  /** What to do about it, as a sentence without its full stop. */
  readonly remedy: string;
}
