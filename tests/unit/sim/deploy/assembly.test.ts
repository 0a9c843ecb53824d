import { existsSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readAssembly } from '../../../../sim/deploy/assembly.ts';
import { assemblyOf } from '../../../support/assembly.ts';
import { variants } from '../../../support/variants.ts';

describe.each(variants)('the assembly of $name', (variant) => {
  const stacks = readAssembly(assemblyOf(variant));

  test('has the stacks in the order of their dependencies, without those of its stages', () =>
    expect(stacks.map(({ name, account, region }) => [name, account, region])).toEqual([
      ['jetway-test-network-eu-west-1', '222222222222', 'eu-west-1'],
      ['jetway-test-endpoint-eu-west-1', '222222222222', 'eu-west-1'],
      ['jetway-test-control-plane', '222222222222', 'eu-west-1'],
      ['jetway-test-events-eu-west-1', '222222222222', 'eu-west-1'],
      ['jetway-test-management', '111111111111', 'us-east-1'],
    ]));

  test('has what every function is made from', () => {
    for (const { template, assets } of stacks)
      for (const { Type, Properties } of Object.values(template.Resources)) {
        const key = /"S3Key":"([^"]+)"/.exec(JSON.stringify(Properties ?? {}))?.[1];
        if (Type === 'AWS::Lambda::Function' && key !== undefined)
          expect(existsSync(assets.get(key) ?? '')).toBe(true);
      }
  });
});
