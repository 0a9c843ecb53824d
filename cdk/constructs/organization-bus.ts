import { EventBus, type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { OrganizationPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { OrganizationId } from '../../lib/model/ids.ts';

export interface OrganizationBusProps {
  readonly eventBusName: string;
  /** Whose accounts may put events on the bus. */
  readonly organization: OrganizationId;
  readonly pattern: EventPattern;
  /** What matches the pattern arrives there as it was sent. */
  readonly triggers: Queue;
  readonly deadLetterQueue: Queue;
}

/**
 * Where the accounts of the organization send their events. Whoever sends one can make Jetway look, and no more: it
 * believes of an event only the account that EventBridge itself says it came from.
 */
export class OrganizationBus extends Construct {
  readonly bus: EventBus;

  constructor(scope: Construct, id: string, props: OrganizationBusProps) {
    super(scope, id);
    const { eventBusName, organization, pattern, triggers, deadLetterQueue } = props;
    this.bus = new EventBus(this, 'Bus', {
      eventBusName,
      description: 'Events that may change who is connected to shared services',
    });
    this.bus.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AccountsOfTheOrganization',
        principals: [new OrganizationPrincipal(organization)],
        actions: ['events:PutEvents'],
        resources: [this.bus.eventBusArn],
      }),
    );
    new Rule(this, 'ToTriggers', {
      description: 'Whatever Jetway listens to',
      eventBus: this.bus,
      eventPattern: pattern,
      targets: [new SqsQueue(triggers, { deadLetterQueue })],
    });
  }
}
