import type { Configuration } from '../config/configuration.ts';
import type { Tags } from '../model/organization.ts';

/** The tag by which Jetway knows what it made. */
export const ownerTag = 'jetway:name';

export function ownerTags({ name }: Configuration): Tags {
  return { [ownerTag]: name };
}
