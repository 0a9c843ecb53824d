import { safe } from './style.ts';

/** A time to the minute, in UTC: what ISO 8601 says, as a person reads it. */
export function timeOf(iso: string): string {
  return safe(`${iso.slice(0, 16).replace('T', ' ')} UTC`);
}
