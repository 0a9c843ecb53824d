import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { bundling } from '../../cdk/constructs/bundling.ts';

/** Bundles a file of `handlers/` as CDK does, into a folder of its own below another. */
export function bundleHandler(name: string, folder: string): string {
  const own = join(folder, name);
  buildSync({
    entryPoints: [fileURLToPath(new URL(`../../handlers/${name}.ts`, import.meta.url))],
    outfile: join(own, 'index.mjs'),
    bundle: true,
    ...bundling,
    mainFields: [...bundling.mainFields],
    minify: true,
    logLevel: 'silent',
  });
  return own;
}
