import { existsSync } from 'node:fs';
import * as net from 'node:net';
import { join } from 'node:path';
import * as nodeTimers from 'node:timers';
import type { SimulatorCore } from '../server.ts';
import type { Outcome, SimulatedFunction } from '../services/lambda/state.ts';
import { type CallMoment, Calls } from './calls.ts';
import { compileSource } from './compile.ts';
import { simulatedDate } from './date.ts';
import { filesOf } from './files.ts';
import { home } from './home.ts';
import { Modules } from './modules.ts';
import { Output } from './output.ts';
import { overlay, processOf } from './process.ts';
import { publicDnsOf } from './public-dns.ts';
import { Timers } from './timers.ts';
import { type Credentials, environmentOf } from './variables.ts';
import { Vpc } from './vpc.ts';

export interface EnvironmentOptions {
  readonly fn: SimulatedFunction;
  readonly credentials: Credentials;
  readonly logStream: string;
  readonly core: SimulatorCore;
  readonly modules: Readonly<Record<string, unknown>>;
  readonly at: (moment: CallMoment & { readonly requestId: string }) => 'end' | undefined;
  readonly changed: () => void;
  readonly line: (line: { readonly requestId: string; readonly text: string }) => void;
}

interface Invocation {
  readonly requestId: string;
  readonly settle: (outcome: Outcome) => void;
}

/** One execution environment of a function: the code is loaded once, and then invoked, one event after the other. */
export class ExecutionEnvironment {
  readonly #options: EnvironmentOptions;
  readonly #folder: string;
  readonly #output: Output;
  readonly #timers: Timers;
  readonly #vpc: Vpc;
  readonly #calls: Calls;
  #alive = true;
  #invocation: Invocation | undefined;
  #handler: ((event: unknown, context: object) => unknown) | undefined;

