import * as z from 'zod/mini';
import { ArnOwner, irrelevant, onlyFrom, type Readers, reading, whereItHappened } from './reader.ts';
import { account, nobody } from './trigger.ts';

const StackStatus = z.object({ 'status-details': z.object({ status: z.string() }) });

const StackInstanceStatus = z.object({
  'stack-id': ArnOwner,
  'status-details': z.object({ status: z.string(), 'detailed-status': z.optional(z.string()) }),
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/event-detail-stackset-stack-instance-status-change.html */
export const cloudFormation: Readers = {
  'CloudFormation Stack Status Change': reading(
    StackStatus,
    ({ 'status-details': { status } }, event, rules) =>
      status.endsWith('_IN_PROGRESS')
        ? nobody('irrelevant', `the stack is ${status}, and its end has an event of its own`)
        : whereItHappened(event, rules),
  ),
  // A stack set's administrator is the management account or the one that it delegates to, the provider.
  ...onlyFrom(
    ({ managementAccount, providerAccount }) => [managementAccount, providerAccount],
    'the administrator of the stack set',
    {
      'CloudFormation StackSet StackInstance Status Change': reading(
        StackInstanceStatus,
        ({ 'stack-id': target, 'status-details': { status, 'detailed-status': detailed } }) =>
          status === 'CURRENT' || detailed === 'SUCCEEDED'
            ? account(target)
            : nobody('irrelevant', `the stack instance is ${status}, and the role is not there to be used`),
      ),
      'CloudFormation StackSet Operation Status Change': irrelevant(
        'each stack instance has an event of its own',
      ),
      'CloudFormation StackSet Status Change': irrelevant('each stack instance has an event of its own'),
    },
  ),
};
