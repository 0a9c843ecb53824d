import { Duration } from 'aws-cdk-lib';
import { Dashboard as CloudWatchDashboard, GraphWidget, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { MetricName } from '../../lib/model/metric.ts';
import type { Metrics } from './metrics.ts';
import type { WorkQueue } from './work-queue.ts';

export interface DashboardProps {
  readonly dashboardName: string;
  readonly metrics: Metrics;
  readonly triggers: WorkQueue;
  readonly sweeps: WorkQueue;
  readonly requests: WorkQueue;
  readonly undelivered: Queue;
}

const period = Duration.minutes(5);
const hour = Duration.hours(1); // accounts do not join by the minute

/** What somebody sees at a glance whom an alarm has called: what waits, what is done, and what fails. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const { dashboardName, metrics, triggers, sweeps, requests, undelivered } = props;
    const graph = (title: string, left: IMetric[]) =>
      new GraphWidget({ title, left, width: 8, height: 6, leftYAxis: { min: 0 } });
    const sums = (title: string, ...names: readonly MetricName[]) =>
      graph(
        title,
        names.map((name) => metrics.sum(name, period)),
      );
    const waiting = { triggers: triggers.queue, sweeps: sweeps.queue, requests: requests.queue };
    const dead = {
      triggers: triggers.deadLetters,
      sweeps: sweeps.deadLetters,
      requests: requests.deadLetters,
      undelivered: undelivered,
    };
    new CloudWatchDashboard(this, 'Dashboard', {
      dashboardName,
      defaultInterval: Duration.hours(24),
      widgets: [
        [
          graph('The oldest message, in seconds', perQueue(waiting, age)),
          graph('Messages that wait', perQueue(waiting, depth)),
          graph('Dead letters', perQueue(dead, depth)),
        ],
        [
          sums('Events', 'EventsRouted', 'RequestsSent', 'EventsMalformed', 'EventsFailed', 'SweepsRouted'),
          sums('Looks', 'Looks', 'LooksWaiting', 'LooksBlocked'),
          sums('Changes', 'ChangesMade', 'DriftRepaired'),
        ],
        [
          graph('Failures by cause', [metrics.failuresByCause(period)]),
          sums('Failures', 'Failures'),
          sums('The guard held removals back', 'GuardTripped'),
        ],
        [
          graph(
            'From the event to connected, in seconds',
            (['p50', 'p90', 'max'] as const).map((label) =>
              metrics.eventToConnected(label, hour).with({ label }),
            ),
          ),
          sums('Probes', 'ProbesAnswered', 'ProbesFailed'),
        ],
      ],
    });
  }
}

const perQueue = (
  queues: Readonly<Record<string, Queue>>,
  metric: (queue: Queue, label: string) => IMetric,
) => Object.entries(queues).map(([label, queue]) => metric(queue, label));

const age = (queue: Queue, label: string) =>
  queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'max', label });

const depth = (queue: Queue, label: string) =>
  queue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'max', label });
