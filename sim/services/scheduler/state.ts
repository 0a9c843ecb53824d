export interface ScheduleTarget {
  /** Of an SQS queue. */
  readonly arn: string;
  readonly roleArn: string;
  /** With keywords such as `<aws.scheduler.scheduled-time>`. */
  readonly input: string;
  readonly deadLetterArn?: string;
  readonly retry?: { readonly maximumAttempts?: number; readonly maximumAgeSeconds?: number };
  /** FIFO queues only. */
  readonly messageGroupId?: string;
}

export interface SimulatedSchedule {
  readonly arn: string;
  readonly groupArn: string;
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly expression: string;
  readonly target: ScheduleTarget;
  state: 'ENABLED' | 'DISABLED';
  /** Takes it off the clock. */
  readonly stop: () => void;
}

/** A time of a schedule that reached neither its target nor a dead-letter queue. */
export interface LostInvocation {
  readonly scheduleArn: string;
  readonly scheduledMs: number;
  readonly because: string;
}

export class ScheduleState {
  /** By ARN. */
  readonly schedules = new Map<string, SimulatedSchedule>();
  /** The ARNs of targets that answer nothing but internal errors for the time being. */
  readonly unavailable = new Set<string>();
  readonly lost: LostInvocation[] = [];
}
