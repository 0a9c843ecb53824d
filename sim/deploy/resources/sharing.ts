import * as z from 'zod/mini';
import { administratorOf, present } from '../administrator.ts';
import { type ResourceType, resourceType, truth } from '../resource-type.ts';
import { until } from '../until.ts';

/** What is shared by RAM. */
export const sharing: Readonly<Record<string, ResourceType>> = {
  'AWS::RAM::ResourceShare': resourceType(
    {
      Name: z.string(),
      ResourceArns: z._default(z.array(z.string()), []),
      Principals: z._default(z.array(z.string()), []),
      AllowExternalPrincipals: z._default(truth, true),
      Tags: z._default(z.array(z.strictObject({ Key: z.string(), Value: z.string() })), []),
    },
    async (properties, making) => {
      const { world } = making;
      const { resourceShare } = administratorOf(making).ram('CreateResourceShare', {
        name: properties.Name,
        resourceArns: properties.ResourceArns,
        principals: properties.Principals,
        allowExternalPrincipals: properties.AllowExternalPrincipals,
        tags: properties.Tags.map(({ Key: key, Value: value }) => ({ key, value })),
        clientToken: making.naming.invention.uuid(),
      });
      const arn = present(resourceShare?.resourceShareArn, 'resourceShareArn');
      await until(world.clock, arn, () => {
        const { associations = [] } = world.ram.shares.get(arn) ?? {};
        const open = associations.find(({ status }) => status !== 'ASSOCIATED');
        return open === undefined ? 'there' : { still: `${open.status} with ${open.entity}` };
      });
      return { ref: arn, attributes: { Arn: arn } };
    },
  ),
};
