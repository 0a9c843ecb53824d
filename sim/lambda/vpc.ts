import { EventEmitter } from 'node:events';
import type { RequestOptions } from 'node:http';
import type { SimulatedFunction } from '../services/lambda/state.ts';
import { isReached } from '../services/lambda/vpc-network.ts';
import { addressesOf } from '../services/profiles/resolving.ts';
import type { World } from '../world.ts';

interface Surroundings {
  readonly world: World;
  readonly fn: SimulatedFunction;
  /** Calls back a moment later, if the function still runs then. */
  readonly soon: (callback: () => void) => void;
}

interface Target {
  readonly host?: string | null | undefined;
  readonly port?: number | string | null | undefined;
}

/**
 * What a function reaches from the VPC that it has its network interfaces in: the names that the VPC's resolver knows,
 * and the endpoints to which there is a way. Whatever listens there takes connections and answers 200; where there is
 * no way, a connection fails as one does that nobody answers.
 */
export class Vpc {
  readonly #surroundings: Surroundings;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  readonly resolve4 = async (hostname: string): Promise<readonly string[]> => {
    const { world, fn } = this.#surroundings;
    const addresses = fn.network === undefined ? [] : addressesOf(world, fn.network.vpcId, hostname);
    if (addresses.length > 0) return addresses;
    const error = new Error(`queryA ENOTFOUND ${hostname}`);
    throw Object.assign(error, { code: 'ENOTFOUND', syscall: 'queryA', hostname });
  };

  /** `net.connect` */
  readonly connect = (target: Target, listener: () => void): EventEmitter =>
    this.#meet(target, new Peer().once('connect', listener), 'connect');

  /** `http.request` and `https.request`, of an address. */
  readonly request = (target: RequestOptions): Peer => {
    const request = new Peer();
    const response = Object.assign(new Peer(), { statusCode: 200 });
    request.end = () => this.#meet(target, request, 'response', response);
    return request;
  };

  #meet({ host, port }: Target, peer: Peer, event: string, ...values: readonly unknown[]): Peer {
    const { world, fn, soon } = this.#surroundings;
    if (fn.network === undefined)
      throw new Error(`A simulated function in no VPC reaches AWS alone, not ${host}`);
    const reached = isReached(world, fn.network, { address: host ?? '', port: Number(port) });
    const timedOut = () => Object.assign(new Error('connect ETIMEDOUT'), { code: 'ETIMEDOUT' });
    soon(() => (reached ? peer.emit(event, ...values) : peer.emit('error', timedOut())));
    return peer;
  }
}

/** A socket, a request or a response, as far as a client uses them that asks whether anybody is there. */
class Peer extends EventEmitter {
  end: () => this = () => this;

  destroy(): this {
    return this;
  }
}
