import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { probeCode } from '../../cdk/constructs/probe-code.ts';
import { ProbeAnswer } from '../../lib/model/probe.ts';
import { aCertificate, aCertificateAuthority } from '../support/certificates.ts';
import { startNameServer } from '../support/name-server.ts';

const name = 'payments.example.com';
const folder = mkdtempSync(join(tmpdir(), 'jetway-probe-'));
const bundle = join(folder, 'index.js');

const code = probeCode();
beforeAll(() => writeFileSync(bundle, code));
afterAll(() => rmSync(folder, { recursive: true }));

test('the bundle needs nothing but Node.js, and is small enough for a template', () => {
  const builtin = new Set(builtinModules);
  const imports = [...code.matchAll(/require\("([^"]+)"\)/g)].map(([, path = '']) => path);
  expect(imports.length).toBeGreaterThan(0);
  expect(imports.filter((path) => !builtin.has(path.replace(/^node:/, '')))).toEqual([]);
  expect(code.length).toBeLessThan(4000);
});

/** Invokes the bundle's handler in a process of its own; the first line is its log. */
async function invoke(checks: readonly object[], nameServer: string, environment: Record<string, string>) {
  const script = `require('node:dns').setServers([${JSON.stringify(nameServer)}]);
    require(${JSON.stringify(bundle)}).handler({ checks: ${JSON.stringify(checks)} })
      .then((answer) => console.log(JSON.stringify(answer)));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--eval', script], { env: environment });
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

test('the bundle resolves by DNS, and trusts whom NODE_EXTRA_CA_CERTS names', async () => {
  const ca = await aCertificateAuthority();
  const extra = join(folder, 'ca.pem');
  writeFileSync(extra, ca.cert);
  const server = createServer(await aCertificate(name, ca), (_, response) => response.end());
  const nameServer = await startNameServer({ a: (asked) => (asked === name ? ['127.0.0.1'] : 'NXDOMAIN') });
  try {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const at = server.address();
    const check = {
      service: 'payments',
      name,
      port: typeof at === 'object' ? at?.port : 0,
      protocol: 'https',
      path: '/',
      cidrs: ['127.0.0.0/8'],
      timeoutMs: 20_000,
    };
    const checks = [check, { ...check, name: 'absent.example.com' }];
    const [log, answer] = await invoke(checks, nameServer.address, { NODE_EXTRA_CA_CERTS: extra });
    expect(ProbeAnswer.parse(answer).results.map(({ state }) => state)).toEqual(['answered', 'unresolved']);
    expect(log).toEqual({ event: 'probed', ...answer });
    const [, distrusting] = await invoke([check], nameServer.address, {});
    expect(distrusting).toMatchObject({ results: [{ state: 'bad-certificate', addresses: ['127.0.0.1'] }] });
  } finally {
    await nameServer.close();
    await new Promise((closed) => server.close(closed));
  }
});
