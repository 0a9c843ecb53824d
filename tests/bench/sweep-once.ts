import { Pacer } from '../../lib/aws/pace.ts';
import { awsPorts } from '../../lib/aws/ports.ts';
import type { Context } from '../../lib/reconcile.ts';
import { planFor } from '../../lib/reconcile.ts';
import { afterLook } from '../../lib/record/after-look.ts';
import { sweep } from '../../lib/sweep.ts';
import { createSimulator } from '../../sim/server.ts';
import { inProcess } from '../../sim/wire/in-process.ts';
import { openLedger } from '../support/ledger.ts';
import { credentialsOf } from '../support/roles.ts';
import { contextFor, provider, simulatedClock, sweeper, type TestWorld } from '../support/world.ts';
import { unchangedWorld } from './calls.ts';

// One size in a process of its own, so that its memory is its own. The simulator is in it too.
const [accounts = 0, consumers = 0] = process.argv.slice(2).map(Number);
const test = unchangedWorld({ accounts, consumers }, { returnRoutes: 'aggregate' });
const core = createSimulator(test.world);
const clientOptions = { requestHandler: inProcess(core) };
const context = contextFor(test, clientOptions, []);
await remembered(test, context);

const clock = simulatedClock(test.world);
const ports = portsOfSweep();
const callsBefore = core.journal.records.length;
const startedMs = clock.nowMs();
const began = process.hrtime.bigint();
const { looks } = await sweep({
  configuration: context.configuration,
  ports,
  clock,
  ledger: openLedger(test.world, clientOptions, sweeper),
});
console.log(
  JSON.stringify({
    seconds: Number(process.hrtime.bigint() - began) / 1e9,
    pacedSeconds: (clock.nowMs() - startedMs) / 1000,
    calls: core.journal.records.length - callsBefore,
    looks: looks.size,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  }),
);

/** The ledger as a first sweep and its looks left it: every consumer connected. */
async function remembered({ world }: TestWorld, { configuration, ...rest }: Context): Promise<void> {
  const ledger = openLedger(world, clientOptions);
  const plan = await planFor({ accounts: 'organization', deep: false }, { configuration, ...rest });
  const nowMs = world.clock.nowMs;
  const look = { made: [], failures: [], probes: [], at: new Date(nowMs).toISOString(), run: 'first' };
  const trigger = { id: 'first', source: 'jetway', name: 'Sweep' };
  for (const account of plan.accounts) {
    const written = afterLook(undefined, { account, ...look, trigger });
    const claim = { owner: 'first', endedBeforeMs: nowMs, untilMs: nowMs + 60_000 };
    const taken = await ledger.take(account.account, claim);
    if (taken.state === 'taken') await ledger.giveBack(taken.lease, written?.entry, nowMs);
  }
}

/** As the function opens them: one copy, so that it has AWS's whole rates. */
function portsOfSweep() {
  const { configuration } = context;
  const { organization, roles } = configuration;
  const credentials = credentialsOf(test.world, provider, sweeper);
  return awsPorts({
    region: configuration.provider.region,
    organization,
    roles,
    callerAccount: configuration.provider.account,
    sessionName: 'jetway-sweep',
    pace: new Pacer({ clock }),
    clock,
    credentials: async () => credentials,
    maxAttempts: 1,
    clientOptions,
  });
}
