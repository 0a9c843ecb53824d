import type { Tag } from '@aws-sdk/client-organizations';
import type { Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';
import { listed } from './paging.ts';
import { idIn, invalid, managementOnly, required } from './request.ts';
import { isMember, isParent, tag, tagsOf, untag } from './tree.ts';

const tagLimit = 50;

export const tagOperations = {
  ListTagsForResource: {
    takes: ['ResourceId', 'NextToken'],
    answer({ ResourceId, NextToken }, call) {
      managementOnly(call);
      const tags = [...tagsOf(call.world, target(call.world, ResourceId))].map(([Key, Value]) => ({
        Key,
        Value,
      }));
      const { items, nextToken } = listed(call.world, tags, { NextToken });
      return { Tags: items, NextToken: nextToken };
    },
  },
  TagResource: {
    takes: ['ResourceId', 'Tags'],
    answer({ ResourceId, Tags }, call) {
      managementOnly(call);
      const id = target(call.world, ResourceId);
      const added = tagsIn(required(Tags));
      if (new Set([...tagsOf(call.world, id).keys(), ...Object.keys(added)]).size > tagLimit)
        refuse('ConstraintViolationException', 'You have exceeded the number of tags of a resource.', 400, {
          Reason: 'MAX_TAG_LIMIT_EXCEEDED',
        });
      tag(call.world, id, added);
      return {};
    },
  },
  UntagResource: {
    takes: ['ResourceId', 'TagKeys'],
    answer({ ResourceId, TagKeys }, call) {
      managementOnly(call);
      untag(call.world, target(call.world, ResourceId), required(TagKeys));
      return {};
    },
  },
} satisfies Operations<typeof import('@aws-sdk/client-organizations')>;

function target(world: World, value: string | undefined): string {
  const id = idIn('taggable', value);
  return isMember(world, id) || isParent(world, id)
    ? id
    : refuse('TargetNotFoundException', "You specified a target that doesn't exist.");
}

/** The tags of a request, refused where a key is twice there, reserved, or too long. */
export function tagsIn(tags: readonly Tag[]): Readonly<Record<string, string>> {
  const found = new Map<string, string>();
  for (const { Key, Value } of tags) {
    const key = required(Key);
    const value = required(Value);
    if (key.length < 1 || key.length > 128 || value.length > 256)
      invalid('MAX_LENGTH_EXCEEDED', 'A tag has a key or a value of a length that is not allowed.');
    if (/^aws:/i.test(key)) invalid('INVALID_SYSTEM_TAGS_PARAMETER', 'Tag keys must not begin with aws:.');
    if (found.has(key)) invalid('DUPLICATE_TAG_KEY', 'Tag keys must be unique among the tags of an entity.');
    found.set(key, value);
  }
  return Object.fromEntries(found);
}
