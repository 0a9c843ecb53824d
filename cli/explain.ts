import { Command } from 'commander';
import type { AccountId } from '../lib/model/ids.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { explanationOf } from './explanation.ts';
import type { Io } from './io.ts';
import { CountingPacer, open } from './open.ts';
import { accountId, type SharedOptions, withSharedOptions } from './options.ts';
import { Progress } from './progress.ts';
import { explanationText } from './text/explanation.ts';
import { counted, styleOf } from './text/style.ts';

/** `jetway explain` */
export const explain = (io: Io, end: (code: ExitCode) => void): Command =>
  withSharedOptions(new Command('explain'))
    .description('say why an account is, or is not, a consumer of each profile, and where it stands')
    .argument('<account>', '12-digit account id', accountId)
    .addHelpText('after', '\nExit codes: 0 it could be told, 1 it could not.')
    .action(async (account: AccountId, options: SharedOptions) =>
      end(await runExplain([...new Set([account, ...options.account])], options, io)),
    );

async function runExplain(accounts: readonly AccountId[], options: SharedOptions, io: Io): Promise<ExitCode> {
  const pace = new CountingPacer({ clock: io.clock });
  const explanations = await new Progress(io).during(
    () => `Looking at ${counted(accounts.length, 'account')}: ${counted(pace.calls, 'call')}`,
    async () => {
      const surroundings = await open(options, io, pace);
      return Promise.all(accounts.map((account) => explanationOf(account, surroundings)));
    },
  );
  const style = styleOf(io.out);
  if (options.json) {
    const [only] = explanations;
    io.out.write(`${JSON.stringify(explanations.length === 1 ? only : explanations, null, 2)}\n`);
  } else for (const explanation of explanations) io.out.write(`\n${explanationText(explanation, style)}`);
  return explanations.some(({ sites }) => sites.some(({ incomplete }) => incomplete))
    ? exitCodes.failed
    : exitCodes.done;
}
