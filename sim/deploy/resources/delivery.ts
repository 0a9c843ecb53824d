import * as z from 'zod/mini';
import { number, withoutEffect } from '../resource-type.ts';

export const Description = withoutEffect('it is text for people');
export const State = z.optional(z.enum(['ENABLED', 'DISABLED']));

/** What the targets of rules and of schedules have alike. */
export const delivery = {
  Arn: z.string(),
  DeadLetterConfig: z.optional(z.strictObject({ Arn: z.string() })),
  SqsParameters: z.optional(z.strictObject({ MessageGroupId: z.optional(z.string()) })),
  RetryPolicy: z.optional(
    z.strictObject({
      MaximumRetryAttempts: z.optional(number),
      MaximumEventAgeInSeconds: z.optional(number),
    }),
  ),
};
const Delivery = z.object(delivery);

/** The same as the simulator has it. */
export function deliveryOf(target: z.output<typeof Delivery>) {
  const { Arn: arn, DeadLetterConfig: deadLetters, RetryPolicy: retry, SqsParameters: sqs } = target;
  const { MaximumRetryAttempts: maximumAttempts, MaximumEventAgeInSeconds: maximumAgeSeconds } = retry ?? {};
  return {
    arn,
    ...(deadLetters !== undefined && { deadLetterArn: deadLetters.Arn }),
    ...(sqs?.MessageGroupId !== undefined && { messageGroupId: sqs.MessageGroupId }),
    ...(retry !== undefined && {
      retry: {
        ...(maximumAttempts !== undefined && { maximumAttempts }),
        ...(maximumAgeSeconds !== undefined && { maximumAgeSeconds }),
      },
    }),
  };
}
