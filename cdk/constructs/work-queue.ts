import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface WorkQueueProps {
  readonly queueName: string;
  readonly deadLettersName: string;
  /** A FIFO queue works on one message of a group at a time; its messages bring their own deduplication ids. */
  readonly fifo?: true;
  /** Of the function that works on the messages. */
  readonly workTimeout: Duration;
  /** How soon a message that failed is tried again; six times the timeout, as Lambda's guide asks, where it is absent. */
  readonly retryAfter?: Duration;
}

/** How often a message is tried before it is a dead letter. Lambda needs five, so that throttling alone makes none. */
const maxReceiveCount = 5;

/** A queue in front of a function, and where a message goes that the function could not do. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const { queueName, deadLettersName, fifo, workTimeout } = props;
    const { retryAfter = Duration.seconds(6 * workTimeout.toSeconds()) } = props;
    const common: QueueProps = {
      encryption: QueueEncryption.SQS_MANAGED, // EventBridge delivers to no queue whose key is AWS's own
      enforceSSL: true,
      ...(fifo && { fifo }),
    };
    this.deadLetters = new Queue(this, 'DeadLetters', {
      ...common,
      queueName: deadLettersName,
      retentionPeriod: Duration.days(14),
    });
    this.queue = new Queue(this, 'Queue', {
      ...common,
      queueName,
      visibilityTimeout: retryAfter,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount },
    });
  }
}
