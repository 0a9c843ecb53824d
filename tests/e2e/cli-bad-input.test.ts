import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { addAccount } from '../../sim/services/organizations/tree.ts';
import { openTerminal, type Terminal } from '../support/cli.ts';
import { addConsumer, addConsumerVpc, management, newTestWorld, type TestWorld } from '../support/world.ts';

const consumer = '333333333333';
const opened: Terminal[] = [];

afterEach(async () => {
  for (const { simulator } of opened.splice(0)) await simulator.close();
});

async function serve(world: TestWorld, account?: string): Promise<Terminal> {
  const terminal = await openTerminal(world, account);
  opened.push(terminal);
  return terminal;
}

function worldWithConsumer(): TestWorld {
  const world = newTestWorld();
  addConsumer(world, { id: consumer });
  addConsumerVpc(world, consumer, '10.1.0.0/16');
  return world;
}

const usual = worldWithConsumer();

test.each([
  { given: 'an empty jetway.yaml', yaml: '', says: 'found an empty file' },
  { given: 'a broken jetway.yaml', yaml: 'name: [', says: 'jetway.yaml: ' },
  {
    given: 'a contradictory jetway.yaml',
    yaml: usual.configurationYaml
      .replace('ports: [443]', 'ports: [443, 443]')
      .replace('10.0.0.0/8', '0.0.0.0/0'),
    says: 'jetway.yaml: 2 mistakes, and nothing was changed',
  },
  {
    given: 'a provider that is another account',
    yaml: usual.configurationYaml.replace('"222222222222"', '"777777777777"'),
    says: 'the credentials: they are of account 222222222222, and the provider in jetway.yaml is 777777777777',
  },
  {
    given: 'another organization',
    yaml: usual.configurationYaml.replace(usual.world.organization.id, 'o-zzzzzzzzzz'),
    says: 'organization',
  },
  {
    given: 'a management account whose role cannot be assumed',
    yaml: usual.configurationYaml.replace(
      /^provider:/m,
      'roles: { organizationReader: no-such-role }\nprovider:',
    ),
    says: 'no-such-role',
  },
])('$given: a message, exit code 1, no change', async ({ yaml, says }) => {
  const terminal = await serve(worldWithConsumer());
  writeFileSync(join(terminal.directory, 'jetway.yaml'), yaml);
  for (const argv of [['plan'], ['apply', '--yes'], ['explain', consumer]]) {
    const { code, out, err } = await terminal.jetway(argv);
    expect(err.replace(/\s+/g, ' ')).toContain(says);
    expect({ code, out }).toEqual({ code: 1, out: '' });
  }
  expect(terminal.changes()).toEqual([]);
});

test.each([
  {
    given: 'of another organization',
    text: (site: object) => JSON.stringify({ ...site, organization: 'o-zzzzzzzzzz' }),
    says: 'o-zzzzzzzzzz',
  },
  { given: 'that is broken', text: () => '{', says: 'site.json: 1 mistake' },
])('a site file $given is refused', async ({ text, says }) => {
  const world = worldWithConsumer();
  const terminal = await serve(world);
  writeFileSync(join(terminal.directory, 'site.json'), text(world.site.parameter));
  const { code, err } = await terminal.jetway(['apply', '--yes', '--site', 'site.json']);
  expect(err).toContain(says);
  expect({ code, changes: terminal.changes() }).toEqual({ code: 1, changes: [] });
});

test('a site file stands for the parameter, and two of one Region are refused', async () => {
  const world = worldWithConsumer();
  const terminal = await serve(world);
  writeFileSync(join(terminal.directory, 'site.json'), JSON.stringify(world.site.parameter));
  expect((await terminal.jetway(['plan', '--site', 'site.json'])).code).toBe(2);
  expect(terminal.simulator.journal.counts()['ssm:GetParameter']).toBeUndefined();
  const twice = await terminal.jetway(['plan', '--site', 'site.json', '--site', 'site.json']);
  expect(twice).toMatchObject({ code: 1, err: expect.stringContaining('Pass one file for each Region') });
});

test('an empty plan file is told what it must be', async () => {
  const terminal = await serve(worldWithConsumer());
  writeFileSync(join(terminal.directory, 'plan.json'), '');
  const { code, err } = await terminal.jetway(['apply', 'plan.json', '--yes']);
  expect(err).toContain('found an empty file, expected the JSON of a plan');
  expect({ code, changes: terminal.changes() }).toEqual({ code: 1, changes: [] });
});

