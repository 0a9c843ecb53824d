import { expect, test } from '@jest/globals';
import { deployAssembly, readAssembly } from '../../sim/deploy/assembly.ts';
import { Lambda } from '../../sim/lambda/runtime.ts';
import { createSimulator } from '../../sim/server.ts';
import { World } from '../../sim/world.ts';
import { assemblyOf } from '../support/assembly.ts';
import { variants } from '../support/variants.ts';

test.each(variants)('the stacks of $name are read in the order of their dependencies', (variant) => {
  const names = readAssembly(assemblyOf(variant)).map(({ name }) => name);
  expect(names).toEqual([
    'jetway-test-network-eu-west-1',
    'jetway-test-endpoint-eu-west-1',
    'jetway-test-control-plane',
    'jetway-test-events-eu-west-1',
    'jetway-test-management',
  ]);
});

test.each(variants)('the rules of $name that forward events are deployed', async (variant) => {
  const world = new World();
  const lambda = new Lambda(createSimulator(world));
  const stacks = readAssembly(assemblyOf(variant)).filter(({ name }) => /events|management/.test(name));
  await deployAssembly(stacks, { lambda });
  const rules = [...world.events.buses.values()].map(({ arn, rules }) => [arn, rules.size > 0]);
  expect(rules).toEqual([
    ['arn:aws:events:eu-west-1:222222222222:event-bus/default', true],
    ['arn:aws:events:us-east-1:111111111111:event-bus/default', true],
  ]);
});
