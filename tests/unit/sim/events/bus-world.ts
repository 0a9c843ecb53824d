import { addBus } from '../../../../sim/services/events/buses.ts';
import { publish } from '../../../../sim/services/events/publish.ts';
import { addRule, type RuleSettings } from '../../../../sim/services/events/rules.ts';
import type { RuleTarget } from '../../../../sim/services/events/state.ts';
import { addAccount } from '../../../../sim/services/organizations/tree.ts';
import { addQueue } from '../../../../sim/services/sqs/queues.ts';
import type { SimulatedQueue } from '../../../../sim/services/sqs/state.ts';
import { addRole } from '../../../../sim/services/sts/roles.ts';
import { World } from '../../../../sim/world.ts';

export const management = '111111111111';
export const provider = '222222222222';
export const consumer = '333333333333';
export const stranger = '999999999999';
export const region = 'eu-west-1';

/** A world with the provider and a consumer in its organization. */
export function newBusWorld(): World {
  const world = new World();
  addAccount(world, { id: provider, name: 'network' });
  addAccount(world, { id: consumer, name: 'consumer' });
  return world;
}

/** A queue of the provider that admits every rule. */
export function addOpenQueue(
  world: World,
  name: string,
  { attributes = {} }: { attributes?: Record<string, string> } = {},
): SimulatedQueue {
  const queue = addQueue(world, { account: provider, region, name, attributes });
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: queue.arn,
  };
  queue.attributes.set('Policy', JSON.stringify({ Version: '2012-10-17', Statement: statement }));
  return queue;
}

/** A rule of the provider with one target, for every event of EC2 unless it says otherwise. */
export function rule(
  world: World,
  target: Omit<RuleTarget, 'id'>,
  { account = provider, ...settings }: Partial<RuleSettings> = {},
) {
  return addRule(world, {
    account,
    region,
    name: 'it',
    pattern: { source: ['aws.ec2'] },
    ...settings,
    targets: [{ id: 'Target0', ...target }],
  });
}

/** A bus of the provider that admits the organization. */
export function addSharedBus(world: World, { name = 'shared', at = region } = {}): string {
  const { arn } = addBus(world, { account: provider, region: at, name });
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: 'events:PutEvents',
    Resource: arn,
    Condition: { StringEquals: { 'aws:PrincipalOrgID': world.organization.id } },
  };
  addBus(world, { account: provider, region: at, name, policy: { Statement: statement } });
  return arn;
}

/** A role that EventBridge may assume and that may put events on a bus. */
export function addForwarder(
  world: World,
  account: string,
  bus: string,
  { trusts = 'events.amazonaws.com' } = {},
): string {
  const trustPolicy = {
    Statement: {
      Effect: 'Allow',
      Principal: { Service: trusts },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'aws:SourceAccount': account } },
    },
  };
  const policy = { Statement: { Effect: 'Allow', Action: 'events:PutEvents', Resource: bus } };
  addRole(world, { account, name: 'forwarder', trustPolicy, policies: [policy] });
  return `arn:aws:iam::${account}:role/forwarder`;
}

export const event = { source: 'aws.ec2', 'detail-type': 'AWS API Call via CloudTrail', detail: { n: 1 } };

/** Publishes an event of EC2 on the default bus of an account, and lets a minute pass. */
export function happen(world: World, account = provider, of: object = {}, at = region): void {
  publish(world, { account, region: at, event: { ...event, ...of } });
  world.clock.advance(60);
}

export const bodies = ({ messages }: SimulatedQueue): readonly unknown[] =>
  messages.map(({ body }) => JSON.parse(body));

/** The attributes of what is in a queue, as texts. */
export const attributesIn = ({ messages }: SimulatedQueue): readonly Record<string, string | undefined>[] =>
  messages.map(({ attributes }) =>
    Object.fromEntries(Object.entries(attributes).map(([name, { StringValue }]) => [name, StringValue])),
  );
