/** Jetway's metrics in CloudWatch, counts but for `EventToConnected`, which is in seconds; each with the dimension `name`: what `jetway.yaml` calls this installation. */
export const metricNames = [
  'EventsRouted',
  'EventsMalformed',
  'EventsFailed',
  'RequestsSent',
  'SweepsRouted',
  'Looks',
  'LooksWaiting',
  'LooksBlocked',
  'ChangesMade',
  'DriftRepaired',
  'GuardTripped',
  'ProbesAnswered',
  'ProbesFailed',
  'EventToConnected',
  'Failures',
] as const;

export type MetricName = (typeof metricNames)[number];

export const metricNamespace = 'Jetway';

/** Of `Failures`, beside `name`: the code of the error. */
export const causeDimension = 'cause';
