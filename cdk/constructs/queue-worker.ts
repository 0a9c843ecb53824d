import type { Duration } from 'aws-cdk-lib';
import { CompositePrincipal, type IPrincipal, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Configuration } from '../../lib/config/configuration.ts';
import { type FunctionName, namesOf } from '../names.ts';
import { type Grant, grant } from './grant.ts';
import { JetwayFunction } from './jetway-function.ts';

/** What the functions behind queues are made of. */
export interface WorkerProps {
  readonly configuration: Configuration;
  /** An absolute path: esbuild runs in the folder of the handler. */
  readonly configurationFile: string;
  readonly triggers: Queue;
  readonly requests: Queue;
}

export interface QueueWorkerProps extends Omit<WorkerProps, 'triggers' | 'requests'> {
  readonly name: FunctionName;
  readonly description: string;
  /** Where its messages come from. */
  readonly queue: Queue;
  readonly batchSize: number;
  /**
   * How many copies run at once, which is also what each of them is told: together they keep below AWS's rates. One is
   * what a FIFO queue with a single message group makes of itself; a mapping takes no limit below two.
   */
  readonly concurrency: number | 'one';
  readonly timeout: Duration;
  readonly memoryMegabytes: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly grants: readonly Grant[];
  /** Who may become its role, besides Lambda. */
  readonly operators?: readonly IPrincipal[];
}

/** A function behind a queue. Its role has a fixed name, so that other accounts can trust it before it exists. */
export class QueueWorker extends Construct {
  readonly function: JetwayFunction;

  constructor(scope: Construct, id: string, props: QueueWorkerProps) {
    super(scope, id);
    const { configuration, name, description, queue, batchSize, concurrency } = props;
    const names = namesOf(configuration);
    const role = new Role(this, 'Role', {
      roleName: names.role(name),
      description,
      assumedBy: new CompositePrincipal(
        new ServicePrincipal('lambda.amazonaws.com'),
        ...(props.operators ?? []),
      ),
    });
    this.function = new JetwayFunction(this, 'Function', {
      description,
      entry: name,
      role,
      functionName: names.function(name),
      environment: {
        ...props.environment,
        JETWAY_CONFIG_FILE: 'jetway.yaml', // Lambda starts a function in the folder that its code is in
        JETWAY_CONCURRENCY: String(concurrency === 'one' ? 1 : concurrency),
      },
      timeout: props.timeout,
      memoryMegabytes: props.memoryMegabytes,
      configurationFile: props.configurationFile,
    });
    const own: readonly Grant[] = [
      {
        sid: 'WriteOwnLog',
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [this.function.logGroup.logGroupArn],
      },
      {
        sid: 'ReceiveMessages', // what the event source mapping does in the role's name
        actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
        resources: [queue.queueArn],
      },
    ];
    for (const one of [...own, ...props.grants]) grant(role, one);
    const source = new EventSourceMapping(this, 'Source', {
      target: this.function,
      eventSourceArn: queue.queueArn,
      batchSize,
      reportBatchItemFailures: true,
      ...(concurrency !== 'one' && { maxConcurrency: concurrency }),
    });
    source.node.addDependency(role); // Lambda refuses a mapping whose role may not receive
  }
}
