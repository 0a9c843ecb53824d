import { execFile, spawnSync } from 'node:child_process';
import { clientSettings } from '../client-settings.ts';
import type { YardstickCommand } from './commands.ts';
import { accountId, region } from './world.ts';

/** What a command came to: the answer as JSON, or the code of the error. */
export type Result = { readonly answer: unknown } | { readonly error: string };

/** A client that was not written for Jetway. */
export interface YardstickClient {
  readonly name: string;
  /** One result a command, in their order. */
  run(commands: readonly YardstickCommand[], url: string): Promise<readonly Result[]>;
}

const boto3Script = `
import boto3, json, sys
results = []
for name, method, parameters in json.loads(sys.argv[1]):
    client = boto3.client(name)
    try:
        results.append({'answer': getattr(client, method)(**parameters)})
    except client.exceptions.ClientError as error:
        results.append({'error': error.response['Error']['Code']})
print(json.dumps(results, default=str))
`;

const awsCli: YardstickClient = {
  name: 'the AWS CLI',
  async run(commands, url) {
    const results: Result[] = [];
    for (const { cli } of commands) {
      const words = [...cli.map((word) => word.replace('{url}', url)), '--output', 'json'];
      const { code, stdout, stderr } = await spawned('aws', words, url);
      const error = /An error occurred \(([^)]+)\)/.exec(stderr)?.[1] ?? stderr;
      results.push(code === 0 ? { answer: JSON.parse(stdout) } : { error });
    }
    return results;
  },
};

const boto3: YardstickClient = {
  name: 'boto3',
  async run(commands, url) {
    const calls = JSON.stringify(commands.map((command) => command.boto3)).replaceAll('{url}', url);
    const { code, stdout, stderr } = await spawned('python3', ['-c', boto3Script, calls], url);
    if (code !== 0) throw new Error(`boto3 failed: ${stderr}`);
    return JSON.parse(stdout);
  },
};

const sdk = (name: string): YardstickClient => ({
  name,
  async run(commands, url) {
    const results: Result[] = [];
    for (const { sdk: send } of commands)
      results.push(
        await send(clientSettings(url, accountId, region)).then(
          (answer) => ({ answer }),
          (error: Error) => ({ error: error.name }),
        ),
      );
    return results;
  },
});

/** The JavaScript SDK, and of the AWS CLI and boto3 what this machine has. */
export function yardstickClients(): readonly YardstickClient[] {
  const installed = [
    ...(spawnSync('aws', ['--version']).status === 0 ? [awsCli] : []),
    ...(spawnSync('python3', ['-c', 'import boto3']).status === 0 ? [boto3] : []),
  ];
  const alone = 'the JavaScript SDK (neither the AWS CLI nor boto3 is installed here)';
  return [sdk(installed.length > 0 ? 'the JavaScript SDK' : alone), ...installed];
}

interface Finished {
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

function spawned(program: string, words: readonly string[], url: string): Promise<Finished> {
  const { PATH, HOME } = process.env;
  const env = {
    PATH,
    HOME,
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: accountId,
    AWS_SECRET_ACCESS_KEY: 'not-checked',
    AWS_DEFAULT_REGION: region,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_MAX_ATTEMPTS: '1',
    NO_PROXY: '127.0.0.1',
  };
  return new Promise((resolve) => {
    execFile(program, [...words], { env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : (error.code ?? 'killed'), stdout, stderr }),
    );
  });
}
