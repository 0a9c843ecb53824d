import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { OrganizationsClient, paginateListAccounts } from '@aws-sdk/client-organizations';
import { describe, expect, test } from '@jest/globals';

const startsWithinMs = 120_000;
/** The stacks are synthesized and deployed first; on a machine that is busy that takes its time. */
const playsWithinMs = 400_000;

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const ended = async (child: ChildProcess): Promise<Ended> => {
  const [out, err] = [gather(child.stdout), gather(child.stderr)];
  const [code] = await once(child, 'close');
  return { code, out: out.join(''), err: err.join('') };
};

const gather = (stream: NodeJS.ReadableStream | null): string[] => {
  const chunks: string[] = [];
  stream?.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
  return chunks;
};

const jetway = (...words: string[]) => spawn(process.execPath, ['bin/jetway.mjs', ...words]);

describe('jetway demo', () => {
  test(
    'plays the story to its end',
    async () => {
      const { code, out, err } = await ended(jetway('demo'));
      expect(code).toBe(0);
      expect(err.replaceAll(/^Synthesizing the stacks.*\n/gm, '')).toBe('');
      expect(out).not.toContain('\u001b');
      expect(out).not.toContain('probe-failed'); // where another profile is in the way, nobody asks
      expect(out.split('\n').filter((line) => [...line].length > 100)).toEqual([]);
      for (const line of [
        /^ 1 {2}Jetway is deployed/m,
        /pilot: no consumer of shared: it is under none of the OUs of shared/,
        /sandbox-ana: no consumer of shared/,
        /\+ orders: association, propagation, consumer-route ×3/,
        /^ +300 s {2}jetway Sweep: look at every account\n.*\n +301 s {2}\+ orders: propagation$/m,
        /finding other-profile in billing/,
        /finding cidr-overlap in search/,
        /− reports: probe\n.*− reports: profile-association/,
        /− pilot: attachment/,
        /only the\s+management account has a say in this/,
        /^300000000011 {2}orders .* 2\/2 +connected$/m,
        /^300000000014 {2}search .* 0\/1 +blocked: cidr-overlap$/m,
        /^\d+ AWS calls, \d+ of them changes/m,
        /^Try next$/m,
      ])
        expect(out).toMatch(line);
    },
    playsWithinMs,
  );

  test(
    'is data with --json',
    async () => {
      const { code, out } = await ended(jetway('demo', '--json'));
      const played = JSON.parse(out);
      expect(code).toBe(0);
      expect(played).toMatchObject({ problems: [] });
      expect(played.acts).toHaveLength(13);
      expect(played.accounts).toHaveLength(20);
    },
    playsWithinMs,
  );
});

describe('jetway sim', () => {
  test(
    'serves any client until it is interrupted',
    async () => {
      const child = jetway('sim', '--port', '0', '--speed', '0', '--json');
      const end = ended(child);
      const { url, environment } = JSON.parse(await firstDocument(child));
      expect(environment).toMatchObject({ AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: '222222222222' });
      const client = new OrganizationsClient({
        endpoint: url,
        region: 'us-east-1',
        credentials: { accessKeyId: '111111111111', secretAccessKey: 'simulated' },
      });
      const names: (string | undefined)[] = [];
      for await (const { Accounts = [] } of paginateListAccounts({ client }, {}))
        names.push(...Accounts.map(({ Name }) => Name));
      client.destroy();
      expect(names).toHaveLength(19);
      expect(names).toEqual(expect.arrayContaining(['management', 'network', 'orders']));
      child.kill('SIGINT');
      expect(await end).toMatchObject({ code: 0, err: '' });
    },
    startsWithinMs,
  );

  test(
    'names the configuration that goes with the example, however its path is spelled',
    async () => {
      const child = jetway('sim', '--port', '0', '--scenario', './examples/scenario.yaml');
      const end = ended(child);
      const chunks = gather(child.stdout);
      while (!chunks.join('').includes('administrator.') && child.stdout !== null)
        await Promise.race([once(child.stdout, 'data'), end]);
      child.kill('SIGINT');
      const { code, out } = await end;
      expect(code).toBe(0);
      expect(out).toContain('plan --config examples/demo.yaml');
      expect(out).toContain('export AWS_DEFAULT_REGION=eu-west-1');
    },
    startsWithinMs,
  );

  test(
    'says that its port is in use',
    async () => {
      const other = createServer().listen(0, '127.0.0.1');
      await once(other, 'listening');
      const address = other.address();
      const port = typeof address === 'object' ? String(address?.port) : '';
      try {
        const { code, out, err } = await ended(jetway('sim', '--port', port));
        expect({ code, out }).toEqual({ code: 1, out: '' });
        expect(err).toBe(`Port ${port} is in use: stop what listens there, or choose another with --port\n`);
      } finally {
        other.close();
      }
    },
    startsWithinMs,
  );

  test.each([
    [['--port', '70000'], 'It must be a port from 0 to 65535.'],
    [['--speed', '-1'], 'It must be a number, 0 or more.'],
    [['--scenario', 'nowhere.yaml'], 'nowhere.yaml cannot be read: it is no file'],
    [['--scenario', 'examples/demo.yaml'], 'examples/demo.yaml: '],
  ])(
    'refuses %j',
    async (words, sentence) => {
      const { code, err } = await ended(jetway('sim', ...words));
      expect(code).toBe(1);
      expect(err).toContain(sentence);
    },
    startsWithinMs,
  );
});

/** The first JSON document that a process prints. */
async function firstDocument(child: ChildProcess): Promise<string> {
  const chunks = gather(child.stdout);
  while (!chunks.join('').endsWith('\n}\n')) {
    if (child.stdout === null || child.exitCode !== null) throw new Error(`it ended: ${chunks.join('')}`);
    await once(child.stdout, 'data');
  }
  return chunks.join('');
}
