import type { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric, type MetricProps } from 'aws-cdk-lib/aws-cloudwatch';
import type { Configuration } from '../../lib/config/configuration.ts';
import { causeDimension, type MetricName, metricNamespace } from '../../lib/model/metric.ts';

/** What the functions count and measure, over a period. */
export class Metrics {
  readonly #name: string;

  constructor({ name }: Pick<Configuration, 'name'>) {
    this.#name = name;
  }

  sum(metricName: MetricName, period: Duration): Metric {
    return this.#metric(metricName, { statistic: 'Sum', period });
  }

  /** In seconds: of half of the accounts, of nine in ten, of the last. */
  eventToConnected(statistic: 'p50' | 'p90' | 'max', period: Duration): Metric {
    return this.#metric('EventToConnected', { statistic, period });
  }

  /** A line for each cause that there was; only a graph can show it. */
  failuresByCause(period: Duration): IMetric {
    const schema = `{${metricNamespace},name,${causeDimension}}`;
    const failures = `MetricName="${'Failures' satisfies MetricName}" name="${this.#name}"`;
    return new MathExpression({
      expression: `SEARCH('${schema} ${failures}', 'Sum', ${period.toSeconds()})`,
      period,
      label: '', // so that each line is called by its cause
    });
  }

  #metric(metricName: MetricName, options: Omit<MetricProps, 'namespace' | 'metricName'>): Metric {
    return new Metric({
      namespace: metricNamespace,
      metricName,
      dimensionsMap: { name: this.#name },
      ...options,
    });
  }
}
