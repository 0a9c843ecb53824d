import { writeFileSync } from 'node:fs';
import { MetricUnit, Metrics as Powertools } from '@aws-lambda-powertools/metrics';
import { type ErrorCode, JetwayError } from '../lib/model/errors.ts';
import { causeDimension, type MetricName, metricNamespace } from '../lib/model/metric.ts';
import { errorFields, type Log } from './log.ts';

/** Counts, by their names. What is not known is left out: it is no zero. */
export type Counts = Readonly<Partial<Record<Exclude<MetricName, 'Failures' | 'EventToConnected'>, number>>>;

/** Counting never fails whatever is counted. */
export interface Metrics {
  put(counts: Counts): void;
  /** How long an account took from the event to being connected. */
  connectedAfter(seconds: number): void;
  /** Counts a failure, by its cause and among all. */
  failure(cause: ErrorCode): void;
}

/**
 * Metrics as lines of a function's log, in the embedded metric format that CloudWatch Logs turns into metrics; so they
 * cost no call and need no permission. What could not be counted is logged: the work that it is about is done.
 * @param name what `jetway.yaml` calls this installation
 * @param write takes one line, without its end
 */
export function embeddedMetrics(
  name: string,
  log: Log,
  write: (line: string) => void = (line) => writeFileSync(1, `${line}\n`),
): Metrics {
  const record = (fill: (metrics: Powertools) => void): void => {
    try {
      const metrics = new Powertools({ namespace: metricNamespace });
      metrics.clearDefaultDimensions(); // Powertools adds the service
      metrics.setDefaultDimensions({ name });
      fill(metrics);
      write(JSON.stringify(metrics.serializeMetrics()));
    } catch (error) {
      log({ level: 'error', event: 'uncounted', ...errorFields(error) });
    }
  };
  return {
    put(counts) {
      record((metrics) => {
        for (const [metric, value] of Object.entries(counts))
          metrics.addMetric(metric, MetricUnit.Count, value);
      });
    },
    connectedAfter(seconds) {
      record((metrics) => {
        metrics.addMetric('EventToConnected' satisfies MetricName, MetricUnit.Seconds, seconds);
      });
    },
    failure(cause) {
      record((metrics) => {
        metrics
          .addDimensions({}) // all causes together: an alarm watches no search
          .addDimensions({ [causeDimension]: cause })
          .addMetric('Failures' satisfies MetricName, MetricUnit.Count, 1);
      });
    },
  };
}

/** The causes of an error, each as often as it is there. What Jetway did not raise itself is a defect. */
export function causesOf(error: unknown): readonly ErrorCode[] {
  if (error instanceof AggregateError) return error.errors.flatMap((one: unknown) => causesOf(one));
  return [error instanceof JetwayError ? error.code : 'defect'];
}
