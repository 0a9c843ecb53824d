import type { Call } from '../../call.ts';
import type { Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import { visibleAssociations } from './associations.ts';
import { notFound } from './checks.ts';

/** Tags of profiles and of profile associations, by their owners; a map here, a list where they are created. */
export const tagOperations: Operations<typeof import('@aws-sdk/client-route53profiles')> = {
  ListTagsForResource: {
    takes: ['ResourceArn'],
    answer: ({ ResourceArn: arn }, call) => ({ Tags: Object.fromEntries(tagsOf(call, taggable(call, arn))) }),
  },
  TagResource: {
    takes: ['ResourceArn', 'Tags'],
    answer({ ResourceArn: wanted, Tags: tags = {} }, call) {
      const arn = taggable(call, wanted);
      const merged = new Map([...tagsOf(call, arn), ...Object.entries(tags)]);
      if (merged.size > 200)
        refuse('ValidationException', `The resource ${arn} would have more than 200 tags`);
      call.world.profiles.tags.set(arn, merged);
      return {};
    },
  },
  UntagResource: {
    takes: ['ResourceArn', 'TagKeys'],
    answer({ ResourceArn: wanted, TagKeys: keys = [] }, call) {
      const arn = taggable(call, wanted);
      const left = new Map([...tagsOf(call, arn)].filter(([key]) => !keys.includes(key)));
      call.world.profiles.tags.set(arn, left);
      return {};
    },
  },
};

function tagsOf({ world }: Call, arn: string): ReadonlyMap<string, string> {
  return world.profiles.tags.get(arn) ?? new Map();
}

function taggable(call: Call, arn: string | undefined): string {
  const { world, caller, region } = call;
  const owned = [...world.profiles.profiles.values(), ...visibleAssociations(call)].find(
    (one) => one.arn === arn && one.account === caller.account && one.region === region,
  );
  return owned?.arn ?? notFound('RESOURCE', arn);
}
