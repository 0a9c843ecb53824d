import { resolve } from 'node:path';
import { CfnOutput, Duration, Stack, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Configuration } from '../lib/config/configuration.ts';
import { AlarmTopic } from './constructs/alarm-topic.ts';
import { Alarms } from './constructs/alarms.ts';
import { AuditLog } from './constructs/audit-log.ts';
import { AuditQueries } from './constructs/audit-queries.ts';
import { ConsumerStackSet } from './constructs/consumer-stack-set.ts';
import { Dashboard } from './constructs/dashboard.ts';
import { Ledger } from './constructs/ledger.ts';
import { Metrics } from './constructs/metrics.ts';
import { OrganizationBus } from './constructs/organization-bus.ts';
import { own } from './constructs/ownership.ts';
import { ReconcileAccount } from './constructs/reconcile-account.ts';
import { RouteEvent } from './constructs/route-event.ts';
import { Sweep } from './constructs/sweep.ts';
import { SweepSchedule } from './constructs/sweep-schedule.ts';
import { WorkQueue } from './constructs/work-queue.ts';
import { busPattern } from './events/patterns.ts';
import { namesOf } from './names.ts';

export interface ControlPlaneStackProps {
  readonly configuration: Configuration;
  /** The path of jetway.yaml, which is packed with the functions. */
  readonly configurationFile: string;
  /** The synthesized template of the consumers' stack, as JSON. */
  readonly consumerTemplate: string;
}

/** What runs Jetway: events come in on a bus, become requests to look at accounts, and accounts are looked at. */
export class ControlPlaneStack extends Stack {
  constructor(scope: Construct, props: ControlPlaneStackProps) {
    const { configuration, consumerTemplate } = props;
    const { name, organization, provider, audit } = configuration;
    const names = namesOf(configuration);
    super(scope, names.stack.controlPlane, {
      stackName: names.stack.controlPlane,
      description: `Jetway ${name}: what runs it`,
      env: { account: provider.account, region: provider.region },
    });
    const triggers = new WorkQueue(this, 'Triggers', {
      queueName: names.queue.triggers,
      deadLettersName: names.queue.triggersDeadLetters,
      workTimeout: RouteEvent.timeout,
    });
    const sweeps = new WorkQueue(this, 'Sweeps', {
      queueName: names.queue.sweeps,
      deadLettersName: names.queue.sweepsDeadLetters,
      fifo: true,
      workTimeout: Sweep.timeout,
      retryAfter: Sweep.timeout, // before the next hourly one: a sweep that failed holds up those after it
    });
    const requests = new WorkQueue(this, 'Requests', {
      queueName: names.queue.requests,
      deadLettersName: names.queue.requestsDeadLetters,
      fifo: true,
      workTimeout: ReconcileAccount.timeout,
    });
    const undelivered = this.undelivered(names.queue.undelivered);
    const organizationBus = new OrganizationBus(this, 'Bus', {
      eventBusName: names.bus,
      organization: organization.id,
      pattern: busPattern(),
      triggers: triggers.queue,
      deadLetterQueue: undelivered,
    });
    new SweepSchedule(this, 'Sweep', { triggers: triggers.queue, deadLetterQueue: undelivered });

    const auditLog = new AuditLog(this, 'AuditLog', {
      logGroupName: names.auditLogGroup,
      retentionDays: audit.retentionDays,
    });
    new AuditQueries(this, 'AuditQueries', { folder: names.bus, logGroup: auditLog.logGroup });
    const worker = {
      configuration,
      configurationFile: resolve(props.configurationFile),
      triggers: triggers.queue,
      requests: requests.queue,
    };
    const { bus } = organizationBus;
    const ledger = new Ledger(this, 'Ledger', { tableName: names.ledgerTable });
    const routeEvent = new RouteEvent(this, 'RouteEvent', { ...worker, sweeps: sweeps.queue });
    const sweep = new Sweep(this, 'SweepFunction', {
      ...worker,
      sweeps: sweeps.queue,
      ledger: ledger.table,
      bus,
    });
    const reconcileAccount = new ReconcileAccount(this, 'ReconcileAccount', {
      ...worker,
      sweeps: sweeps.queue,
      auditLog: auditLog.logGroup,
      ledger: ledger.table,
      bus,
      deadLetters: [triggers.deadLetters, sweeps.deadLetters, requests.deadLetters, undelivered],
    });

    const { topic } = new AlarmTopic(this, 'AlarmTopic');
    const observed = { metrics: new Metrics(configuration), triggers, sweeps, requests, undelivered };
    new Dashboard(this, 'Dashboard', { ...observed, dashboardName: names.bus });
    new Alarms(this, 'Alarms', {
      ...observed,
      topic,
      routeEvent: routeEvent.function,
      sweep: sweep.function,
      reconcileAccount: reconcileAccount.function,
    });
    // EventBridge takes a bus for a target only where its policy admits the sender.
    new ConsumerStackSet(this, 'Consumers', {
      configuration,
      template: consumerTemplate,
    }).node.addDependency(organizationBus);
    own(this, configuration);

    new CfnOutput(this, 'BusArn', {
      description: 'Where the accounts of the organization send their events',
      value: organizationBus.bus.eventBusArn,
    });
    new CfnOutput(this, 'AlarmTopicArn', {
      description: 'Where the alarms go',
      value: topic.topicArn,
    });
    new CfnOutput(this, 'SubscribeToAlarms', {
      description: 'Run it with your address to be told',
      value: `aws sns subscribe --region ${provider.region} --topic-arn ${topic.topicArn} --protocol email --notification-endpoint YOU@EXAMPLE.COM`,
    });
    new CfnOutput(this, 'AuditLogKeyArn', {
      description: 'Without this key nobody reads the audit log; both outlive the stack',
      value: auditLog.key.keyArn,
    });
    new CfnOutput(this, 'DeployNext', {
      description: `The stack to deploy next, in account ${organization.managementAccount}: until then no event of the organization arrives`,
      value: names.stack.management,
    });
  }

  /** What EventBridge and the schedule could not send to the triggers queue. */
  private undelivered(queueName: string): Queue {
    const queue = new Queue(this, 'Undelivered', {
      queueName,
      encryption: QueueEncryption.SQS_MANAGED, // EventBridge delivers to no queue whose key is AWS's own
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(queue).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason:
        'It is the dead-letter queue of the rule and the schedule; the check knows those of queues and functions alone',
    });
    return queue;
  }
}
