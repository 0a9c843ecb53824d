import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { bundling } from '../../cdk/constructs/bundling.ts';

/** A function of `handlers/`, and the clients that it cannot do without, as an entry of their own. */
interface Bundle {
  readonly name: string;
  readonly clients: readonly (readonly [module: string, client: string])[];
}

const organizations = ['@aws-sdk/client-organizations', 'OrganizationsClient'] as const;
const sqs = ['@aws-sdk/client-sqs', 'SQSClient'] as const;
const ec2 = ['@aws-sdk/client-ec2', 'EC2Client'] as const;
const account = [
  organizations,
  ['@aws-sdk/client-resource-groups-tagging-api', 'ResourceGroupsTaggingAPIClient'],
  ['@aws-sdk/client-sts', 'STSClient'],
  ec2,
  ['@aws-sdk/client-ram', 'RAMClient'],
  ['@aws-sdk/client-route53profiles', 'Route53ProfilesClient'],
  ['@aws-sdk/client-ssm', 'SSMClient'],
  ['@aws-sdk/client-lambda', 'LambdaClient'],
  sqs,
] as const;

const own = [
  ['@aws-sdk/client-dynamodb', 'DynamoDBClient'],
  ['@aws-sdk/client-eventbridge', 'EventBridgeClient'],
] as const;

const bundles: readonly Bundle[] = [
  { name: 'route-event', clients: [sqs] },
  { name: 'sweep', clients: [...account, ...own] },
  {
    name: 'reconcile-account',
    clients: [
      ...account,
      ...own,
      ['@aws-sdk/client-cloudwatch-logs', 'CloudWatchLogsClient'],
      ['@aws-sdk/client-lambda', 'LambdaClient'],
    ],
  },
  { name: 'private-dns-name', clients: [ec2] },
  { name: 'probe', clients: [] },
];

export interface Measured {
  readonly name: string;
  readonly kilobytes: number;
  /** The median over fresh processes. */
  readonly importMilliseconds: number;
  /** The same of its clients alone; absent where it has none. */
  readonly clients?: { readonly kilobytes: number; readonly importMilliseconds: number };
}

/** Size and import time of every function as it is deployed, beside those of the bare clients that it uses. */
export function measureBundles(runs: number): readonly Measured[] {
  const folder = mkdtempSync(join(tmpdir(), 'jetway-bundles-'));
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const measure = (name: string, source: { entryPoints: string[] } | { stdin: string }) => {
    const outfile = join(folder, `${name}.mjs`);
    buildSync({
      ...('stdin' in source
        ? { stdin: { contents: source.stdin, resolveDir: root, loader: 'ts' } }
        : { entryPoints: source.entryPoints }),
      outfile,
      bundle: true,
      minify: true,
      ...bundling,
      mainFields: [...bundling.mainFields],
    });
    const times = Array.from({ length: runs }, () => importMilliseconds(outfile)).sort((a, b) => a - b);
    return {
      kilobytes: statSync(outfile).size / 1000,
      importMilliseconds: times[Math.floor(runs / 2)] ?? Number.NaN,
    };
  };
  try {
    return bundles.map(({ name, clients }) => ({
      name,
      ...measure(name, { entryPoints: [join(root, `handlers/${name}.ts`)] }),
      ...(clients.length > 0 && { clients: measure(`${name}-clients`, { stdin: entryOf(clients) }) }),
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Makes each client, as the function does, so that no bundler leaves it out. */
function entryOf(clients: Bundle['clients']): string {
  const imports = clients.map(([module, client]) => `import { ${client} } from '${module}';`);
  const made = clients.map(([, client]) => `new ${client}({ region: 'eu-west-1' })`);
  return [...imports, `export const clients = () => [${made.join(', ')}];`].join('\n');
}

function importMilliseconds(file: string): number {
  const script = `const began = performance.now();
    await import('${pathToFileURL(file)}');
    console.log(performance.now() - began);`;
  const output = execFileSync(process.execPath, ['--no-warnings', '--input-type=module', '--eval', script], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', AWS_REGION: 'eu-west-1' },
  });
  return Number(output);
}