  constructor(options: EnvironmentOptions) {
    const { fn, core, changed } = options;
    const { clock } = core.world;
    this.#options = options;
    this.#folder = fn.code.kind === 'folder' ? fn.code.path : '/var/task';
    this.#output = new Output((text) => this.#line(text));
    this.#timers = new Timers(clock, (callback) => this.#run(callback));
    this.#vpc = new Vpc({
      world: core.world,
      fn,
      soon: (callback) => void setImmediate(() => this.#run(callback)),
    });
    this.#calls = new Calls({
      core,
      elsewhere: this.#vpc.request,
      timers: this.#timers,
      isAlive: () => this.#alive,
      at: (moment) => {
        changed();
        const { requestId = '' } = this.#invocation ?? {};
        if (options.at({ ...moment, requestId }) === 'end') this.end();
      },
    });
  }

  get state(): 'idle' | 'busy' | 'ended' {
    if (!this.#alive) return 'ended';
    return this.#invocation === undefined ? 'idle' : 'busy';
  }

  /** Whether it does something, and does not only wait for the clock. */
  get works(): boolean {
    return this.state === 'busy' && this.#calls.waits;
  }

  /** Invokes the function, which must be idle. */
  invoke(payload: string, requestId: string): Promise<Outcome> {
    const { fn, core } = this.#options;
    const { clock } = core.world;
    return new Promise((resolve) => {
      const settle = (outcome: Outcome) => {
        if (this.#invocation?.requestId !== requestId) return;
        cancel();
        this.#output.flush();
        this.#invocation = undefined;
        resolve(outcome);
      };
      const deadlineMs = clock.nowMs + fn.timeoutSeconds * 1000;
      const cancel = clock.after(fn.timeoutSeconds, () => {
        this.#line(`Task timed out after ${fn.timeoutSeconds.toFixed(2)} seconds`);
        this.#stop({ state: 'timedOut' });
      });
      this.#invocation = { requestId, settle };
      void this.#call(payload, requestId, deadlineMs);
    });
  }

  /** Ends it where it stands: nothing that it would still do happens. */
  end(): void {
    this.#stop({ state: 'ended' });
  }

  async #call(payload: string, requestId: string, deadlineMs: number): Promise<void> {
    try {
      this.#handler ??= this.#load();
      const event: unknown = home.JSON.parse(payload);
      const result = await this.#handler(event, this.#context(requestId, deadlineMs));
      const text = JSON.stringify(result ?? null);
      this.#invocation?.settle({ state: 'returned', payload: JSON.parse(text) });
    } catch (error) {
      this.#fail(error);
    }
  }

  #context(awsRequestId: string, deadlineMs: number): object {
    const { fn, core, logStream } = this.#options;
    return {
      awsRequestId,
      callbackWaitsForEmptyEventLoop: true,
      functionName: fn.name,
      functionVersion: '$LATEST',
      invokedFunctionArn: fn.arn,
      logGroupName: fn.logGroup,
      logStreamName: logStream,
      memoryLimitInMB: String(fn.memoryMegabytes),
      getRemainingTimeInMillis: () => deadlineMs - core.world.clock.nowMs,
    };
  }

  #load(): (event: unknown, context: object) => unknown {
    const { code, handler } = this.#options.fn;
    const [, file = '', name = ''] = /^(.*)\.([^.]+)$/.exec(handler) ?? [];
    const modules = new Modules(this.#scope());
    const exports =
      code.kind === 'inline'
        ? modules.load(join(this.#folder, `${file}.js`), () => compileSource(code.source, `${file}.js`))
        : modules.load(this.#entry(file));
    const found: unknown =
      typeof exports === 'object' && exports !== null ? Reflect.get(exports, name) : undefined;
    if (typeof found !== 'function') throw new Error(`${handler} is undefined or not exported`);
    return (event, context) => found(event, context);
  }

  #entry(file: string): string {
    const endings = ['.mjs', '.js', '.cjs'];
    const entry = endings
      .map((ending) => join(this.#folder, `${file}${ending}`))
      .find((path) => existsSync(path));
    if (entry === undefined) throw new Error(`Cannot find module '${file}' in ${this.#folder}`);
    return entry;
  }

  /** What the code sees instead of Node's own globals and modules. */
  #scope(): { readonly globals: Record<string, unknown>; readonly modules: Record<string, unknown> } {
    const { fn, core, credentials, logStream, modules } = this.#options;
    const { clock } = core.world;
    const { setTimeout, setInterval, clear, promises } = this.#timers;
    const { console, stdout, stderr } = this.#output;
    const folder = this.#folder;
    const env = environmentOf(fn, credentials, { folder, logStream });
    const exit = (code = 0) => this.#fail(new Error(`RequestId: exited with status ${code}`));
    const process = processOf({ env, folder, stdout, stderr, exit });
    const startedMs = clock.nowMs;
    const { fs, promises: fsPromises } = filesOf({
      folder,
      write: (stream, text) => this.#output.write(stream, text),
    });
    const globals: Record<string, unknown> = {
      process,
      console,
      Date: simulatedDate(() => clock.nowMs),
      performance: overlay(home.performance, { now: () => clock.nowMs - startedMs }),
      AbortSignal: this.#timers.abortSignal(),
      setTimeout,
      clearTimeout: clear,
      setInterval,
      clearInterval: clear,
      fetch: () => Promise.reject(new Error('A simulated function has no fetch')),
    };
    globals.globalThis = overlay(home, globals);
    globals.global = globals.globalThis;
    const timers = { setTimeout, setInterval, clearTimeout: clear, clearInterval: clear, promises };
    return {
      globals,
      modules: {
        console,
        'dns/promises': { ...publicDnsOf(core.world), resolve4: this.#vpc.resolve4 },
        fs,
        'fs/promises': fsPromises,
        http: this.#calls.module,
        https: this.#calls.module,
        net: { ...net, connect: this.#vpc.connect },
        process,
        timers: { ...nodeTimers, ...timers },
        'timers/promises': promises,
        ...modules,
      },
    };
  }

  /** Runs what was due on the clock. */
  #run(callback: () => void): void {
    if (!this.#alive) return;
    this.#options.changed();
    try {
      callback();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** The function threw: Lambda tells its log, and keeps the environment unless it could not even load the code. */
  #fail(error: unknown): void {
    const {
      name: errorType,
      message,
      stack,
    } = isError(error) ? error : { name: 'Error', message: String(error), stack: '' };
    this.#line(
      JSON.stringify({ level: 'ERROR', errorType, errorMessage: message, stack: stack?.split('\n') }),
    );
    const outcome = { state: 'failed', errorType, message } as const;
    if (this.#handler === undefined) this.#stop(outcome);
    else this.#invocation?.settle(outcome);
  }

  #stop(outcome: Outcome): void {
    if (!this.#alive) return;
    this.#output.flush();
    this.#alive = false;
    this.#timers.cancelAll();
    this.#options.changed();
    this.#invocation?.settle(outcome);
  }

  #line(text: string): void {
    if (this.#alive) this.#options.line({ requestId: this.#invocation?.requestId ?? '', text });
  }
}

function isError(error: unknown): error is Error {
  return error instanceof Error || error instanceof home.Error;
}
