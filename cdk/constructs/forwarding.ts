import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { EventBus, type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { EventBus as EventBusTarget } from 'aws-cdk-lib/aws-events-targets';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface ForwardingProps {
  /** Jetway's bus, in whichever account and Region. Where the account is another one, the bus' policy must admit this one. */
  readonly busArn: string;
  /** What is forwarded, by the id that its rule gets. */
  readonly patterns: Readonly<Record<string, EventPattern>>;
}

/**
 * Rules on the default bus of the stack's account and Region that send the account's own events to Jetway's bus. Events
 * that other accounts put on the default bus stay where they are: EventBridge forwards no event a second time, and
 * Jetway believes an event only of the account that it came from.
 *
 * What could not be delivered is in `deadLetterQueue` for two weeks. Nothing has a name of its own and there are no
 * assets, so it also fits a StackSet's template.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */
export class Forwarding extends Construct {
  readonly deadLetterQueue: Queue;

  constructor(scope: Construct, id: string, { busArn, patterns }: ForwardingProps) {
    super(scope, id);
    const { account } = Stack.of(this);
    this.deadLetterQueue = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED, // EventBridge delivers to no queue whose key is AWS's own
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(this.deadLetterQueue).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason:
        'It is the dead-letter queue of the rules beside it; the check knows those of queues and functions alone',
    });
    const role = new Role(this, 'Role', {
      description: 'Puts events on the bus of Jetway',
      assumedBy: new ServicePrincipal('events.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    });
    const bus = EventBus.fromEventBusArn(this, 'Bus', busArn);
    const target = new EventBusTarget(bus, { role, deadLetterQueue: this.deadLetterQueue });
    for (const [rule, eventPattern] of Object.entries(patterns))
      new Rule(this, rule, {
        description: 'Forwards to the bus of Jetway',
        eventPattern: { account: [account], ...eventPattern },
        targets: [target],
      });
  }
}
