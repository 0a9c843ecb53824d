import { EventEmitter } from 'node:events';
import { Readable, Writable } from 'node:stream';
import type { Handling } from '../wire/exchange.ts';

interface Behaviour {
  /** Takes the whole body, once it is there. */
  readonly send: (body: string) => void;
  /** Calls back in so many milliseconds, unless it is taken back. */
  readonly later: (callback: () => void, delayMs: number) => () => void;
}

/** What Node's `http.request` answers, without a socket: events and methods are those that clients use. */
export class SimulatedRequest extends Writable {
  readonly #behaviour: Behaviour;
  readonly #chunks: string[] = [];
  #cancel = () => {};

  constructor(behaviour: Behaviour) {
    super({ autoDestroy: false });
    this.#behaviour = behaviour;
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.#chunks.push(chunk.toString('utf8'));
    done();
  }

  override _final(done: () => void): void {
    this.emit('socket', socket());
    this.#behaviour.send(this.#chunks.join(''));
    done();
  }

  /** How long it may be silent. */
  setTimeout(delayMs: number, callback?: () => void): this {
    this.#cancel();
    if (callback !== undefined) this.once('timeout', callback);
    if (delayMs > 0) this.#cancel = this.#behaviour.later(() => this.emit('timeout'), delayMs);
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setSocketKeepAlive(): this {
    return this;
  }

  abort(): void {
    this.destroy();
  }

  /** Lets whoever made the request know what became of it. */
  finish(handling: Handling): void {
    if (handling.state === 'silent' || this.destroyed) return;
    this.#cancel();
    if (handling.state === 'reset') {
      this.destroy(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
      return;
    }
    const { status, headers, body } = handling.response;
    const response = Readable.from(body === '' ? [] : [Buffer.from(body)], { objectMode: false });
    response.once('close', () => this.destroy());
    this.emit('response', Object.assign(response, { statusCode: status, statusMessage: '', headers }));
  }
}

/** A connection that is there already. */
function socket(): EventEmitter {
  const found = new EventEmitter();
  const nothing = () => found;
  return Object.assign(found, {
    connecting: false,
    setKeepAlive: nothing,
    setNoDelay: nothing,
    setTimeout: nothing,
  });
}
