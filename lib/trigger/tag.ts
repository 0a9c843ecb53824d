import * as z from 'zod/mini';
import { resource } from './organizations.ts';
import { type Readers, reading, whereItHappened } from './reader.ts';
import { nobody } from './trigger.ts';

const TagChange = z.object({ service: z.string(), 'resource-type': z.string() });

/** @see https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-tag.html */
export const tag: Readers = {
  'Tag Change on Resource': reading(TagChange, ({ service, 'resource-type': type }, event, rules) => {
    if (service === 'ec2' && type === 'vpc') return whereItHappened(event, rules);
    if (service !== 'organizations')
      return nobody('irrelevant', `the tags of a ${service} ${type} mean nothing`);
    if (event.account !== rules.managementAccount)
      return nobody(
        'not-authorized',
        `it comes from ${event.account}, and only the management account has a say in this`,
      );
    const [arn] = event.resources;
    // arn:aws:organizations::111111111111:account/o-a1b2c3d4e5/333333333333: the resource's own id comes last
    return arn === undefined
      ? nobody('malformed', 'it names no resource')
      : resource(arn.slice(arn.lastIndexOf('/') + 1));
  }),
};
