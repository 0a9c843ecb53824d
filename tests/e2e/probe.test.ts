import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type ProbeEdge, probe } from '../../handlers/probe.ts';
import { Cidr } from '../../lib/model/cidr.ts';
import { AccountId } from '../../lib/model/ids.ts';
import { ProbeAnswer, ProbeEvent } from '../../lib/model/probe.ts';
import { reconcile } from '../../lib/reconcile.ts';
import { addressesOf } from '../../sim/services/profiles/resolving.ts';
import { aCertificate, aCertificateAuthority, type Certified } from '../support/certificates.ts';
import { addConsumer, addConsumerVpc, newTestWorld, openInProcess } from '../support/world.ts';

const name = 'payments.example.com';
const consumer = AccountId.parse('333333333333');
// All of 127.0.0.0/8 is the loopback of Linux, so a real server can listen where the simulated endpoint is.
const cidr = '127.255.0.0/16';
const shared = newTestWorld({}, { cidr });
const { world } = shared;
const open: Server[] = [];

let vpc: string;
let address: string;
let ca: Certified;
let certified: Certified;

beforeAll(async () => {
  addConsumer(shared, { id: consumer });
  vpc = addConsumerVpc(shared, consumer, '10.1.0.0/16');
  const { state } = await reconcile({ accounts: [consumer], deep: true }, openInProcess(shared).context(), {
    waitSeconds: 1800,
  });
  expect(state).toBe('converged');
  [address = ''] = addressesOf(world, vpc, name);
  ca = await aCertificateAuthority();
  certified = await aCertificate(name, ca);
});
afterEach(async () => {
  for (const server of open.splice(0)) await new Promise((closed) => server.close(closed));
});

/** Listens at the shared endpoint's address. */
async function listening(server: Server): Promise<number> {
  open.push(server);
  server.listen(0, address);
  await once(server, 'listening');
  return portOf(server.address());
}
const portOf = (at: AddressInfo | string | null) => (typeof at === 'object' && at !== null ? at.port : 0);

const https = (certificate: Certified, answer: RequestListener = (_, response) => response.end('hello')) =>
  listening(createHttpsServer(certificate, answer));
const http = (answer: RequestListener) => listening(createHttpServer(answer));

type Asked = Partial<ProbeEvent['checks'][number]> & { readonly port: number };

/** What a VPC's resolver answers. */
const resolverOf = (id: string) => async (asked: string) => addressesOf(world, id, asked);

/** Probes from the consumer's VPC, or with another resolver. */
async function ask(checks: readonly Asked[], resolve: ProbeEdge['resolve'] = resolverOf(vpc)) {
  const event = ProbeEvent.parse({
    checks: checks.map((check) => ({
      service: 'payments',
      name,
      protocol: 'https',
      path: '/health',
      cidrs: [cidr],
      timeoutMs: 20_000,
      ...check,
    })),
  });
  return ProbeAnswer.parse(await probe({ resolve, ca: ca.cert })(event)).results;
}

describe('a service', () => {
  test('answers over HTTPS: the name is verified, sent as SNI and as Host', async () => {
    const heard: unknown[] = [];
    const server = createHttpsServer(certified, ({ headers: { host }, url }, response) => {
      heard.push({ host, url });
      response.end();
    });
    server.on('secureConnection', ({ servername }) => heard.push({ servername }));
    const port = await listening(server);
    expect(await ask([{ port }])).toEqual([
      {
        service: 'payments',
        name,
        port,
        state: 'answered',
        addresses: [address],
        detail: `${address}:${port} answered HTTP 200`,
        elapsedMs: expect.any(Number),
      },
    ]);
    expect(heard).toEqual([{ servername: name }, { host: name, url: '/health' }]);
  });

  test.each([
    { status: 200, state: 'answered' },
    { status: 302, state: 'answered' },
    { status: 404, state: 'answered' },
    { status: 500, state: 'failed' },
    { status: 503, state: 'failed' },
  ])('that answers HTTP $status: $state', async ({ status, state }) => {
    const port = await http((_, response) => response.writeHead(status).end());
    expect(await ask([{ port, protocol: 'http' }])).toMatchObject([
      { state, detail: expect.stringContaining(`HTTP ${status}`) },
    ]);
  });

  test('accepts connections over TCP', async () => {
    const port = await listening(createTcpServer());
    expect(await ask([{ port, protocol: 'tcp' }])).toMatchObject([{ state: 'answered' }]);
  });

  test('hangs up', async () => {
    const port = await listening(createTcpServer((socket) => socket.destroy()));
    expect(await ask([{ port, protocol: 'http' }, { port }])).toMatchObject([
      { state: 'failed' },
      { state: 'failed' },
    ]);
  });

  test.each(['https', 'http', 'tcp'] as const)('refuses %s', async (protocol) => {
    const server = createTcpServer();
    const port = await listening(server);
    await new Promise((closed) => server.close(closed));
    open.length = 0;
    expect(await ask([{ port, protocol }])).toMatchObject([{ state: 'refused', addresses: [address] }]);
  });

  test.each(['https', 'http'] as const)('never answers %s', async (protocol) => {
    const sockets = new Set<{ destroy(): void }>();
    const port = await listening(createTcpServer((socket) => sockets.add(socket)));
    const answers = await ask([{ port, protocol, timeoutMs: 100 }]);
    for (const socket of sockets) socket.destroy();
    expect(answers).toMatchObject([
      { state: 'timed-out', addresses: [address], detail: expect.stringContaining('100 ms') },
    ]);
  });
});

