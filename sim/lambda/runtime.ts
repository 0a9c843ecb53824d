import type { Caller } from '../call.ts';
import type { SimulatorCore } from '../server.ts';
import { sessionOf } from '../services/lambda/execution-role.ts';
import type { Outcome, SimulatedFunction } from '../services/lambda/state.ts';
import type { World } from '../world.ts';
import type { CallMoment } from './calls.ts';
import { writeToLogGroup } from './cloud-watch.ts';
import { ExecutionEnvironment } from './environment.ts';
import { Poller } from './poller.ts';
import type { Credentials } from './variables.ts';

/** A line that a function wrote. */
export interface FunctionLine {
  readonly functionName: string;
  readonly requestId: string;
  /** In simulated time. */
  readonly atMs: number;
  readonly text: string;
}

/** A point between two calls of a function's. */
export interface FunctionMoment extends CallMoment {
  readonly functionName: string;
  readonly requestId: string;
}

export interface LambdaOptions {
  /** Asked before and after each call of AWS: `end` ends the execution environment there. */
  readonly interrupt?: (moment: FunctionMoment) => 'end' | undefined;
  /** Modules that functions get by name in place of Node's, or that Lambda brings along. */
  readonly modules?: Readonly<Record<string, unknown>>;
}

/** How many seconds Lambda waits before it invokes asynchronously a second and a third time. */
const retrySeconds = [60, 120];

/** Runs the functions of a simulated world. It has no time of its own: whoever advances the clock lets it settle. */
export class Lambda {
  readonly world: World;
  /** What all functions wrote, in order. */
  readonly lines: FunctionLine[] = [];
  /** Invocations that nobody waited for and that failed to the last. */
  readonly lost: { readonly functionArn: string; readonly payload: string; readonly outcome: Outcome }[] = [];
  readonly #core: SimulatorCore;
  readonly #options: LambdaOptions;
  readonly #poller: Poller;
  readonly #environments = new Map<SimulatedFunction, ExecutionEnvironment[]>();
  readonly #issued = new Map<SimulatedFunction, { caller: Caller; own: Credentials; service: Credentials }>();
  /** What each invocation that runs has written so far. */
  readonly #written = new Map<string, string[]>();
  /** What went wrong with the simulation itself, where nobody waited to hear it. */
  #broken: readonly unknown[] = [];
  #changes = 0;
  #settling: Promise<void> | undefined;

