import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import Table from 'cli-table3';
import { budgets } from './budgets.ts';
import { measureBundles } from './bundles.ts';
import { connecting } from './connecting.ts';

/** Runs of each size and bundle; the median is printed. */
const runs = 5;

await calls();
await events();
bundles();
planning();
sweeps();

async function calls(): Promise<void> {
  const table = new Table({
    head: ['AWS calls', 'measured', 'mutating', 'bound', 'least possible'],
    style: { head: [], border: [] },
    colAligns: ['left', 'right', 'right', 'right', 'right'],
  });
  for (const { name, measure, calls: bound, mutating, least } of budgets) {
    const cost = await measure();
    const verdict = judged(cost.calls <= bound && cost.mutating <= mutating);
    table.push([name, cost.calls, cost.mutating, `${bound}, ${mutating} mutating: ${verdict}`, least]);
  }
  console.log(table.toString());
  for (const { name, least, because } of budgets)
    console.log(`The least for ${name} (${least}): ${because}.`);
}

/** What an event costs, and how long it takes beside what AWS alone takes, in the deployed stacks. */
async function events(): Promise<void> {
  const table = new Table({
    head: ['An event', 'calls', 'mutating', 'connected after, s', "AWS's own steps, s"],
    style: { head: [], border: [] },
    colAligns: ['left', 'right', 'right', 'right', 'right'],
  });
  const measured = await connecting();
  for (const { event, calls: made, changes, connectedSeconds, leastSeconds } of measured)
    table.push([event, made, changes, connectedSeconds?.toFixed(0) ?? '', leastSeconds ?? '']);
  console.log(table.toString());
  for (const { because, leastSeconds } of measured)
    if (because !== undefined) console.log(`Of AWS's own ${leastSeconds} s: ${because}; all simulated.`);
}

function bundles(): void {
  const table = new Table({
    head: ['Functions, minified', 'kB', 'import ms', 'clients alone kB', 'import ms'],
    style: { head: [], border: [] },
    colAligns: ['left', 'right', 'right', 'right', 'right'],
  });
  for (const { name, kilobytes, importMilliseconds, clients } of measureBundles(runs))
    table.push([
      name,
      kilobytes.toFixed(1),
      importMilliseconds.toFixed(0),
      clients?.kilobytes.toFixed(1) ?? '',
      clients?.importMilliseconds.toFixed(0) ?? '',
    ]);
  console.log(table.toString());
}

function planning(): void {
  const table = new Table({
    head: ['Planning in memory', 'median s', 'peak MB', 'bound'],
    style: { head: [], border: [] },
    colAligns: ['left', 'right', 'right', 'right'],
  });
  for (const [accounts, consumers, bound] of [
    [25_000, 5_000, undefined],
    [50_000, 10_000, { seconds: 2, megabytes: 1024 }],
    [100_000, 20_000, undefined],
  ] as const) {
    const measured = Array.from({ length: runs }, () => planOnce(accounts, consumers));
    const seconds = measured.map(({ milliseconds }) => milliseconds / 1000).sort((a, b) => a - b);
    const median = seconds[Math.floor(runs / 2)] ?? Number.NaN;
    const peak = Math.max(...measured.map(({ peakMegabytes }) => peakMegabytes));
    table.push([
      sizeOf(accounts, consumers),
      median.toFixed(2),
      peak.toFixed(0),
      bound === undefined
        ? ''
        : `${bound.seconds} s, ${bound.megabytes.toLocaleString('en')} MB: ${judged(median <= bound.seconds && peak <= bound.megabytes)}`,
    ]);
  }
  console.log(table.toString());
}

/** Beside a bound; one that is not kept fails the process. */
function judged(isWithin: boolean): 'within' | 'over' {
  if (!isWithin) process.exitCode = 1;
  return isWithin ? 'within' : 'over';
}

/** Once each: what counts is how many calls it makes, and how long it waits so as not to exceed AWS's rates. */
function sweeps(): void {
  const table = new Table({
    head: [
      'A sweep of an unchanged organization',
      'calls',
      'looks asked for',
      'waits for the rates, s',
      'works, s',
    ],
    style: { head: [], border: [] },
    colAligns: ['left', 'right', 'right', 'right', 'right'],
  });
  for (const [accounts, consumers] of [
    [1_000, 200],
    [10_000, 2_000],
  ] as const) {
    const swept = once(new URL('sweep-once.ts', import.meta.url), accounts, consumers);
    table.push([
      sizeOf(accounts, consumers),
      swept.calls,
      swept.looks,
      swept.pacedSeconds?.toFixed(0),
      swept.seconds?.toFixed(1),
    ]);
  }
  console.log(table.toString());
}

function planOnce(accounts: number, consumers: number): { milliseconds: number; peakMegabytes: number } {
  const { milliseconds = Number.NaN, peakMegabytes = Number.NaN } = once(
    new URL('plan-once.ts', import.meta.url),
    accounts,
    consumers,
  );
  return { milliseconds, peakMegabytes };
}

function sizeOf(accounts: number, consumers: number): string {
  return `${accounts.toLocaleString('en')} accounts, ${consumers.toLocaleString('en')} consumers`;
}

/** Measures one size in a process of its own. */
function once(script: URL, accounts: number, consumers: number): Readonly<Record<string, number>> {
  const output = execFileSync(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(script), String(accounts), String(consumers)],
    {
      encoding: 'utf8',
      env: { ...process.env, NODE_NO_WARNINGS: '1' },
    },
  );
  return JSON.parse(output);
}
