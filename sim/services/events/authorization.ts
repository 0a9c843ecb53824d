import type * as sdk from '@aws-sdk/client-eventbridge';
import type { Call } from '../../call.ts';
import type { Authorizations, Need } from '../iam/need.ts';
import { busWithArn, meantBusArn } from './buses.ts';

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html */
export const eventsAuthorization: Authorizations<typeof sdk> = {
  PutEvents: ({ Entries = [] }, call) => {
    const names = new Set(Entries.map(({ EventBusName }) => EventBusName));
    return [...names].map((name) => onBus(call, name));
  },
  ListRules: ({ EventBusName, NamePrefix = '' }, call) => [onRule(call, EventBusName, `${NamePrefix}*`)],
  DescribeRule: ({ EventBusName, Name }, call) => [onRule(call, EventBusName, Name)],
  ListTargetsByRule: ({ EventBusName, Rule }, call) => [onRule(call, EventBusName, Rule)],
};

function onBus({ world, caller, region }: Call, name: string | undefined): Need {
  const resource = meantBusArn(world, { account: caller.account, region }, name);
  return {
    resource,
    resourcePolicy: { document: busWithArn(world, resource)?.policy, neededBy: 'others' },
  };
}

function onRule({ world, caller, region }: Call, bus = 'default', name = ''): Need {
  const busName = bus.split('/').at(-1);
  const path = busName === 'default' ? name : `${busName}/${name}`;
  return { resource: `arn:${world.partition}:events:${region}:${caller.account}:rule/${path}` };
}
