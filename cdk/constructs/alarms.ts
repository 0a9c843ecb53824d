import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { JetwayFunction } from './jetway-function.ts';
import type { Metrics } from './metrics.ts';
import type { WorkQueue } from './work-queue.ts';

export interface AlarmsProps {
  readonly topic: Topic;
  readonly metrics: Metrics;
  readonly triggers: WorkQueue;
  readonly sweeps: WorkQueue;
  readonly requests: WorkQueue;
  /** Of the rule and of the schedule. */
  readonly undelivered: Queue;
  readonly routeEvent: JetwayFunction;
  readonly sweep: JetwayFunction;
  readonly reconcileAccount: JetwayFunction;
}

interface Watched {
  readonly metric: IMetric;
  /** It rings where the metric is higher; of silence, where there is nothing at all. */
  readonly above: number | 'silence';
  /** So many periods in a row; one where it is absent. */
  readonly periods?: number;
  readonly means: string;
  readonly first: string;
}

const period = Duration.minutes(5);

/** What a person is called for. Each alarm says what it means and what to do first. */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, { topic, ...watched }: AlarmsProps) {
    super(scope, id);
    const { metrics, triggers, sweeps, requests, undelivered, routeEvent, sweep, reconcileAccount } = watched;
    const all: Readonly<Record<string, Watched>> = {
      TriggersDeadLetters: {
        ...notEmpty(triggers.deadLetters),
        means:
          'Events could not be turned into requests after five tries, so their accounts were not looked at',
        first: `Read the "failed" lines in ${routeEvent.logGroup.logGroupName}, mend what they name, and start the redrive of the queue`,
      },
      SweepsDeadLetters: {
        ...notEmpty(sweeps.deadLetters),
        means: 'A sweep, or an event that means a whole OU, could not be worked on after five tries',
        first: `Read the "failed" lines in ${sweep.logGroup.logGroupName}: mostly a list could not be read; mend what they name`,
      },
      RequestsDeadLetters: {
        ...notEmpty(requests.deadLetters),
        means: 'Accounts could not be brought to where they should be after five tries',
        first: `Read the "failed" lines in ${reconcileAccount.logGroup.logGroupName}: they name resource and remedy, and "jetway redrive" the accounts; then send them back`,
      },
      Undelivered: {
        ...notEmpty(undelivered),
        means: 'EventBridge or the hourly schedule could not send to the triggers queue',
        first:
          'Read the attributes ERROR_CODE and ERROR_MESSAGE of a message, and mend the policy that they name',
      },
      TriggersAge: {
        ...olderThan(triggers.queue, Duration.minutes(30)),
        means: 'Events wait for half an hour: route-event fails again and again, or is not started',
        first: `Read the "failed" lines in ${routeEvent.logGroup.logGroupName}, and look for throttles of the function`,
      },
      RequestsAge: {
        ...olderThan(requests.queue, Duration.hours(1)),
        means: 'Accounts wait for an hour: one fails again and again, or there are more than are worked off',
        first: `Read the "failed" lines in ${reconcileAccount.logGroup.logGroupName}; where there are none, see how many messages are waiting`,
      },
      RouteEventErrors: crashes(routeEvent, 'route-event'),
      SweepErrors: crashes(sweep, 'sweep'),
      ReconcileAccountErrors: crashes(reconcileAccount, 'reconcile-account'),
      RouteEventThrottles: throttled(routeEvent, 'route-event'),
      SweepThrottles: throttled(sweep, 'sweep'),
      ReconcileAccountThrottles: throttled(reconcileAccount, 'reconcile-account'),
      GuardTripped: {
        metric: metrics.sum('GuardTripped', period),
        above: 0,
        means: 'More consumers would lose access than offboarding.limit allows, so nothing is removed',
        first: 'Run "jetway plan": it says who would lose access, and why. If it is meant: "jetway approve"',
      },
      ProbesFailed: {
        metric: metrics.sum('ProbesFailed', Duration.hours(1)),
        above: 0,
        periods: 3,
        means:
          'For three hours consumers’ probes have got no answer, though nothing of their paths is missing',
        first: `Run "jetway status": it says of which accounts, and "jetway status ACCOUNT" why`,
      },
      Failures: {
        metric: metrics.sum('Failures', period),
        above: 0,
        means: 'A look at an account failed for a reason that does not pass by itself, or was given up',
        first: `See the causes on the dashboard, and read the lines of level "error" in ${reconcileAccount.logGroup.logGroupName} and ${sweep.logGroup.logGroupName}: each says what to do`,
      },
      EventToConnected: {
        metric: metrics.eventToConnected('p90', Duration.hours(1)),
        above: Duration.hours(1).toSeconds(),
        means:
          'Of the accounts that were connected within an hour, some took more than an hour from their event',
        first: 'Run "jetway status ID" for those that joined last: its history says what each waited for',
      },
      DriftRepaired: {
        metric: metrics.sum('DriftRepaired', Duration.hours(1)),
        above: 0,
        periods: 3,
        means:
          'For three hours sweeps have mended what no event told of: somebody undoes it, or events are lost',
        first: 'Run "jetway audit --query changes": it says what was mended, and where',
      },
      SweepAge: {
        metric: metrics.sum('SweepsRouted', Duration.hours(1)),
        above: 'silence',
        periods: 3,
        means: 'For three hours no sweep looked at everyone, so what events have missed is not found',
        first: `See whether the schedule is enabled, and read the "failed" lines in ${sweep.logGroup.logGroupName}`,
      },
    };
    for (const [name, { metric, above, periods = 1, means, first }] of Object.entries(all))
      new Alarm(this, name, {
        alarmDescription: `${means}. First: ${first}. More: docs/operations.md#${name.toLowerCase()}`,
        metric,
        evaluationPeriods: periods,
        ...threshold(above),
      }).addAlarmAction(new SnsAction(topic));
  }
}

const threshold = (above: Watched['above']) =>
  above === 'silence'
    ? {
        threshold: 1,
        comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.BREACHING,
      }
    : {
        threshold: above,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      };

const notEmpty = (queue: Queue) => ({
  metric: queue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'max' }),
  above: 0,
});

const olderThan = (queue: Queue, age: Duration) => ({
  metric: queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'max' }),
  above: age.toSeconds(),
});

const crashes = (handler: JetwayFunction, name: string): Watched => ({
  metric: handler.metricErrors({ period }),
  above: 0,
  means: `${name} ended without an answer: it ran out of time or memory, or its configuration is wrong. What it worked on is tried again`,
  first: `Read the last lines in ${handler.logGroup.logGroupName}`,
});

const throttled = (handler: JetwayFunction, name: string): Watched => ({
  metric: handler.metricThrottles({ period }),
  above: 0,
  periods: 3,
  means: `Lambda does not start ${name}, because the account's concurrent executions are used up. Its work waits`,
  first: 'See which function of the account uses them, or ask for a higher quota',
});
