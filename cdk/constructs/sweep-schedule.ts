import { Duration } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ContextAttribute,
  Schedule,
  ScheduleExpression,
  ScheduleTargetInput,
} from 'aws-cdk-lib/aws-scheduler';
import { SqsSendMessage } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { grant } from './grant.ts';

/** Events can be lost, so once an hour Jetway looks at everyone. */
export class SweepSchedule extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { triggers, deadLetterQueue }: { readonly triggers: Queue; readonly deadLetterQueue: Queue },
  ) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      description: 'Sends the hourly trigger of Jetway',
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': triggers.env.account } },
      }),
    });
    grant(role, {
      sid: 'SendTrigger',
      actions: ['sqs:SendMessage'],
      resources: [triggers.queueArn, deadLetterQueue.queueArn],
    });
    new Schedule(this, 'Schedule', {
      description: 'Makes Jetway look at everyone',
      schedule: ScheduleExpression.rate(Duration.hours(1)),
      target: new SqsSendMessage(triggers, {
        role: role.withoutPolicyUpdates(), // or the target would add what it does not call
        deadLetterQueue,
        maxEventAge: Duration.hours(1), // then the next one is due
        retryAttempts: 10,
        input: ScheduleTargetInput.fromObject({
          source: 'jetway',
          'detail-type': 'Sweep',
          id: ContextAttribute.executionId,
          time: ContextAttribute.scheduledTime,
        }),
      }),
    });
  }
}