  constructor(core: SimulatorCore, options: LambdaOptions = {}) {
    this.world = core.world;
    this.#core = core;
    this.#options = options;
    core.world.functions.invoke = (functionArn, payload) => this.invoke(functionArn, payload);
    this.#poller = new Poller({
      core,
      credentialsOf: (fn) => this.#session(fn).service,
      invoke: (functionArn, payload) => this.invoke(functionArn, payload),
      failed: (error) => this.#break(error),
    });
  }

  /** When the next thing is due that a function, a queue in front of one, or anything else but a schedule waits for. */
  get nextDueMs(): number | undefined {
    const due = [this.world.clock.nextDueMs, this.#poller.nextVisibleMs].filter((ms) => ms !== undefined);
    return due.length === 0 ? undefined : Math.min(...due);
  }

  /**
   * Invokes a function and waits for its end, for which somebody else may have to advance the clock.
   * @throws Error where there is no such function
   */
  async invoke(functionArn: string, payload: string): Promise<Outcome> {
    const fn = this.world.functions.functions.get(functionArn);
    if (fn === undefined) throw new Error(`${functionArn}: there is no such function`);
    const { reservedConcurrency = Number.POSITIVE_INFINITY } = fn;
    const all = this.#environments.get(fn) ?? [];
    this.#environments.set(fn, all);
    if (all.filter(({ state }) => state === 'busy').length >= reservedConcurrency)
      return { state: 'throttled' };
    const free = all.findLast(({ state }) => state === 'idle');
    const environment = free ?? this.#environment(fn);
    if (free === undefined) all.push(environment);
    const requestId = this.world.random.uuid();
    const lines: string[] = [];
    this.#written.set(requestId, lines);
    const outcome = await environment.invoke(payload, requestId);
    this.#written.delete(requestId);
    if (environment.state === 'ended') all.splice(all.indexOf(environment), 1);
    writeToLogGroup(this.world, fn, this.#session(fn).caller, { stream: `$LATEST/${fn.name}`, lines });
    this.#changes += 1;
    return outcome;
  }

  /**
   * Takes what is in the queues, and goes on until every function has ended or only waits for the clock.
   * @throws what was wrong with a function that nobody waited for, such as a role that Lambda may not assume
   */
  settle(): Promise<void> {
    this.#settling ??= this.#untilStill().finally(() => {
      this.#settling = undefined;
    });
    return this.#settling;
  }

  /** Ends all execution environments, as if the functions were deployed again; their invocations are never finished. */
  end(): void {
    for (const environments of this.#environments.values())
      for (const environment of environments) environment.end();
    this.#environments.clear();
  }

  async #untilStill(): Promise<void> {
    for (let before = -1; before !== this.#changes; ) {
      before = this.#changes;
      this.#startAsynchronous();
      if (await this.#poller.poll()) this.#changes += 1;
      await this.#calm();
    }
    const [error] = this.#broken;
    this.#broken = [];
    if (error !== undefined) throw error;
  }

  #break(error: unknown): void {
    this.#broken = [...this.#broken, error];
  }

  /** Waits while anything moves: promises that are resolved, files, answers that are under way. */
  async #calm(): Promise<void> {
    let seen = this.#changes;
    for (let calm = 0; calm < 5; calm += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      const works = [...this.#environments.values()].some((all) => all.some((one) => one.works));
      if (works || seen !== this.#changes) calm = -1;
      seen = this.#changes;
    }
  }

  #startAsynchronous(): void {
    const waiting = this.world.functions.asynchronous.splice(0);
    for (const { functionArn, payload, attempt } of waiting) {
      this.#changes += 1;
      const ended = (outcome: Outcome) => {
        if (outcome.state === 'returned') return;
        const delaySeconds = retrySeconds[attempt - 1];
        const again = () =>
          this.world.functions.asynchronous.push({ functionArn, payload, attempt: attempt + 1 });
        if (delaySeconds === undefined) this.lost.push({ functionArn, payload, outcome });
        else this.world.clock.after(delaySeconds, again);
      };
      this.invoke(functionArn, payload).then(ended, (error) => this.#break(error));
    }
  }

  #environment(fn: SimulatedFunction): ExecutionEnvironment {
    const { interrupt, modules = {} } = this.#options;
    const functionName = fn.name;
    return new ExecutionEnvironment({
      fn,
      modules,
      credentials: this.#session(fn).own,
      logStream: `$LATEST/${fn.name}`,
      core: this.#core,
      at: (moment) => interrupt?.({ ...moment, functionName }),
      changed: () => {
        this.#changes += 1;
      },
      line: (line) => {
        this.lines.push({ functionName, atMs: this.world.clock.nowMs, ...line });
        this.#written.get(line.requestId)?.push(line.text);
      },
    });
  }

  /**
   * The role of a function, as its code has it and as Lambda itself does.
   * @throws Error where Lambda may not assume it
   */
  #session(fn: SimulatedFunction) {
    const known = this.#issued.get(fn);
    if (known !== undefined) return known;
    const { arn, name } = fn;
    const caller = sessionOf(this.world, fn);
    const { account, role } = caller;
    const issue = (more: { readonly sourceFunctionArn?: string }): Credentials => {
      const accessKeyId = `ASIA${this.world.random.hex(16).toUpperCase()}`;
      this.world.identity.issued.set(accessKeyId, { account, role, session: name, ...more });
      return { accessKeyId, secretAccessKey: 'simulated', sessionToken: 'simulated' };
    };
    const session = { caller, own: issue({ sourceFunctionArn: arn }), service: issue({}) };
    this.#issued.set(fn, session);
    return session;
  }
}
