import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import { systemClock } from '../lib/aws/system-clock.ts';
import { exitCodes } from './exit-code.ts';
import type { Io, Screen } from './io.ts';
import { run } from './run.ts';
import { showsColour } from './text/style.ts';

/** `jetway` as a process: the one place of the commands that reads the environment. */
export async function main(): Promise<void> {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit(exitCodes.failed); // Nobody reads any more, as with: jetway plan | head
    });
  const code = await run(process.argv.slice(2), processIo());
  // Reads that Ctrl-C left behind would keep the process.
  if (code === exitCodes.interrupted) process.exit(code);
  if (code !== exitCodes.done) process.exitCode = code;
}

/** Ctrl-C, and how others ask a process to end. */
const signals = ['SIGINT', 'SIGTERM'] as const;

function processIo(): Io {
  const endpoint = process.env.AWS_ENDPOINT_URL_STS ?? process.env.AWS_ENDPOINT_URL;
  return {
    cwd: process.cwd(),
    out: screen(process.stdout),
    err: screen(process.stderr),
    debug: process.env.JETWAY_DEBUG === '1',
    clock: systemClock,
    aws: {},
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(process.stdin.isTTY && process.stderr.isTTY ? { ask } : {}),
    newRunId: randomUUID,
    onInterrupt(listener) {
      let times = 0;
      // Not `once`: the spinner's own listener ends the process where it finds itself alone.
      const heard = () => {
        times += 1;
        if (times > 1) process.exit(exitCodes.interrupted);
        listener();
      };
      for (const signal of signals) process.on(signal, heard);
      return () => {
        for (const signal of signals) process.off(signal, heard);
      };
    },
  };
}

function screen(stream: NodeJS.WriteStream): Screen {
  return {
    write: (text) => void stream.write(text),
    colour: showsColour(stream),
    columns: stream.isTTY ? Math.min(stream.columns || 100, 120) : 100, // a terminal may say that it has none
    ...(stream.isTTY ? { terminal: stream } : {}),
  };
}

async function ask(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    return /^y(?:es)?$/i.test((await lines.question(`${question} [y/N] `)).trim());
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
    process.stderr.write('\n');
    return false; // Ctrl-D
  } finally {
    lines.close();
  }
}
