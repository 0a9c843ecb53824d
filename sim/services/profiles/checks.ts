import { type ListRequest, type Page, page } from '../../page.ts';
import { refuse } from '../../refusal.ts';
import { emptyFirst } from '../../sparse.ts';
import type { World } from '../../world.ts';

const namePattern = /^(?!^[0-9]+$)([a-zA-Z0-9\-_' ']+)$/;

/** The name as it is, when the service's pattern allows it. */
export function validName(name: string | undefined): string {
  return name !== undefined && name.length <= 64 && namePattern.test(name)
    ? name
    : refuse(
        'ValidationException',
        `Value '${name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ${namePattern.source}`,
      );
}

/** The id as it is, when its length is one that the model allows. */
export function validId(id: string | undefined, member: string): string {
  return id !== undefined && id.length >= 1 && id.length <= 64
    ? id
    : refuse(
        'ValidationException',
        `Value '${id}' at '${member}' failed to satisfy constraint: Member must have length from 1 to 64`,
      );
}

export function notFound(resourceType: string, id: string | undefined): never {
  refuse('ResourceNotFoundException', `Can't find the resource with ID "${id}".`, 400, {
    ResourceType: resourceType,
  });
}

/** One page as the list operations answer it. */
export function listPage<Item>(
  all: readonly Item[],
  { MaxResults: limit, NextToken: token }: ListRequest,
  world: World,
): Page<Item> {
  const codes = { limit: 'ValidationException', token: 'InvalidNextTokenException' };
  return emptyFirst(world, token, page(all, { limit, token, size: { default: 100, max: 100 }, codes }));
}
