import type { Configuration } from '../config/configuration.ts';
import type { Tags } from '../model/organization.ts';
import { ownerTag } from '../model/owner-tag.ts';

/** The tags of whatever Jetway makes. */
export function ownerTags({ name }: Configuration): Tags {
  return { [ownerTag]: name };
}
