import type { World } from '../../world.ts';
import { busArn } from '../events/buses.ts';
import { publish } from '../events/publish.ts';

export interface Told {
  readonly account: string;
  readonly region: string;
  /** Such as `organizations`. */
  readonly service: string;
  readonly eventName: string;
  /** Whether somebody called the API, or the service did something by itself. */
  readonly kind: 'call' | 'service';
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Whether any rule listens to the default bus; what nobody listens to is not told. */
export function isHeard(world: World, account: string, region: string): boolean {
  return (world.events.buses.get(busArn(world, account, region, 'default'))?.rules.size ?? 0) > 0;
}

/** Puts CloudTrail's record of something on the default bus, a while after it happened. */
export function tell(world: World, { account, region, service, eventName, kind, detail }: Told): void {
  const { clock, latencies, random } = world;
  if (!isHeard(world, account, region)) return;
  const time = `${clock.now().toISOString().slice(0, 19)}Z`;
  const event = {
    source: `aws.${service}`,
    'detail-type': kind === 'call' ? 'AWS API Call via CloudTrail' : 'AWS Service Event via CloudTrail',
    time,
    detail: {
      eventVersion: '1.11',
      eventTime: time,
      eventSource: `${service}.amazonaws.com`,
      eventName,
      awsRegion: region,
      ...detail,
      eventID: random.uuid(),
      readOnly: false,
      eventType: kind === 'call' ? 'AwsApiCall' : 'AwsServiceEvent',
      managementEvent: true,
      recipientAccountId: account,
      eventCategory: 'Management',
    },
  };
  clock.after(latencies.trailTells, () => publish(world, { account, region, event }));
}
