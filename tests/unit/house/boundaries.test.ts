import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { root } from './files.ts';

/** One import that is wrong, a row for each rule of .dependency-cruiser.mjs, and the rule that must say so. */
const wrong = [
  ['lib/model/a.ts', 'lib/config/right.ts', 'lib-model-imports-what-comes-before-it'],
  ['lib/config/a.ts', 'lib/trigger/right.ts', 'lib-config-imports-what-comes-before-it'],
  ['lib/trigger/a.ts', 'lib/observe/right.ts', 'lib-trigger-imports-what-comes-before-it'],
  ['lib/observe/a.ts', 'lib/decide/right.ts', 'lib-observe-imports-what-comes-before-it'],
  ['lib/decide/a.ts', 'lib/steps/right.ts', 'lib-decide-imports-what-comes-before-it'],
  ['lib/steps/a.ts', 'lib/plan/right.ts', 'lib-steps-imports-what-comes-before-it'],
  ['lib/plan/a.ts', 'lib/look/right.ts', 'lib-plan-imports-what-comes-before-it'],
  ['lib/look/a.ts', 'lib/apply/right.ts', 'lib-look-imports-what-comes-before-it'],
  ['lib/record/a.ts', 'lib/apply/right.ts', 'lib-record-imports-what-comes-before-it'],
  ['lib/apply/a.ts', 'lib/reconcile.ts', 'lib-apply-imports-what-comes-before-it'],
  ['lib/new/a.ts', 'lib/model/right.ts', 'lib-has-no-other-folder'],
  ['lib/aws/a.ts', 'lib/config/right.ts', 'lib-aws-imports-model-alone'],
  ['lib/look/b.ts', 'lib/aws/right.ts', 'lib-does-not-choose-its-adapters'],
  ['lib/observe/b.ts', '@aws-sdk/client-ec2', 'only-lib-aws-imports-a-client'],
  ['cli/a.ts', '@aws-sdk/client-ec2', 'only-lib-aws-imports-a-client'],
  ['handlers/a.ts', '@aws-sdk/client-ec2', 'only-lib-aws-imports-a-client'],
  ['lib/record/b.ts', '@aws-lambda-powertools/batch', 'only-handlers-know-lambda'],
  ['lib/decide/b.ts', 'node:fs', 'decide-steps-plan-import-lib-alone'],
  ['lib/steps/b.ts', '@aws-sdk/client-ec2', 'decide-steps-plan-import-lib-alone'],
  ['lib/plan/b.ts', 'lib/model/clock.ts', 'decide-steps-plan-reach-no-client-clock-or-environment'],
  ['lib/plan/c.ts', 'lib/observe/b.ts', 'decide-steps-plan-reach-no-client-clock-or-environment'],
  ['lib/apply/b.ts', 'sim/right.ts', 'lib-imports-no-house-around-it'],
  ['lib/apply/c.ts', 'cdk/right.ts', 'lib-imports-no-house-around-it'],
  ['handlers/b.ts', 'sim/right.ts', 'handlers-import-lib-alone'],
  ['cli/b.ts', 'handlers/right.ts', 'cli-imports-lib-and-sim'],
  ['cli/demo/a.ts', 'cdk/right.ts', 'demo-imports-lib-sim-and-handlers'],
  ['sim/a.ts', 'lib/model/right.ts', 'sim-imports-nothing-of-the-house'],
  ['cdk/a.ts', 'lib/apply/right.ts', 'cdk-imports-config-and-model'],
  ['packages/client/src/a.ts', 'lib/model/right.ts', 'packages-stand-alone'],
  ['lib/apply/d.ts', 'tests/right.ts', 'nothing-imports-tests'],
  ['lib/plan/cycle.ts', 'lib/plan/round.ts', 'no-cycle'],
  ['cli/c.ts', 'lib/model/absent.ts', 'everything-resolves'],
  ['cli/d.ts', 'fast-check', 'what-runs-needs-no-devdependency'],
] as const;

/** Imports that are right, so that no rule forbids everything. */
const right = [
  ['lib/reconcile.ts', 'lib/apply/right.ts'],
  ['lib/apply/right.ts', 'lib/record/right.ts'],
  ['lib/aws/right.ts', '@aws-sdk/client-ec2'],
  ['lib/model/right.ts', undefined],
  ['lib/config/right.ts', 'lib/model/right.ts'],
  ['lib/trigger/right.ts', 'lib/config/right.ts'],
  ['lib/observe/right.ts', 'lib/config/right.ts'],
  ['lib/decide/right.ts', 'lib/observe/right.ts'],
  ['lib/steps/right.ts', 'lib/decide/right.ts'],
  ['lib/plan/right.ts', 'lib/steps/right.ts'],
  ['lib/look/right.ts', 'lib/plan/right.ts'],
  ['lib/record/right.ts', 'lib/steps/right.ts'],
  ['cli/right.ts', 'lib/reconcile.ts'],
  ['cli/demo/right.ts', 'handlers/right.ts'],
  ['handlers/right.ts', 'lib/reconcile.ts'],
  ['cdk/right.ts', 'lib/config/right.ts'],
  ['sim/right.ts', '@aws-sdk/client-ec2'],
  ['tests/right.ts', 'cdk/right.ts'],
] as const;

const given = [
  ['lib/model/clock.ts', undefined],
  ['lib/plan/round.ts', 'lib/plan/cycle.ts'],
] as const;

let house: string;
let violations: readonly { readonly from: string; readonly rule: string }[];

beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'jetway-house-'));
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(house, file)), { recursive: true });
    writeFileSync(join(house, file), text);
  };
  for (const [file, target] of [...wrong, ...right, ...given]) write(file, sourceOf(file, target));
  for (const name of ['@aws-sdk/client-ec2', '@aws-lambda-powertools/batch', 'fast-check']) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, exports: './index.js' }));
    write(`node_modules/${name}/index.js`, 'export const it = 1;');
  }
  write('package.json', JSON.stringify({ type: 'module', devDependencies: { 'fast-check': '4' } }));
  const folders = ['cdk', 'cli', 'handlers', 'lib', 'packages', 'sim', 'tests'];
  const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const rules = ['--config', join(root, '.dependency-cruiser.mjs'), '--output-type', 'json'];
  const { stdout } = spawnSync(process.execPath, [cruiser, ...rules, ...folders], {
    cwd: house,
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  violations = violationsIn(JSON.parse(stdout));
});

afterAll(() => rmSync(house, { recursive: true, force: true }));

test.each(wrong)('%s must not import %s: %s', (from, _target, rule) => {
  expect(violations).toContainEqual({ from, rule });
});

test.each(right.map(([from, target]) => ({ from, target })))('$from may import $target', ({ from }) => {
  expect(violations.filter((violation) => violation.from === from)).toEqual([]);
});

/** Types count as much as values, so every other row imports a type. */
function sourceOf(file: string, target: string | undefined): string {
  if (target === undefined) return 'export const it = 1;\n';
  const specifier = /\.ts$/.test(target) ? `${dirname(file).replaceAll(/[^/]+/g, '..')}/${target}` : target;
  return file.length % 2 === 0
    ? `import type { it } from '${specifier}';\nexport type It = typeof it;\n`
    : `import { it } from '${specifier}';\nexport const other = it;\n`;
}

function violationsIn(result: {
  readonly summary: { readonly violations: readonly { from: string; rule: { name: string } }[] };
}): typeof violations {
  return result.summary.violations.map(({ from, rule }) => ({ from, rule: rule.name }));
}
