import type { Tags } from './organization.ts';

/** The tag by which Jetway knows what it made; its value is the name in `jetway.yaml`. */
export const ownerTag = 'jetway:name';

/** The tag that what a stack of Jetway's made carries as well; its value is the stack's name. It goes with its stack alone. */
export const stackTag = 'jetway:owner';

/** Whether what carries the tags was made by the reconciler of that name, and not by one of its stacks or anybody else. */
export function madeByReconciler(tags: Tags | undefined, name: string): boolean {
  return tags?.[ownerTag] === name && tags[stackTag] === undefined;
}
