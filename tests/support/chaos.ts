import { AuditRecord } from '../../lib/record/audit.ts';
import type { CallRecord } from '../../sim/journal.ts';
import type { CallMoment } from '../../sim/lambda/calls.ts';
import { openTerminal } from './cli.ts';
import {
  type ControlPlane,
  maxReceiveCount,
  openControlPlane,
  type WorkerName,
  workerRole,
} from './control-plane.ts';
import { ledgerTableOf } from './ledger.ts';
import { isConsumer } from './oracle.ts';
import type { Change } from './outside-world.ts';
import { watch } from './watch.ts';
import { stepsOf, type TestWorld } from './world.ts';

/** Ends an execution environment at the nth call that its function makes from now on. */
export interface Kill extends CallMoment {
  readonly worker: WorkerName;
}

/** A call of a function that was answered, and what of its intents the audit log says nothing more. */
export interface Answered {
  readonly call: CallRecord;
  readonly intents: readonly AuditRecord[];
}

interface Invocation {
  readonly beganMs: number;
  /** What it has said in the audit log that it is about to do. */
  intents: readonly AuditRecord[];
}

/** A control plane whose functions can be ended anywhere, and under whose eyes nothing wrong is done. */
export interface Chaos extends ControlPlane {
  /** What was done that must never be; empty as long as all is well. */
  readonly wrongs: readonly string[];
  /** The mutating calls of the functions, refused ones included. */
  readonly mutations: readonly CallRecord[];
  kill(kill: Kill): void;
  /** How many execution environments were ended. */
  readonly killed: number;
  /** Ends execution environments after the calls that it says, before they have the answer. */
  killAfter(where: (answered: Answered) => boolean): void;
  /** Nobody is killed any more. */
  spare(): void;
  /** Makes a change that is not Jetway's. */
  outside(change: Change): void;
  /** What the audit log has. */
  records(): readonly AuditRecord[];
}

export function openChaos(test: TestWorld, folder: string): Chaos {
  const wrongs: string[] = [];
  const mutations: CallRecord[] = [];
  const invocations = new Map<string, Invocation>();
  /** When each account was last known to be no consumer. */
  const leftMs = new Map<string, number>();
  let kills: { worker: WorkerName; when: CallMoment['when']; left: number }[] = [];
  let killed = 0;
  let isTheLast = (_: Answered): boolean => false;
  let last: Answered | undefined;
  let current: Invocation | undefined;

  const isKilled = (functionName: string, when: CallMoment['when']) => {
    const due = kills.filter((kill) => workerRole(kill.worker) === functionName && kill.when === when);
    for (const kill of due) kill.left -= 1;
    kills = kills.filter(({ left }) => left > 0);
    return due.some(({ left }) => left === 0);
  };

  const plane = openControlPlane(test, folder, {
    interrupt({ requestId, functionName, when }) {
      const { nowMs } = test.world.clock;
      const known = invocations.get(requestId) ?? { beganMs: nowMs, intents: [] };
      invocations.set(requestId, known);
      const isLast = when === 'after' && last !== undefined && isTheLast(last);
      const ends = isKilled(functionName, when) || isLast;
      last = undefined;
      current = when === 'before' && !ends ? known : undefined;
      if (!ends) return undefined;
      killed += 1;
      return 'end';
    },
    after() {
      for (const step of stepsOf.get(test.world) ?? []) step();
    },
  });
  const { core } = plane;
  const { world } = test;
  const watched = watch(core, test);

  const ownerOf = (account: string) =>
    [...ledgerTableOf(world).items.values()].find(({ sk }) => sk?.S === account)?.owner?.S ?? 'nobody';

  /** What is wrong with a mutating call, as far as it can be said of one call. */
  const faultsOf = (call: CallRecord, { beganMs, intents }: Invocation): readonly string[] => {
    const [first] = intents;
    if (first === undefined) return ['has no intent in the audit log'];
    const strangers = JSON.stringify(call.input).includes(first.resource)
      ? []
      : [`has an intent for ${first.resource}`];
    const unleased = intents.filter(({ account, run }) => !ownerOf(account).includes(run));
    const stayed = ({ account }: AuditRecord) =>
      isConsumer(world, account) && (leftMs.get(account) ?? Number.NEGATIVE_INFINITY) < beganMs;
    const taken = intents.filter((one) => one.verb === 'remove' && stayed(one));
    return [
      ...strangers,
      ...unleased.map(
        ({ account, run }) => `changes ${account} in ${run}, and the lease is of ${ownerOf(account)}`,
      ),
      ...taken.map(({ account, does }) => `takes something from ${account}, which was to stay: ${does}`),
    ];
  };

  core.onCall((call) => {
    if (current === undefined) return;
    const { operation, input, mutating, outcome } = call;
    const tookEffect = outcome.state === 'ok' || (outcome.state === 'cut' && outcome.tookEffect);
    if (operation === 'PutLogEvents' && tookEffect) {
      const records = recordsIn(input);
      current.intents = records.filter(({ phase }) => phase === 'intent');
    }
    last = { call, intents: current.intents };
    if (!mutating) return;
    mutations.push(call);
    for (const fault of faultsOf(call, current))
      wrongs.push(`call ${call.sequence}, ${operation} ${JSON.stringify(input)}, ${fault}`);
  });

  return {
    ...plane,
    mutations,
    get wrongs() {
      return [
        ...wrongs,
        ...watched.harms.flatMap(({ call, violations }) =>
          violations.map(({ sentence }) => `${call}: ${sentence}`),
        ),
      ];
    },
    get killed() {
      return killed;
    },
    kill: ({ worker, call, when }) => void kills.push({ worker, when, left: call }),
    killAfter(where) {
      isTheLast = where;
    },
    spare() {
      kills = [];
      isTheLast = () => false;
    },
    outside({ make }) {
      const before = [...world.organization.accounts.keys()];
      watched.outside(() => make(test));
      for (const account of [...before, ...world.organization.accounts.keys()])
        if (!isConsumer(world, account)) leftMs.set(account, world.clock.nowMs);
    },
    records: () => plane.audit.events.map(({ message }) => AuditRecord.parse(JSON.parse(message))),
  };
}

const day = 86_400;

/**
 * Lets everything come to its end, and sends back what was given up, as a person would, until nothing is.
 * @throws Error where it does not come to its end, or something was given up that was not tried often enough
 */
export async function runAndRedrive(chaos: Chaos, { times = 5 } = {}): Promise<void> {
  const { state } = await chaos.run(day);
  if (state !== 'quiet') throw new Error('it does not come to its end');
  const dead = chaos.deadLetters.flatMap(({ messages }) => messages);
  if (dead.length === 0) return;
  const early = dead.find(({ receiveCount }) => receiveCount < maxReceiveCount);
  if (early !== undefined) throw new Error(`it was given up too early: ${JSON.stringify(early)}`);
  if (times === 0) throw new Error(`it is given up again and again: ${JSON.stringify(dead)}`);
  const terminal = await openTerminal(chaos.test);
  const { code, out, err } = await terminal.jetway(['redrive', '--return', '--yes']);
  await terminal.simulator.close();
  if (code !== 0) throw new Error(`jetway redrive ended with ${code}: ${out}${err}`);
  await runAndRedrive(chaos, { times: times - 1 });
}

function recordsIn({ logEvents }: CallRecord['input']): readonly AuditRecord[] {
  if (!Array.isArray(logEvents)) return [];
  return logEvents.map(({ message }) => AuditRecord.parse(JSON.parse(message)));
}
