import { Resolver } from 'node:dns/promises';
import { afterEach, expect, test } from '@jest/globals';
import { publicDns } from '../../../lib/aws/public-dns.ts';
import { type NameServer, startNameServer } from '../../support/name-server.ts';

let server: NameServer;
afterEach(() => server.close());

const resolver = ({ address }: NameServer) => {
  const own = new Resolver({ timeout: 2000, tries: 1 });
  own.setServers([address]);
  return own;
};

test.each([
  { answer: 'two records', records: ['vpce:1', 'v=spf1 -all'], values: ['vpce:1', 'v=spf1 -all'] },
  { answer: 'a value in parts', records: [['vpce:', '1']], values: ['vpce:1'] },
  { answer: 'no such record', records: [], values: [] },
  { answer: 'no such name', records: 'NXDOMAIN' as const, values: [] },
])('$answer: $values', async ({ records, values }) => {
  server = await startNameServer({ txt: () => records });
  const found = await publicDns(resolver(server)).txt('_abc.example.com');
  expect([...found].sort()).toEqual([...values].sort());
});

test.each(['SERVFAIL', 'REFUSED'] as const)('%s is no answer', async (records) => {
  server = await startNameServer({ txt: () => records });
  await expect(publicDns(resolver(server)).txt('_abc.example.com')).rejects.toMatchObject({
    code: 'unavailable',
    problem: { resource: '_abc.example.com', what: expect.stringContaining(`E${records}`) },
  });
});
