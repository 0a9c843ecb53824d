import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Variant } from './variants.ts';

const assemblies = fileURLToPath(new URL('../../cdk.out/tests', import.meta.url));

/** Where the stacks of tests/support/jetway.yaml are, as they are synthesized before the tests. */
export function assemblyOf({ name }: Pick<Variant, 'name'>): string {
  return join(assemblies, name);
}
