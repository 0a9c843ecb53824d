import type { World } from '../../world.ts';

/** A new id of EC2's long form, for instance `vpc-` and 17 hexadecimal digits. */
export function newId(world: World, prefix: string): string {
  return `${prefix}-${world.random.hex(17)}`;
}
