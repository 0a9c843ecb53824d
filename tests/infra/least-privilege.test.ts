import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { statementsOf } from '../../sim/services/iam/document.ts';
import type { SimulatedRole } from '../../sim/services/sts/state.ts';
import { rolesOfStack, stackKinds } from '../support/roles.ts';
import { variants } from '../support/variants.ts';
import { aws, refusedOnPurpose } from './support/uses-by-aws.ts';

// It reads what all other tests left: `npm test` runs it after them, and only then.
const accounts = {
  controlPlane: '222222222222',
  endpoint: '222222222222',
  network: '222222222222',
  events: '222222222222',
  management: '111111111111',
  consumer: '333333333333',
} as const;

const roles: readonly SimulatedRole[] = variants.flatMap((variant) =>
  stackKinds.flatMap((kind) => rolesOfStack(variant, kind, { account: accounts[kind], region: 'eu-west-1' })),
);

/** The actions of each role by its name, whichever variant allows them. */
const allowed = new Map<string, Set<string>>();
for (const { name, policies } of roles)
  for (const { Effect, Action } of policies.flatMap(statementsOf))
    if (Effect === 'Allow')
      for (const action of [Action].flat())
        allowed.set(name, (allowed.get(name) ?? new Set<string>()).add(action));

const remembered = readRemembered();
const uses = (verdict: 'allowed' | 'refused') =>
  [...remembered]
    .filter((line) => line.startsWith(`${verdict} `))
    .map((line) => line.slice(verdict.length + 1));

function readRemembered(): ReadonlySet<string> {
  const folder = process.env.JETWAY_USES_FOLDER;
  if (folder === undefined)
    throw new Error('`npm test` without arguments says where all other tests left it');
  return new Set(
    readdirSync(folder).flatMap((file) => readFileSync(join(folder, file), 'utf8').trimEnd().split('\n')),
  );
}

test('the other tests did what they had to with the roles', () => {
  const roleNames = new Set(uses('allowed').map((line) => line.split(' ')[0]));
  expect([...roleNames]).toEqual(
    expect.arrayContaining([
      'jetway-test-reconcile-account',
      'jetway-test-route-event',
      'jetway-test-sweep',
      'jetway-organization-reader',
      'jetway-consumer',
    ]),
  );
});

test('no role lacks what its code calls', () => {
  const lacking = uses('refused').filter((line) => !refusedOnPurpose.includes(line));
  expect(lacking).toEqual([]);
});

describe('no role allows what nothing ever calls', () => {
  test.each([...allowed.keys()].sort().map((role) => ({ role })))('$role', ({ role }) => {
    const used = new Set(
      uses('allowed')
        .filter((line) => line.startsWith(`${role} `))
        .map((line) => line.slice(role.length + 1)),
    );
    const byAws = aws.filter(({ roles: whose }) => whose.test(role)).flatMap(({ actions }) => actions);
    const idle = [...(allowed.get(role) ?? [])].filter(
      (action) => !used.has(action) && !byAws.includes(action),
    );
    expect(idle.sort()).toEqual([]);
  });
});

test('what AWS itself is said to do with a role, the role allows', () => {
  const stale = aws.flatMap(({ roles: whose, actions }) => {
    const names = [...allowed.keys()].filter((name) => whose.test(name));
    if (names.length === 0) return [`${whose}: no such role`];
    return actions
      .filter((action) => !names.some((name) => allowed.get(name)?.has(action)))
      .map((action) => `${whose}: ${action}`);
  });
  expect(stale).toEqual([]);
});