test('a site file that is not there is named', async () => {
  const terminal = await serve(worldWithConsumer());
  const { code, err } = await terminal.jetway(['plan', '--site', 'nowhere.json']);
  expect(err).toContain('nowhere.json: it cannot be read: it does not exist');
  expect(code).toBe(1);
});

test('credentials of an account that is not the provider are named', async () => {
  const terminal = await serve(worldWithConsumer(), management);
  const { code, err } = await terminal.jetway(['apply', '--yes']);
  expect(err).toContain(`they are of account ${management}`);
  expect({ code, changes: terminal.changes() }).toEqual({ code: 1, changes: [] });
});

test('where there are no credentials, it says how to have some', async () => {
  const terminal = await serve(worldWithConsumer());
  const credentials = async () => {
    throw Object.assign(new Error('Could not load credentials from any providers'), {
      name: 'CredentialsProviderError',
    });
  };
  const clientOptions = { endpoint: terminal.simulator.url };
  const { code, err } = await terminal.jetway(['plan'], { aws: { credentials, clientOptions } });
  expect(err).toContain('No credentials were found.\n  → Set AWS_PROFILE, or export credentials');
  expect(code).toBe(1);
});

test('a management account without trusted access for RAM: the share is refused, with what to do', async () => {
  const world = worldWithConsumer();
  world.world.ram.organizationSharing = false;
  const terminal = await serve(world);
  const { code, out } = await terminal.jetway(['apply', '--yes', '--account', consumer]);
  expect(code).toBe(1);
  expect(out.replace(/\s+/g, ' ')).toContain('aws ram enable-sharing-with-aws-organization');
  expect(out).toContain('Failed: ');
});

test('a consumer whose role cannot be assumed is waited for, by name', async () => {
  const world = newTestWorld();
  addConsumer(world, { id: consumer, role: false });
  const { code, out } = await (await serve(world)).jetway(['apply', '--yes', '--wait', '0']);
  expect(code).toBe(3);
  expect(out).toContain(`${consumer} waits for `);
});

test('an organization without consumers has nothing to do', async () => {
  const { code, out } = await (await serve(newTestWorld())).jetway(['plan']);
  expect({ code, out }).toEqual({
    code: 0,
    out: '\nPlan: nothing to do; no findings in 2 accounts (0 consumers).\n',
  });
});

test('3,000 accounts with names of any Unicode are told apart, and none of them moves the cursor', async () => {
  const world = worldWithConsumer();
  const names = ['空港', 'مطار', '🛫 naïve', '\u001b[31mred\u0007', 'a\u202Eb'];
  for (let index = 0; index < 3000; index += 1)
    addAccount(world.world, {
      id: String(600000000000 + index),
      name: `${names[index % names.length]} ${index}`,
    });
  addConsumer(world, { id: '444444444444' });
  const named = world.world.organization.accounts.get('444444444444');
  if (named !== undefined)
    world.world.organization.accounts.set(named.id, { ...named, name: '空港 \u001b[31m' });
  const { code, out } = await (await serve(world)).jetway(['plan']);
  expect(code).toBe(2);
  expect(out).toContain('444444444444  空港 \\u{1b}[31m  ACTIVE');
  expect(out).toContain('in 3004 accounts (2 consumers).');
});

test.each([
  {
    given: 'an account that is none',
    argv: ['plan', '--account', '12'],
    says: 'An account id has 12 digits',
  },
  { given: 'an unknown option', argv: ['plan', '--acount', consumer], says: 'Did you mean --account?' },
  { given: 'an unknown command', argv: ['aply'], says: 'Did you mean apply?' },
  { given: 'a wait that is none', argv: ['apply', '--wait', 'soon'], says: 'It takes whole seconds' },
  { given: 'no account to explain', argv: ['explain'], says: "missing required argument 'account'" },
  {
    given: 'a plan and accounts',
    argv: ['apply', 'plan.json', '--account', consumer],
    says: 'Leave them out',
  },
])('wrong usage, $given: exit code 1', async ({ argv, says }) => {
  const terminal = await serve(newTestWorld());
  const { code, err } = await terminal.jetway(argv);
  expect(err).toContain(says);
  expect({ code, calls: terminal.simulator.journal.records }).toEqual({ code: 1, calls: [] });
});

test.each([[[]], [['plan']], [['apply']], [['explain']], [['sim']]])(
  '%j --help says how it is used',
  async (argv) => {
    const { code, out } = await (await serve(newTestWorld())).jetway([...argv, '--help']);
    expect(code).toBe(0);
    expect(out).toContain('Usage: jetway');
  },
);
