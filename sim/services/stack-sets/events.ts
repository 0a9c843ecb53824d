import type { World } from '../../world.ts';
import { publish } from '../events/publish.ts';
import type { InstanceStack, SimulatedStackSet, StackInstance } from './state.ts';

const source = 'aws.cloudformation';

/**
 * Tells the account of a stack what became of it.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/event-detail-stack-status-change.html
 */
export function tellStack(
  world: World,
  { account, region }: StackInstance,
  { stackId }: InstanceStack,
  status: 'CREATE_COMPLETE' | 'DELETE_COMPLETE',
): void {
  const detail = {
    'stack-id': stackId,
    'status-details': { status, 'status-reason': '' },
    'client-request-token': '',
  };
  const event = { source, 'detail-type': 'CloudFormation Stack Status Change', resources: [stackId], detail };
  publish(world, { account, region, event });
}

/**
 * Tells the administrator of a stack set what became of an instance.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/event-detail-stackset-stack-instance-status-change.html
 */
export function tellInstance(
  world: World,
  stackSet: SimulatedStackSet,
  { account, region, state, stack, reason = '' }: StackInstance,
  action: 'CREATE' | 'DELETE',
): void {
  const failed = state === 'FAILED';
  const stackId =
    stack?.stackId ??
    `arn:${world.partition}:cloudformation:${region}:${account}:stack/StackSet-${stackSet.name}`;
  tell(world, stackSet, 'CloudFormation StackSet StackInstance Status Change', {
    'stack-set-arn': stackSet.arn,
    'stack-id': stackId,
    action,
    'status-details': {
      status: failed ? 'OUTDATED' : 'CURRENT',
      'status-reason': reason,
      'detailed-status': failed ? 'FAILED' : 'SUCCEEDED',
    },
  });
}

/**
 * Tells the administrator of a stack set how far an operation is.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/event-detail-stackset-operation-status-change.html
 */
export function tellOperation(
  world: World,
  stackSet: SimulatedStackSet,
  { operation, status }: { readonly operation: string; readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' },
): void {
  tell(world, stackSet, 'CloudFormation StackSet Operation Status Change', {
    'stack-set-arn': stackSet.arn,
    'stack-set-operation-id': operation,
    'status-details': { status },
  });
}

function tell(
  world: World,
  { account, region, arn }: SimulatedStackSet,
  detailType: string,
  detail: Readonly<Record<string, unknown>>,
): void {
  const event = { source, 'detail-type': detailType, resources: [arn], detail };
  publish(world, { account, region, event });
}
