// The stacks of jetway.yaml in each way of attaching and sharing, into the folder that is named; functions unbundled.
// Where a variant is named as well, that one alone, with its functions, as `cdk synth` does it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { App } from 'aws-cdk-lib';
import { BUNDLING_STACKS } from 'aws-cdk-lib/cx-api';
import { addJetway } from '../../cdk/jetway.ts';
import { parseConfiguration } from '../../lib/config/parse.ts';
import { configurationFor, variants } from './variants.ts';

const [, , folder = 'cdk.out/tests', only] = process.argv;
const configurationFile = fileURLToPath(new URL('jetway.yaml', import.meta.url));
const yaml = readFileSync(configurationFile, 'utf8');
const { context } = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'));

for (const variant of variants.filter(({ name }) => only === undefined || only === name)) {
  const app = new App({
    analyticsReporting: false,
    outdir: join(folder, variant.name),
    context: { ...context, ...(only === undefined && { [BUNDLING_STACKS]: [] }) },
  });
  const configuration = parseConfiguration(configurationFor(yaml, variant), configurationFile);
  addJetway(app, { configuration, configurationFile });
  app.synth();
}
writeFileSync(join(folder, 'done'), '');
