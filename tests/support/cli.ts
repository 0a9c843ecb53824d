import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Io } from '../../cli/io.ts';
import { run } from '../../cli/run.ts';
import { type Simulator, startSimulator } from '../../sim/server.ts';
import { credentialsOf, environmentOf } from './roles.ts';
import { provider, reconciler, simulatedClock, type TestWorld } from './world.ts';

/** A directory of its own for each test's files. */
export function newDirectory(files: Readonly<Record<string, string>> = {}): string {
  const directory = mkdtempSync(join(tmpdir(), 'jetway-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  return directory;
}

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Terminal {
  readonly directory: string;
  readonly simulator: Simulator;
  /** Runs a command in this process, in the simulator's time. */
  jetway(argv: readonly string[], io?: Partial<Io>): Promise<Ran>;
  /** The mutating calls that AWS was asked for. */
  changes(): readonly string[];
}

/** Whose credentials a terminal of the provider account has, as STS names them. */
export const operator = `arn:aws:sts::${provider}:assumed-role/${reconciler}/${reconciler}`;

/** Serves a world, and runs commands against it: as the reconciler, which operators become, or as an account's administrator. */
export async function openTerminal(test: TestWorld, account: string = provider): Promise<Terminal> {
  const simulator = await startSimulator(test.world);
  const directory = newDirectory({ 'jetway.yaml': test.configurationYaml });
  const credentials =
    account === provider
      ? credentialsOf(test.world, provider, reconciler)
      : { accessKeyId: account, secretAccessKey: 'simulated' };
  return {
    directory,
    simulator,
    changes: () =>
      simulator.journal.records.filter(({ mutating }) => mutating).map(({ operation }) => operation),
    async jetway(argv, io = {}) {
      const written = { out: '', err: '' };
      const screen = (to: 'out' | 'err') => ({
        write: (text: string) => {
          written[to] += text;
        },
        colour: false,
        columns: 100,
      });
      const code = await run(argv, {
        cwd: directory,
        out: screen('out'),
        err: screen('err'),
        debug: false,
        clock: simulatedClock(test.world),
        aws: {
          credentials: async () => credentials,
          maxAttempts: 1,
          clientOptions: { endpoint: simulator.url },
        },
        newRunId: () => 'run-1',
        onInterrupt: () => () => {},
        ...io,
      });
      return { code, ...written };
    },
  };
}

const bin = fileURLToPath(new URL('../../bin/jetway.mjs', import.meta.url));

/**
 * Runs `jetway` as a process of its own, without a terminal.
 * @param interruptAt what it has printed when Ctrl-C is pressed
 */
export function jetwayProcess(
  argv: readonly string[],
  { directory, simulator }: Terminal,
  interruptAt?: RegExp,
  more: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const env = {
    PATH: process.env.PATH,
    AWS_ENDPOINT_URL: simulator.url,
    ...environmentOf(credentialsOf(simulator.world, provider, reconciler)),
    AWS_EC2_METADATA_DISABLED: 'true',
    ...more,
  };
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, [bin, ...argv], { cwd: directory, env }, (error, out, err) => {
      if (error === null) resolve({ code: 0, out, err });
      else if (typeof error.code === 'number') resolve({ code: error.code, out, err });
      else reject(error);
    });
    child.stdout?.on('data', (text) => {
      if (interruptAt?.test(String(text))) child.kill('SIGINT');
    });
  });
}
