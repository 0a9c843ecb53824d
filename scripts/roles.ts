// Writes docs/reference/roles.md from the synthesized stacks: npx tsx scripts/roles.ts
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { App } from 'aws-cdk-lib';
import { BUNDLING_STACKS } from 'aws-cdk-lib/cx-api';
import { addJetway } from '../cdk/jetway.ts';
import { namesOf } from '../cdk/names.ts';
import type { Configuration } from '../lib/config/configuration.ts';
import { parseConfiguration } from '../lib/config/parse.ts';
import { type DeployedRole, deployedRoles } from './roles/deployed-role.ts';
import { roleInWords } from './roles/words.ts';

/** From the root of the repository. */
export const rolesPage = 'docs/reference/roles.md';

const root = new URL('../', import.meta.url);

/** What the example leaves out and makes roles or permissions. */
const more = `
roles: { operators: ["arn:aws:iam::222222222222:role/network-operator"] }
sampleConsumer: { account: "444444444444", site: eu-west-1, cidr: 10.1.0.0/16 }
`;

interface Chapter {
  readonly stack: string;
  readonly where: string;
}

/**
 * The text of the page: every role of every stack of examples/jetway.yaml, with an operator and a sample consumer.
 * @throws Error where a stack is in no chapter
 */
export function rolesInWords(): string {
  const configurationFile = fileURLToPath(new URL('examples/jetway.yaml', root));
  const yaml = readFileSync(configurationFile, 'utf8') + more;
  const configuration = parseConfiguration(yaml, configurationFile);
  const roles = deployedRoles(synthesized(configuration, configurationFile));
  const chapters = chaptersOf(configuration);
  const missing = roles.find(
    ({ stack }) => !chapters.some((one) => one.stack === stack) && !isOfAnotherSite(stack, configuration),
  );
  if (missing !== undefined)
    throw new Error(`${missing.stack} has roles and no chapter. Give it one in scripts/roles.ts.`);
  return `${[introduction, ...chapters.map((one) => chapter(one, roles))].join('\n\n')}\n`;
}

function synthesized(configuration: Configuration, configurationFile: string): App {
  const { context } = JSON.parse(readFileSync(new URL('cdk.json', root), 'utf8'));
  const app = new App({ analyticsReporting: false, context: { ...context, [BUNDLING_STACKS]: [] } });
  addJetway(app, { configuration, configurationFile });
  app.synth();
  return app;
}

function chaptersOf(configuration: Configuration): readonly Chapter[] {
  const { stack } = namesOf(configuration);
  const region = configuration.sites[0]?.region ?? configuration.provider.region;
  const provider = 'The provider account';
  const management = 'The management account';
  return [
    { stack: stack.network(region), where: `${provider}, each site; here that of ${region}` },
    { stack: stack.endpoint(region), where: `${provider}, each site; here that of ${region}` },
    { stack: stack.controlPlane, where: `${provider}, \`provider.region\`` },
    { stack: stack.events(region), where: `${provider}, each site; here that of ${region}` },
    { stack: stack.management, where: `${management}, the Region of Organizations` },
    { stack: stack.controlTower, where: `${management}, the home Region of Control Tower` },
    {
      stack: stack.consumer,
      where:
        'Every account of the profiles’ OUs, each site, by the StackSet. `Consumer/Role` is made in `provider.region` alone, ' +
        'because IAM has one namespace for all Regions',
    },
    { stack: stack.sampleConsumer, where: 'The account of `sampleConsumer`, its site' },
  ];
}

function isOfAnotherSite(stack: string, configuration: Configuration): boolean {
  const names = namesOf(configuration).stack;
  return configuration.sites
    .slice(1)
    .some(({ region }) =>
      [names.network(region), names.endpoint(region), names.events(region)].includes(stack),
    );
}

function chapter({ stack, where }: Chapter, roles: readonly DeployedRole[]): string {
  const inIt = roles.filter((role) => role.stack === stack);
  return [`## ${stack}`, `${where}.`, ...inIt.map(roleInWords)].join('\n\n');
}

const introduction = `# The roles

<!-- Written by \`npx tsx scripts/roles.ts\` from the stacks; a test compares. -->

Every IAM role of every stack, as it is synthesized from [\`examples/jetway.yaml\`](../../examples/jetway.yaml) with one
operator and a sample consumer. What your own configuration makes, \`npx cdk synth\` shows: a site that takes something as
it exists has fewer of these. With \`resourceSharing: invitations\` the consumers' role may also read and accept
invitations to the provider's shares.

\`‹…›\` is what CloudFormation fills in: a resource by its path in the stack, or a parameter of CloudFormation's own. An
action has no wildcard anywhere; where a resource has one, the last column says why. What these roles could be used for
at worst is in [security.md](../security.md).`;

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  writeFileSync(new URL(rolesPage, root), rolesInWords());
