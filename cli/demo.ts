import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Command } from 'commander';
import { parseConfiguration } from '../lib/config/parse.ts';
import { loadScenario } from '../sim/scenarios/scenario.ts';
import { type Played, play } from './demo/play.ts';
import { openStage } from './demo/stage.ts';
import { synthesize } from './demo/synthesize.ts';
import { renderAccounts, renderAct, renderEnd } from './demo/timeline.ts';
import { exampleConfiguration, exampleScenario } from './example.ts';
import type { Io } from './io.ts';
import { Progress } from './progress.ts';
import { styleOf } from './text/style.ts';

const columns = 100;

/** `jetway demo`: a story of a simulated organization, played by the functions that Lambda runs. */
export function demoCommand(io: Pick<Io, 'err' | 'clock'>): Command {
  return new Command('demo')
    .description('play events in a simulated organization and show what Jetway makes of them')
    .option('--json', 'print only JSON')
    .action(async ({ json }: { readonly json?: true }) => {
      process.exitCode = await demo(json ?? false, io);
    });
}

async function demo(json: boolean, io: Pick<Io, 'err' | 'clock'>): Promise<0 | 1> {
  const scenario = loadScenario(await readFile(exampleScenario, 'utf8'), exampleScenario);
  const file = relative('', exampleConfiguration);
  const configuration = parseConfiguration(await readFile(exampleConfiguration, 'utf8'), file);
  const style = styleOf({ colour: process.stdout.isTTY && process.env.NO_COLOR === undefined, columns });
  const { bold, dim } = style.colours;
  const say = (text: string) => json || console.log(text);

  say(
    `${bold('Jetway')} in a simulated organization of ${Object.keys(scenario.accounts).length + 1} accounts`,
  );
  say(dim('cyan: an event and whom it makes Jetway look at; the seconds are simulated'));
  const folder = await mkdtemp(join(tmpdir(), 'jetway-demo-'));
  const progress = new Progress(io);
  let played: Played;
  try {
    const stage = await progress.during(
      () => 'Synthesizing the stacks, and deploying them into it',
      async () => openStage(scenario, configuration, await synthesize(exampleConfiguration, folder)),
    );
    played = await play(stage, configuration, (act) => say(renderAct(act, style)));
  } finally {
    await rm(folder, { recursive: true });
  }
  if (json) console.log(JSON.stringify(played, null, 2));
  say(`\n${bold('The accounts in the end')}  ${dim('VPCs: connected / all')}\n`);
  say(renderAccounts(played.accounts, style));
  say(`\n${renderEnd(played, style)}\n`);
  say(bold('Try next'));
  const commands = [
    ['sim', 'starts this world anew'],
    [`plan --config ${file}`, 'what is to be done in it'],
    [`explain 300000000012 --config ${file}`, 'why an account is a consumer'],
  ] as const;
  const width = Math.max(...commands.map(([words]) => words.length));
  for (const [words, what] of commands) say(`  node bin/jetway.mjs ${words.padEnd(width)}  ${dim(what)}`);
  return played.problems.length === 0 ? 0 : 1;
}
