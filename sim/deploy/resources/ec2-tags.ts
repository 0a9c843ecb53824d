import type { ResourceType, TagSpecification } from '@aws-sdk/client-ec2';
import * as z from 'zod/mini';

const Tag = z.strictObject({ Key: z.string(), Value: z.string() });

/** The tags of a resource whose readers go by them. */
export const ec2Tags = z._default(z.array(Tag), []);

/** The same as EC2's operations take them, which tag what they make. */
export function taggedAs(type: ResourceType, tags: z.output<typeof ec2Tags>): TagSpecification[] {
  return tags.length === 0 ? [] : [{ ResourceType: type, Tags: tags }];
}
