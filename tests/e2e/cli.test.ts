import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { planJson } from '../../lib/plan/json.ts';
import { parsePlan } from '../../lib/record/plan-file.ts';
import { tag } from '../../sim/services/organizations/tree.ts';
import { openTerminal, operator, type Terminal } from '../support/cli.ts';
import {
  addConsumer,
  addConsumerVpc,
  newTestWorld,
  type TestSite,
  type TestWorld,
} from '../support/world.ts';

const consumer = '333333333333';
const opened: Terminal[] = [];

afterEach(async () => {
  for (const { simulator } of opened.splice(0)) await simulator.close();
});

async function open(site: TestSite = {}, arrange: (world: TestWorld) => void = () => {}): Promise<Terminal> {
  const world = newTestWorld({}, site);
  addConsumer(world, { id: consumer });
  addConsumerVpc(world, consumer, '10.1.0.0/16');
  arrange(world);
  const terminal = await openTerminal(world);
  opened.push(terminal);
  return terminal;
}

/** Tags an account, and lets the tagging API hear of it. */
function retag({ world }: TestWorld, account: string, value: string): void {
  tag(world, account, { jetway: value });
  world.clock.advance(600);
}

const fileOf = ({ directory }: Terminal, name: string) => readFileSync(join(directory, name), 'utf8');

