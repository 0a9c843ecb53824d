import * as z from 'zod/mini';
import type { Decision as Membership } from '../decide/membership.ts';
import { ProfileName } from '../model/ids.ts';

const describe = (description: string) => z.meta({ description });

/** A decision of membership, as plans and audit records carry it. */
export const Decision = z.strictObject({
  profile: ProfileName.check(describe('The profile, by its name in jetway.yaml.')),
  member: z.boolean().check(describe('Whether the account is a consumer of it.')),
  rule: z.enum(['state', 'provider', 'excluded', 'ou', 'tag']).check(describe('The rule that decided.')),
  reason: z.string('expected text').check(describe('The sentence that says so.')),
} satisfies { readonly [K in keyof Membership]: z.core.$ZodType<Membership[K]> });
