import { existsSync, readFileSync } from 'node:fs';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { parseConfiguration } from '../lib/config/parse.ts';

const app = new App({ analyticsReporting: false });
const file = configurationFile(app.node.tryGetContext('config'));
const { name, provider, sites } = parseConfiguration(readFileSync(file, 'utf8'), file);
const [home] = sites;

const stack = new Stack(app, `jetway-${name}`, {
  description: `Jetway ${name}, in the provider account`,
  env: { account: provider.account, ...(home === undefined ? {} : { region: home.region }) },
  tags: { 'jetway:name': name },
});
Validations.of(stack).acknowledge({
  id: 'CloudFormation-Validate::F0001',
  reason: 'The stack carries the tags alone: no part of Jetway is deployed by it',
});

/** The file that `cdk synth --context config=FILE` names, else `jetway.yaml`, else the example. */
function configurationFile(named: unknown): string {
  if (typeof named === 'string') return named;
  return existsSync('jetway.yaml') ? 'jetway.yaml' : 'examples/jetway.yaml';
}