describe('a certificate', () => {
  test.each([
    { of: 'another name', made: () => aCertificate('other.example.com', ca) },
    { of: 'an unknown authority', made: async () => aCertificate(name, await aCertificateAuthority()) },
    { of: 'nobody but itself', made: () => aCertificateAuthority() },
  ])('of $of is bad', async ({ made }) => {
    const port = await https(await made());
    expect(await ask([{ port }])).toMatchObject([
      { state: 'bad-certificate', addresses: [address], detail: expect.stringContaining(name) },
    ]);
  });
});

describe('the name', () => {
  test('does not resolve in a VPC that the profile is not associated with', async () => {
    const other = addConsumerVpc(shared, consumer, '10.2.0.0/16', { attached: 'none' });
    const port = await https(certified);
    expect(await ask([{ port }], resolverOf(other))).toMatchObject([{ state: 'unresolved', addresses: [] }]);
  });

  test('resolves outside the provider’s CIDRs: nothing is connected to', async () => {
    const server = createHttpsServer(certified, (_, response) => response.end());
    let connections = 0;
    server.on('connection', () => {
      connections += 1;
    });
    const port = await listening(server);
    expect(await ask([{ port, cidrs: [Cidr.parse('10.255.0.0/16')] }])).toMatchObject([
      { state: 'outside', addresses: [address], detail: expect.stringContaining(address) },
    ]);
    expect(connections).toBe(0);
  });

  test('that the resolver cannot look up is unresolved, with its reason', async () => {
    const resolve = async () => {
      throw new Error('queryA ESERVFAIL payments.example.com');
    };
    expect(await ask([{ port: 443 }], resolve)).toMatchObject([
      { state: 'unresolved', detail: expect.stringContaining('ESERVFAIL') },
    ]);
  });

  test('that the resolver never looks up takes no longer than the service', async () => {
    const never = () => new Promise<never>(() => undefined);
    expect(await ask([{ port: 443, timeoutMs: 50 }], never)).toMatchObject([
      { state: 'timed-out', addresses: [] },
    ]);
  });

  test('of a wildcard is asked for by a name under it', async () => {
    const port = await https(await aCertificate('*.example.com', ca));
    const asked: string[] = [];
    const resolve = async (one: string) => {
      asked.push(one);
      return [address];
    };
    expect(await ask([{ port, name: '*.example.com' }], resolve)).toMatchObject([
      { state: 'answered', name: '*.example.com' },
    ]);
    expect(asked).toEqual(['jetway-probe.example.com']);
  });

  test('with several addresses answers where all of them do', async () => {
    const port = await listening(createTcpServer());
    const two = [address, '127.255.9.9'];
    expect(await ask([{ port, protocol: 'tcp' }], async () => two)).toMatchObject([
      { state: 'refused', addresses: two, detail: `127.255.9.9:${port} refused the connection` },
    ]);
  });
});

test('checks are asked at the same time, and each has its own end', async () => {
  const port = await http((_, response) => response.end());
  const hanging = new Set<() => void>();
  const both = await http((_, response) => {
    hanging.add(() => response.end());
    if (hanging.size === 2) for (const end of hanging) end();
  });
  const results = await ask([
    { port: both, protocol: 'http' },
    { port, protocol: 'http' },
    { port: both, protocol: 'http' },
  ]);
  expect(results.map((result) => [result.port, result.state])).toEqual([
    [both, 'answered'],
    [port, 'answered'],
    [both, 'answered'],
  ]);
});
