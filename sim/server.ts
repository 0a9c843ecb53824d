import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Faults } from './faults.ts';
import { type CallRecord, Journal } from './journal.ts';
import { serviceBySigningName } from './services/index.ts';
import { control } from './wire/control.ts';
import { scopeOf } from './wire/credentials.ts';
import { exchange, type Handling } from './wire/exchange.ts';
import type { WireRequest } from './wire/message.ts';
import { refuseUnknownService, refuseUnsigned } from './wire/unaddressed.ts';
import type { World } from './world.ts';

/** The simulated AWS without a socket. */
export interface SimulatorCore {
  readonly world: World;
  readonly journal: Journal;
  readonly faults: Faults;
  /** Calls the listener with the record of each finished call. */
  onCall(listener: (record: CallRecord) => void): void;
  /** Handles one request from beginning to end, at once unless it invokes a function; what a listener throws comes through. */
  handle(request: WireRequest): Handling | Promise<Handling>;
}

export interface Simulator extends SimulatorCore {
  /** Where it listens, for AWS_ENDPOINT_URL. */
  readonly url: string;
  /** Closes the server and every connection, those that a fault holds open included. */
  close(): Promise<void>;
}

/** Puts AWS's services in front of a world. */
export function createSimulator(world: World): SimulatorCore {
  const journal = new Journal();
  const faults = new Faults();
  let sequence = 0;
  return {
    world,
    journal,
    faults,
    onCall: (listener) => journal.onCall(listener),
    handle(request) {
      if (request.target.startsWith('/_jetway/'))
        return { state: 'answered', response: control(request, world, journal) };
      const scope = scopeOf(request);
      if (scope === undefined) return { state: 'answered', response: refuseUnsigned(request) };
      const service = serviceBySigningName.get(scope.service);
      if (service === undefined)
        return { state: 'answered', response: refuseUnknownService(request, scope.service) };
      sequence += 1;
      return exchange({ world, journal, faults, service, scope, request, sequence });
    },
  };
}

/** Serves a world on 127.0.0.1; without a port, on one that is free. */
export async function startSimulator(
  world: World,
  { port = 0 }: { readonly port?: number } = {},
): Promise<Simulator> {
  const core = createSimulator(world);
  const server = createServer((incoming, outgoing) => {
    void respond(core, incoming, outgoing);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The simulator listens on no port');
  const url = `http://127.0.0.1:${address.port}`;
  world.queues.baseUrl = url;
  return {
    ...core,
    url,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

async function respond(
  core: SimulatorCore,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  try {
    const handling = await core.handle(await requestOf(incoming));
    if (handling.state === 'reset') incoming.socket.resetAndDestroy();
    if (handling.state !== 'answered') return;
    const { status, headers, body } = handling.response;
    outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
  } catch (error) {
    // A listener threw: whoever made the call must see it, in whatever protocol.
    outgoing
      .writeHead(501, { 'content-type': 'text/plain' })
      .end(error instanceof Error ? error.stack : String(error));
  }
}

async function requestOf(incoming: IncomingMessage): Promise<WireRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const headers = Object.entries(incoming.headers).map(
    ([name, value]) => [name, [value].flat().join(', ')] as const,
  );
  return {
    method: incoming.method ?? 'GET',
    target: incoming.url ?? '/',
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks).toString('utf8'),
  };
}
