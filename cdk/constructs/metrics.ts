import type { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Configuration } from '../../lib/config/configuration.ts';
import { causeDimension, type MetricName, metricNamespace } from '../../lib/model/metric.ts';

/** What the functions count, as sums over a period. */
export class Metrics {
  readonly #name: string;

  constructor({ name }: Pick<Configuration, 'name'>) {
    this.#name = name;
  }

  sum(metricName: MetricName, period: Duration): Metric {
    return new Metric({
      namespace: metricNamespace,
      metricName,
      dimensionsMap: { name: this.#name },
      statistic: 'Sum',
      period,
    });
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
}
