import { readFileSync } from 'node:fs';
import { App, Stack } from 'aws-cdk-lib';
import { BUNDLING_STACKS } from 'aws-cdk-lib/cx-api';
import { addJetway } from '../../../cdk/jetway.ts';
import { parseConfiguration } from '../../../lib/config/parse.ts';

const exampleFile = 'examples/jetway.yaml';
const example = readFileSync(exampleFile, 'utf8');

const existingSite = (region: string, n: number) => `  ${region}:
    addressSpace: [10.0.0.0/8]
    deploy:
      vpc:
        id: vpc-${n}123456789abcdef0
        cidrs: [10.25${n}.0.0/16]
        subnets: [subnet-${n}123456789abcdef0, subnet-${n}123456789abcdef1]
        routeTables: [rtb-${n}123456789abcdef0]
      transitGateway:
        id: tgw-${n}123456789abcdef0
        attachment: tgw-attach-${n}123456789abcdef0
        routeTables: { consumers: tgw-rtb-${n}123456789abcdef0, provider: tgw-rtb-${n}123456789abcdef1 }
      services: { payments: { endpointService: vpce-svc-${n}123456789abcdef0 } }
      profiles: { shared: rp-${n}123456789abcdef }
`;

const madeSite = (region: string, n: number) => `  ${region}:
    addressSpace: [10.0.0.0/8]
    attachments: create
    isolation: none
    deploy:
      vpc: { cidr: 10.25${n}.0.0/16 }
      services:
        payments: { sampleApplication: { certificate: "arn:aws:acm:${region}:222222222222:certificate/0a1b" } }
`;

const file = (sites: string, more = '') => `name: shared-services
organization: { id: o-a1b2c3d4e5, managementAccount: "111111111111", controlTowerRegion: us-east-1 }
provider: { account: "222222222222" }
sites:
${sites}services:
  payments: { privateDnsName: payments.internal.example.com, ports: [80, 443], hostedZone: Z0123456789ABC }
profiles:
  shared: { organizationalUnits: [ou-ab12-11111111], optIn: all }
${more}`;

/** The text of a jetway.yaml, by what is particular about it. */
export const configurations: Readonly<Record<string, string>> = {
  'the example': example,
  'two sites': file(madeSite('eu-west-1', 4) + existingSite('eu-central-1', 5)),
  'everything existing': file(existingSite('eu-west-1', 5)),
  'everything made': file(
    madeSite('eu-west-1', 5),
    'sampleConsumer: { account: "333333333333", site: eu-west-1, cidr: 10.1.0.0/16 }\nroles: { operators: ["arn:aws:iam::222222222222:role/operator"] }\n',
  ),
  'invitations, and the provider manages': file(madeSite('eu-west-1', 5))
    .replace('managementAccount: "111111111111"', 'managementAccount: "222222222222"')
    .replace('organization: {', 'organization: { resourceSharing: invitations,'),
};

export interface Application {
  readonly app: App;
  /** Those of stages too. */
  readonly stacks: readonly Stack[];
}

/** The app of a jetway.yaml as `cdk synth` makes it, but for the bundling of the functions. */
export function application(yaml: string): Application {
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'));
  const app = new App({ analyticsReporting: false, context: { ...context, [BUNDLING_STACKS]: [] } });
  const configuration = parseConfiguration(yaml, exampleFile);
  addJetway(app, { configuration, configurationFile: exampleFile });
  return { app, stacks: app.node.findAll().filter((node) => Stack.isStack(node)) };
}
