import { beforeEach, expect, test } from '@jest/globals';
import { probeCode } from '../../cdk/constructs/probe-code.ts';
import { ProbeAnswer } from '../../lib/model/probe.ts';
import { Lambda } from '../../sim/lambda/runtime.ts';
import { createSimulator } from '../../sim/server.ts';
import { addFunction } from '../../sim/services/lambda/functions.ts';
import { probeAnswer } from '../../sim/services/lambda/probe-answer.ts';
import type { SimulatedFunction } from '../../sim/services/lambda/state.ts';
import { addConnectedVpc, addConsumer, newTestWorld, region, type TestWorld } from '../support/world.ts';
import { addFunctionRole } from './lambda-world.ts';

const consumer = '333333333333';
const source = probeCode();

let world: TestWorld;
let lambda: Lambda;
let fn: SimulatedFunction;
beforeEach(() => {
  world = newTestWorld();
  lambda = new Lambda(createSimulator(world.world));
  addConsumer(world, { id: consumer });
  const vpcId = addConnectedVpc(world, consumer, '10.1.0.0/24');
  const name = 'jetway-test-probe';
  const roleArn = addFunctionRole(world.world, name, [], { owner: consumer });
  const { subnets, securityGroups } = world.world.ec2;
  const idsIn = (all: Iterable<{ readonly id: string; readonly vpcId: string }>) =>
    [...all].filter((one) => one.vpcId === vpcId).map(({ id }) => id);
  fn = addFunction(world.world, {
    account: consumer,
    region,
    name,
    roleArn,
    code: { kind: 'inline', source },
    network: {
      vpcId,
      subnetIds: idsIn(subnets.values()),
      securityGroupIds: idsIn(securityGroups.values()),
    },
  });
});

const checkOf = (protocol: string) => ({
  service: 'payments',
  name: 'payments.example.com',
  port: 443,
  protocol,
  path: '/',
  cidrs: ['10.0.0.0/8'],
  timeoutMs: 2000,
});

/** What the probe's code finds out, and what is worked out without it. */
async function both(protocol = 'tcp') {
  const event = { checks: [checkOf(protocol)] };
  const invoked = lambda.invoke(fn.arn, JSON.stringify(event));
  await lambda.settle();
  const outcome = await invoked;
  const ran = outcome.state === 'returned' ? outcome.payload : outcome;
  return [ran, probeAnswer(world.world, fn, event)].map((answer) => ProbeAnswer.parse(answer).results);
}

test.each(['tcp', 'http', 'https'])('the code of a probe reaches a service by %s', async (protocol) => {
  const [ran] = await both(protocol);
  expect(ran).toMatchObject([{ state: 'answered', addresses: [expect.stringMatching(/^10\./)] }]);
});

test.each<{ given: string; state: string; change: () => void }>([
  { given: 'a connected VPC', state: 'answered', change: () => {} },
  {
    given: 'no route to the gateway',
    state: 'timed-out',
    change() {
      for (const table of world.world.ec2.routeTables.values()) table.routes.splice(0);
    },
  },
  {
    given: 'a security group that lets nothing out',
    state: 'timed-out',
    change() {
      for (const group of world.world.ec2.securityGroups.values()) group.egress.splice(0);
    },
  },
  {
    given: 'no association with the profile',
    state: 'unresolved',
    change: () => world.world.profiles.associations.clear(),
  },
  {
    given: 'no VPC',
    state: 'unresolved',
    change() {
      delete fn.network;
    },
  },
])('with $given, the code of a probe says $state, as is worked out', async ({ state, change }) => {
  change();
  for (const results of await both()) expect(results).toMatchObject([{ state }]);
});
