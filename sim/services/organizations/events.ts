import type { World } from '../../world.ts';
import { timeText } from '../cloudtrail/elements.ts';
import { tellServiceEvent } from '../cloudtrail/service-events.ts';
import { homeRegion } from './home-region.ts';
import type { AccountCreation, SimulatedAccount } from './state.ts';

/**
 * What Organizations tells the management account of by itself.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_cloudtrail-integration.html
 */
function tell(world: World, eventName: string, details: Readonly<Record<string, unknown>>): void {
  tellServiceEvent(world, {
    account: world.organization.managementAccountId,
    region: homeRegion(world),
    service: 'organizations',
    eventName,
    details,
  });
}

/** Tells what became of an account that was to be created. */
export function tellCreation(world: World, { id, requestedAtMs, outcome }: AccountCreation): void {
  if (outcome.state === 'IN_PROGRESS') return;
  const times = {
    requestedTimestamp: timeText(new Date(requestedAtMs)),
    completedTimestamp: timeText(new Date(outcome.completedAtMs)),
  };
  const became =
    outcome.state === 'SUCCEEDED' ? { accountId: outcome.accountId } : { failureReason: outcome.reason };
  tell(world, 'CreateAccountResult', {
    createAccountStatus: { id, state: outcome.state, accountName: '****', ...became, ...times },
  });
}

export function tellJoined(world: World, { id, joinedMethod, joinedAtMs }: SimulatedAccount): void {
  const joinedTime = timeText(new Date(joinedAtMs));
  tell(world, 'AccountJoinedOrganization', { accountId: id, joinedMethod, joinedTime });
}

/** Tells that an account left: `CLEANED` once it has been closed for long. */
export function tellDeparted(world: World, accountId: string, departureMethod: 'REMOVED' | 'CLEANED'): void {
  const departureTime = timeText(world.clock.now());
  tell(world, 'AccountDepartedOrganization', { accountId, departureMethod, departureTime });
}

export function tellClosed(world: World, accountId: string, requestedAtMs: number): void {
  tell(world, 'CloseAccountResult', {
    closeAccountStatus: {
      accountId,
      state: 'SUCCEEDED',
      requestedTimestamp: timeText(new Date(requestedAtMs)),
      completedTimestamp: timeText(world.clock.now()),
    },
  });
}
