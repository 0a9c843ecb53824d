import type { World } from '../../world.ts';
import { type Told, tell } from './tell.ts';

export type ServiceEvent = Pick<Told, 'account' | 'region' | 'service' | 'eventName'> & {
  readonly details: Readonly<Record<string, unknown>>;
};

/**
 * Tells the default bus of an account of what a service did there without being called.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/non-api-aws-service-events.html
 */
export function tellServiceEvent(world: World, { account, details, ...where }: ServiceEvent): void {
  const internal = 'AWS Internal';
  tell(world, {
    ...where,
    account,
    kind: 'service',
    detail: {
      userIdentity: { accountId: account, invokedBy: internal },
      sourceIPAddress: internal,
      userAgent: internal,
      requestParameters: null,
      responseElements: null,
      serviceEventDetails: details,
    },
  });
}
