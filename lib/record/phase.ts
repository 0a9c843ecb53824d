import * as z from 'zod/mini';

/** Where an account stands, in one word. */
const phases = [
  /** A consumer that has not got everything yet. */
  'onboarding',
  /** A consumer that has, or had, everything; what breaks is mended. */
  'connected',
  /** A consumer no more, which keeps what it has until its grace period ends. */
  'grace',
  /** A consumer no more, from which things are being taken. */
  'offboarding',
  /** No consumer, and nothing of Jetway's is left. */
  'disconnected',
  /** Something stands in the way that only a person can clear. */
  'blocked',
] as const;

export const Phase = z.enum(phases);
export type Phase = z.output<typeof Phase>;
