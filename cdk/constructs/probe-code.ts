import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** The probe as inline code, which is a CommonJS file; CDK sets no limit to it, CloudFormation one to the whole template. */
export function probeCode(): string {
  const [file] = buildSync({
    entryPoints: [join(import.meta.dirname, '../../handlers/probe.ts')],
    bundle: true,
    format: 'cjs',
    minify: true,
    platform: 'node',
    target: 'node24',
    write: false,
  }).outputFiles;
  if (file === undefined) throw new Error('handlers/probe.ts: esbuild made no file of it');
  return file.text;
}