describe('plan', () => {
  test('changes nothing, writes the same bytes twice, and its schema takes them', async () => {
    const terminal = await open();
    const first = await terminal.jetway(['plan', '--json', '--out', 'plan.json']);
    const second = await terminal.jetway(['plan', '--json']);
    expect(first.code).toBe(2);
    expect(second.out).toBe(first.out);
    expect(fileOf(terminal, 'plan.json')).toBe(first.out);
    expect(planJson(parsePlan(first.out, 'plan.json'))).toBe(first.out);
    const schema = JSON.parse(readFileSync('docs/reference/plan.schema.json', 'utf8'));
    const validate = new Ajv2020({ strict: true }).compile(schema);
    validate(JSON.parse(first.out));
    expect(validate.errors).toBeNull();
    expect(terminal.changes()).toEqual([]);
  });

  test('groups by account, says what waits, and ends with the counts', async () => {
    const { out } = await (await open()).jetway(['plan']);
    expect(out).toContain(`${consumer}  account ${consumer}  ACTIVE\n  a consumer of shared: jetway=on`);
    expect(out).toMatch(/\+ 3 associate vpc-\w+'s attachment with tgw-rtb-\w+ {2}waits for 2\n/);
    expect(out).toMatch(
      /Plan: 8 to add, 0 to remove, 5 of them waiting; 1 finding in 3 accounts \(1 consumer\)\.\n$/,
    );
  });

  test('names the provider as what it is', async () => {
    const { out, code } = await (await open()).jetway(['plan', '--account', '222222222222']);
    expect(out).toContain('222222222222  the provider, which is never a consumer');
    expect(code).toBe(0);
  });
});

describe('apply', () => {
  test('asks, does what was approved, records it first, and converges', async () => {
    const terminal = await open();
    const questions: string[] = [];
    const ask = async (question: string) => questions.push(question) > 0;
    const { code, out } = await terminal.jetway(['apply'], { ask });
    expect(questions).toEqual(['\nMake these 8 changes?']);
    expect(out).toContain('Converged: 8 changes made');
    expect(out).toContain(`✓ ${consumer} + share the transit gateway with ${consumer}\n`);
    expect(code).toBe(0);
    const records = fileOf(terminal, 'jetway-audit.jsonl')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(records.filter(({ phase }) => phase === 'intent')).toHaveLength(8);
    expect(records.filter(({ outcome }) => outcome === 'done')).toHaveLength(8);
    expect(records[0]).toMatchObject({
      phase: 'intent',
      cause: { source: 'jetway', actor: operator },
    });
    expect((await terminal.jetway(['plan', '--account', consumer])).code).toBe(0);
    expect((await terminal.jetway(['apply', '--yes'])).code).toBe(0);
  });

  test('changes nothing where the answer is no', async () => {
    const terminal = await open();
    const { code, out } = await terminal.jetway(['apply'], { ask: async () => false });
    expect({ code, changes: terminal.changes() }).toEqual({ code: 1, changes: [] });
    expect(out).toContain('Nothing was changed.');
  });

  test('does exactly a saved plan, those that wait included', async () => {
    const terminal = await open();
    await terminal.jetway(['plan', '--out', 'plan.json']);
    const { code, out } = await terminal.jetway(['apply', 'plan.json', '--yes', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ state: 'converged', errors: [] });
  });

  test('refuses a saved plan once the world has moved, and says what moved', async () => {
    const late = '444444444444';
    let world: TestWorld | undefined;
    const terminal = await open({}, (made) => {
      world = made;
      addConsumer(made, { id: late, tags: {} });
    });
    await terminal.jetway(['plan', '--out', 'plan.json']);
    if (world !== undefined) retag(world, late, 'on');
    const { code, err } = await terminal.jetway(['apply', 'plan.json', '--yes']);
    expect(code).toBe(1);
    expect(err).toContain('plan.json: the plan no longer matches what Jetway would do now');
    expect(err).toContain(`now: ${late} + share the transit gateway with ${late}`);
    expect(terminal.changes()).toEqual([]);
  });

  test('refuses what a person approved where the world moved while they thought', async () => {
    let world: TestWorld | undefined;
    const terminal = await open({}, (made) => {
      world = made;
    });
    const ask = async () => {
      if (world !== undefined) retag(world, consumer, 'off');
      return true;
    };
    const { code, err } = await terminal.jetway(['apply'], { ask });
    expect(code).toBe(1);
    expect(err).toContain('the plan above: the plan no longer matches');
    expect(terminal.changes()).toEqual([]);
  });

  test.each([
    {
      given: 'of another name',
      change: ['"name": "test"', '"name": "other"'],
      says: 'it is a plan of other',
    },
    { given: 'that is cut short', change: ['"findings"', '"finding'], says: 'plan.json: 1 mistake' },
    { given: 'of another version', change: ['"version": 1', '"version": 2'], says: 'plan.json: 1 mistake' },
  ])('refuses a plan $given', async ({ change: [from = '', to = ''], says }) => {
    const terminal = await open();
    const { out } = await terminal.jetway(['plan', '--json']);
    writeFileSync(join(terminal.directory, 'plan.json'), out.replace(from, to));
    const { code, err } = await terminal.jetway(['apply', 'plan.json', '--yes']);
    expect(err).toContain(says);
    expect({ code, changes: terminal.changes() }).toEqual({ code: 1, changes: [] });
  });

  test('in observe mode says what would be done, without asking', async () => {
    const terminal = await open({ mode: 'observe' });
    const { code, out } = await terminal.jetway(['apply']);
    expect(code).toBe(0);
    expect(out).toContain('would be done; the mode is observe');
    expect(terminal.changes()).toEqual([]);
  });

  test('calls nothing where the audit log cannot be written', async () => {
    const terminal = await open();
    mkdirSync(join(terminal.directory, 'audit'));
    const { code, err } = await terminal.jetway(['apply', '--yes', '--audit', 'audit']);
    expect(err).toContain(
      'audit: the audit log cannot be written, so nothing more was called: it is a directory.',
    );
    expect({ code, changes: terminal.changes() }).toEqual({ code: 1, changes: [] });
  });

  test('stops between calls when it is interrupted: the call under way is finished and recorded', async () => {
    const terminal = await open();
    let interrupt = () => {};
    terminal.simulator.onCall(({ mutating }) => {
      if (mutating) interrupt();
    });
    const { code, err } = await terminal.jetway(['apply', '--yes'], {
      onInterrupt(listener) {
        interrupt = listener;
        return () => {};
      },
    });
    expect(code).toBe(130);
    expect(err).toContain('Interrupted.');
    expect(terminal.changes()).toHaveLength(1);
    const phases = fileOf(terminal, 'jetway-audit.jsonl')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).phase);
    expect(phases).toEqual(['intent', 'outcome']);
  });
});

describe('explain', () => {
  test('says by which rule, and how far each step has come', async () => {
    const terminal = await open();
    const before = await terminal.jetway(['explain', consumer]);
    expect(before.out).toContain('  in root / Workloads / Consumers\n');
    expect(before.out).toContain('✓ a consumer of shared: jetway=on on the account itself');
    expect(before.out).toContain('+ profile-association  missing, waits for association');
    await terminal.jetway(['apply', '--yes']);
    const after = await terminal.jetway(['explain', consumer, '--json']);
    expect(JSON.parse(after.out).sites[0].steps).toEqual(
      expect.arrayContaining([expect.objectContaining({ step: 'profile-association', state: 'present' })]),
    );
  });

  test('says of the provider and of an account that is not there that they are no consumers', async () => {
    const terminal = await open();
    expect((await terminal.jetway(['explain', '222222222222'])).out).toContain(
      'no consumer of shared: it is the provider',
    );
    expect((await terminal.jetway(['explain', '999999999999'])).out).toContain(
      'it is not in the organization',
    );
  });
});
