import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';
import { type AssembledStack, readAssembly } from '../../sim/deploy/assembly.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const CdkJson = z.object({ context: z.record(z.string(), z.unknown()) });

/**
 * The stacks of a `jetway.yaml`, as `npx cdk synth` writes them to a folder.
 * @throws Error with what the app wrote, where it fails
 */
export async function synthesize(
  configurationFile: string,
  folder: string,
): Promise<readonly AssembledStack[]> {
  const { context } = CdkJson.parse(JSON.parse(await readFile(`${root}cdk.json`, 'utf8')));
  await new Promise<void>((resolve, reject) => {
    const app = spawn(process.execPath, ['--no-warnings', '--import', 'tsx', 'cdk/app.ts'], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        ...process.env,
        CDK_OUTDIR: folder,
        CDK_CONTEXT_JSON: JSON.stringify({ ...context, config: configurationFile }),
      },
    });
    const written: string[] = [];
    app.stderr.setEncoding('utf8').on('data', (text: string) => written.push(text));
    app.on('error', reject);
    app.on('close', (code) => {
      if (code === 0) resolve();
      else
        reject(new Error(`The stacks of ${configurationFile} cannot be synthesized:\n${written.join('')}`));
    });
  });
  return readAssembly(folder);
}
