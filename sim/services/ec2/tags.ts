import type { Tag, TagSpecification } from '@aws-sdk/client-ec2';
import { refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';

const none: ReadonlyMap<string, string> = new Map();

/** The tags that an account has put on a resource; an attachment has other tags in each of its two accounts. */
export function tagsOf(world: World, account: string, resourceId: string): ReadonlyMap<string, string> {
  return world.ec2.tags.get(`${account}/${resourceId}`) ?? none;
}

/** The same as the list that describe operations answer. */
export function tagList(world: World, account: string, resourceId: string): Tag[] {
  return [...tagsOf(world, account, resourceId)].map(([Key, Value]) => ({ Key, Value }));
}

/** Adds tags to a resource or replaces their values. */
export function putTags(
  world: World,
  account: string,
  resourceId: string,
  tags: Iterable<readonly [string, string]>,
): void {
  const key = `${account}/${resourceId}`;
  const merged = new Map([...tagsOf(world, account, resourceId), ...tags]);
  if (merged.size > 50) refuse('TagLimitExceeded', `The resource ${resourceId} would have more than 50 tags`);
  if (merged.size > 0) world.ec2.tags.set(key, merged);
}

/** Forgets every account's tags of a resource that is gone. */
export function dropTags(world: World, resourceId: string): void {
  for (const key of [...world.ec2.tags.keys()])
    if (key.endsWith(`/${resourceId}`)) world.ec2.tags.delete(key);
}

/** The tags that a create operation's TagSpecifications give to resources of one type. */
export function specifiedTags(
  specifications: readonly TagSpecification[] | undefined,
  resourceType: string,
): readonly (readonly [string, string])[] {
  return (specifications ?? []).flatMap(({ ResourceType: type, Tags: tags = [] }) =>
    type === resourceType
      ? tags.map(({ Key: key = '', Value: value = '' }) => [key, value] as const)
      : refuse(
          'InvalidParameterValue',
          `'${type}' is not a valid taggable resource type for this operation.`,
        ),
  );
}

/** Removes one tag of a resource, where its value is the given one or none is given. */
export function dropTag(
  world: World,
  account: string,
  resourceId: string,
  key: string,
  value?: string,
): void {
  const left = new Map(tagsOf(world, account, resourceId));
  if (value === undefined || left.get(key) === value) left.delete(key);
  world.ec2.tags.set(`${account}/${resourceId}`, left);
}
