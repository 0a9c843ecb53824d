import { Command, CommanderError } from 'commander';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { Interrupted } from './interruption.ts';
import type { Io } from './io.ts';
import { WorldMoved } from './moved.ts';
import { errorText } from './text/error.ts';
import { styleOf } from './text/style.ts';

type End = (code: ExitCode) => void;

interface Entry {
  readonly name: string;
  readonly summary: string;
  /** Loads the command itself, which only that command needs. */
  load(io: Io, end: End): Promise<Command>;
}

const entries: readonly Entry[] = [
  {
    name: 'plan',
    summary: 'show what is to be done, and why; change nothing',
    load: async (io, end) => (await import('./plan.ts')).plan(io, end),
  },
  {
    name: 'apply',
    summary: 'show the plan, ask, and do it',
    load: async (io, end) => (await import('./apply.ts')).apply(io, end),
  },
  {
    name: 'approve',
    summary: 'let the accounts of a plan lose access though they are more than the limit',
    load: async (io, end) => (await import('./approve.ts')).approve(io, end),
  },
  {
    name: 'explain',
    summary: 'say why an account is, or is not, a consumer, and where it stands',
    load: async (io, end) => (await import('./explain.ts')).explain(io, end),
  },
  {
    name: 'status',
    summary: 'show where accounts stand, as the ledger remembers them',
    load: async (io, end) => (await import('./status.ts')).status(io, end),
  },
  {
    name: 'audit',
    summary: 'ask the audit log what happened, what failed, and who triggered it',
    load: async (io, end) => (await import('./audit.ts')).audit(io, end),
  },
  {
    name: 'redrive',
    summary: 'show what was given up, and send it back',
    load: async (io, end) => (await import('./redrive.ts')).redrive(io, end),
  },
  {
    name: 'sim',
    summary: 'serve a simulated AWS organization on localhost',
    load: async () => (await import('./sim.ts')).simCommand(),
  },
  {
    name: 'demo',
    summary: 'show the life of accounts against the simulated organization',
    load: async (io) => (await import('./demo.ts')).demoCommand(io),
  },
];

/** Runs what was typed; the exit code is the only thing that comes back, whatever happens. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = exitCodes.done;
  try {
    const program = await programFor(argv, io, (ended) => {
      code = ended;
    });
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    return failed(error, io);
  }
}

async function programFor(argv: readonly string[], io: Io, end: End): Promise<Command> {
  const program = new Command('jetway')
    .description('Connects the accounts of an AWS organization to shared services, and disconnects them.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out.write(text),
      writeErr: (text) => io.err.write(text),
      getOutHelpWidth: () => io.out.columns,
      getErrHelpWidth: () => io.err.columns,
      getOutHasColors: () => io.out.colour,
      getErrHasColors: () => io.err.colour,
    })
    .showHelpAfterError('(--help says how it is used)')
    .addHelpText('after', '\njetway COMMAND --help says more. Errors and wrong usage exit with 1.');
  for (const { name, summary, load } of entries) {
    const command = argv.includes(name) ? await load(io, end) : new Command(name);
    program.addCommand(command.copyInheritedSettings(program).summary(summary));
  }
  return program;
}

function failed(error: unknown, io: Io): ExitCode {
  const style = styleOf(io.err);
  // Commander has said it already; its own code for help is 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.failed;
  if (error instanceof Interrupted) {
    io.err.write(`\nInterrupted. ${error.message}\n`);
    return exitCodes.interrupted;
  }
  io.err.write(errorText(error, io.debug, style));
  if (error instanceof WorldMoved) io.err.write(error.lines.map((line) => `    ${line}\n`).join(''));
  return exitCodes.failed;
}
