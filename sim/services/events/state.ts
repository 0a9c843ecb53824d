import type { PolicyDocument } from '../iam/document.ts';
import type { Matches } from './pattern.ts';

/** An event as a bus has it and its targets get it. */
export interface SimulatedEvent {
  readonly version: string;
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  /** Whose event it is, wherever it was forwarded to. */
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

/** What a target gets instead of the event. */
export type TargetInput =
  | { readonly kind: 'constant'; readonly text: string }
  | { readonly kind: 'part'; readonly path: string }
  | {
      readonly kind: 'transformed';
      /** By the name that stands for it in the template. */
      readonly paths: Readonly<Record<string, string>>;
      readonly template: string;
    };

export interface RuleTarget {
  readonly id: string;
  readonly arn: string;
  readonly roleArn?: string;
  /** The ARN of the queue for what could not be delivered. */
  readonly deadLetterArn?: string;
  readonly retry?: { readonly maximumAttempts?: number; readonly maximumAgeSeconds?: number };
  /** The whole event where it is absent. */
  readonly input?: TargetInput;
  /** FIFO queues only. */
  readonly messageGroupId?: string;
}

export interface EventRule {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly bus: string;
  readonly description?: string;
  /** A pattern, a schedule, or both. */
  readonly pattern?: { readonly text: string; readonly matches: Matches };
  readonly scheduleExpression?: string;
  readonly targets: readonly RuleTarget[];
  state: 'ENABLED' | 'DISABLED';
}

export interface EventBus {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly name: string;
  /** Who may put events on it besides its own account. */
  policy?: PolicyDocument;
  /** By name. */
  readonly rules: Map<string, EventRule>;
}

/** An event that reached neither its target nor a dead-letter queue. */
export interface LostEvent {
  readonly event: SimulatedEvent;
  readonly ruleArn: string;
  readonly targetArn: string;
  readonly because: string;
}

export class EventState {
  /** By ARN; the default ones come into being when they are asked for. */
  readonly buses = new Map<string, EventBus>();
  /** In simulated seconds. */
  readonly latencies = { eventDelivers: 1 };
  /** How often EventBridge makes use of its right to deliver twice, or in another order: from 0 to 1. */
  readonly chance = { duplicate: 0, reorder: 0 };
  /** The ARNs of targets that answer nothing but internal errors for the time being. */
  readonly unavailable = new Set<string>();
  readonly lost: LostEvent[] = [];
  /** How to stop the schedule of a rule, by the rule's ARN. */
  readonly schedules = new Map<string, () => void>();
}
