import { existsSync, readFileSync } from 'node:fs';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { parseConfiguration } from '../lib/config/parse.ts';
import { addJetway } from './jetway.ts';

const app = new App({ analyticsReporting: false });
const configurationFile = fileOf(app.node.tryGetContext('config'));
const configuration = parseConfiguration(readFileSync(configurationFile, 'utf8'), configurationFile);
addJetway(app, { configuration, configurationFile });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

/** The file that `cdk synth --context config=FILE` names, else `jetway.yaml`, else the example. */
function fileOf(named: unknown): string {
  if (typeof named === 'string') return named;
  return existsSync('jetway.yaml') ? 'jetway.yaml' : 'examples/jetway.yaml';
}
