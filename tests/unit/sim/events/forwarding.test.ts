import { beforeEach, expect, test } from '@jest/globals';
import { addBus } from '../../../../sim/services/events/buses.ts';
import type { SimulatedQueue } from '../../../../sim/services/sqs/state.ts';
import { addRole } from '../../../../sim/services/sts/roles.ts';
import type { World } from '../../../../sim/world.ts';
import {
  addForwarder,
  addOpenQueue,
  addSharedBus,
  attributesIn,
  bodies,
  consumer,
  event,
  happen,
  management,
  newBusWorld,
  provider,
  region,
  rule,
  stranger,
} from './bus-world.ts';

let world: World;
let bus: string;
let triggers: SimulatedQueue;
let dead: SimulatedQueue;
beforeEach(() => {
  world = newBusWorld();
  bus = addSharedBus(world);
  triggers = addOpenQueue(world, 'triggers');
  dead = addOpenQueue(world, 'dead');
  rule(world, { arn: triggers.arn }, { bus: 'shared', name: 'to-triggers' });
});

const forward = (account: string, roleArn?: string, at = region) =>
  rule(world, { arn: bus, deadLetterArn: dead.arn, ...(roleArn && { roleArn }) }, { account, region: at });

test.each([
  { given: 'another account', account: consumer, at: region },
  { given: 'another account and Region', account: management, at: 'us-east-1' },
  { given: 'the default bus of the same account', account: provider, at: region },
])('an event comes from $given as it was', ({ account, at }) => {
  forward(account, addForwarder(world, account, bus), at);
  happen(world, account, { id: 'e-1' }, at);
  expect(bodies(triggers)).toMatchObject([{ ...event, id: 'e-1', account, region: at }]);
  expect(dead.messages).toEqual([]);
});

test.each([
  { given: 'the target has no role', account: consumer, role: () => undefined, code: 'NO_PERMISSIONS' },
  {
    given: 'the role does not trust EventBridge',
    account: consumer,
    role: () => addForwarder(world, consumer, bus, { trusts: 'lambda.amazonaws.com' }),
    code: 'FAILED_TO_ASSUME_ROLE',
  },
  {
    given: 'the role may not put events on the bus',
    account: consumer,
    role: () => addForwarder(world, consumer, `${bus}-other`),
    code: 'NO_PERMISSIONS',
  },
  {
    given: 'the bus does not admit the account',
    account: stranger,
    role: () => addForwarder(world, stranger, bus),
    code: 'NO_PERMISSIONS',
  },
])('nothing comes where $given', ({ account, role, code }) => {
  forward(account, role());
  happen(world, account);
  expect(triggers.messages).toEqual([]);
  expect(attributesIn(dead)).toMatchObject([{ TARGET_ARN: bus, ERROR_CODE: code }]);
});

test('what a rule forwards needs no word of the bus within its account', () => {
  const own = addBus(world, { account: provider, region, name: 'own' });
  rule(world, { arn: triggers.arn }, { bus: 'own' });
  const roleArn = addForwarder(world, provider, own.arn);
  rule(world, { arn: own.arn, roleArn });
  happen(world);
  expect(triggers.messages).toHaveLength(1);
});

test.each([
  { to: region, code: 'THIRD_ACCOUNT_HOP_DETECTED' },
  { to: 'us-east-1', code: 'THIRD_REGION_HOP_DETECTED' },
])('an event that was forwarded is not forwarded again: $code', ({ to, code }) => {
  const third = addSharedBus(world, { name: 'third', at: to });
  const trustPolicy = {
    Statement: {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sts:AssumeRole',
    },
  };
  const policies = [{ Statement: { Effect: 'Allow', Action: 'events:PutEvents', Resource: third } }];
  addRole(world, { account: provider, name: 'onward', trustPolicy, policies });
  const roleArn = `arn:aws:iam::${provider}:role/onward`;
  rule(world, { arn: third, roleArn, deadLetterArn: dead.arn }, { bus: 'shared', name: 'onward' });
  forward(consumer, addForwarder(world, consumer, bus));
  happen(world, consumer);
  expect(triggers.messages).toHaveLength(1);
  expect(attributesIn(dead)).toMatchObject([{ TARGET_ARN: third, ERROR_CODE: code }]);
});
