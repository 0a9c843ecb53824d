import * as z from 'zod/mini';
import { putParameter } from '../../services/ssm/parameters.ts';
import { type ResourceType, resourceType, withoutEffect } from '../resource-type.ts';

/** The largest value of each tier, in characters; Intelligent-Tiering takes the tier that a value needs. */
const largest = { Standard: 4096, Advanced: 8192, 'Intelligent-Tiering': 8192 } as const;

/** Parameters of SSM. */
export const parameters: Readonly<Record<string, ResourceType>> = {
  'AWS::SSM::Parameter': resourceType(
    {
      Name: z.string(),
      Type: z.enum(['String', 'StringList']),
      Value: z.string().check(z.minLength(1)),
      Tier: z._default(z.enum(['Standard', 'Advanced', 'Intelligent-Tiering']), 'Standard'),
      Description: withoutEffect('it is text for people'),
      Tags: withoutEffect('nobody reads the tags of parameters'),
    },
    (
      { Name: name, Type: type, Value: value, Tier },
      { world, deployment: { account, region }, identifiers },
    ) => {
      if (world.parameters.in(account, region).has(name))
        throw new Error(`There is a parameter ${name} already`);
      if (value.length > largest[Tier])
        throw new Error(`A ${Tier} parameter has at most ${largest[Tier]} characters, not ${value.length}`);
      putParameter(world, { account, region, name, value, type });
      return identifiers;
    },
  ),
};
