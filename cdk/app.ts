import { existsSync, readFileSync } from 'node:fs';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { parseConfiguration } from '../lib/config/parse.ts';
import { JetwayError } from '../lib/model/errors.ts';
import { addJetway } from './jetway.ts';

const app = new App({ analyticsReporting: false });
const configurationFile = fileOf(app.node.tryGetContext('config'));
try {
  const configuration = parseConfiguration(textOf(configurationFile), configurationFile);
  addJetway(app, { configuration, configurationFile });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
} catch (error) {
  if (!(error instanceof JetwayError)) throw error;
  console.error(error.message); // a person wrote the file: where it is wrong helps, where the code was does not
  process.exit(1);
}

/** The file that `cdk synth --context config=FILE` names, else `jetway.yaml`, else the example. */
function fileOf(named: unknown): string {
  if (typeof named === 'string') return named;
  return existsSync('jetway.yaml') ? 'jetway.yaml' : 'examples/jetway.yaml';
}

function textOf(file: string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8');
  console.error(`${file} does not exist. Name a jetway.yaml: --context config=FILE`);
  process.exit(1);
}
