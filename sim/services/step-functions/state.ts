/** A state machine that tries one function until it succeeds, and then gives up. */
export interface SimulatedWaiter {
  readonly arn: string;
  readonly account: string;
  readonly roleArn: string;
  /** The function that it tries. */
  readonly triesArn: string;
  readonly intervalSeconds: number;
  /** After the first try. */
  readonly retries: number;
}

/** Step Functions, as far as CDK's provider framework needs it. */
export class StepFunctionState {
  /** By ARN. */
  readonly waiters = new Map<string, SimulatedWaiter>();
}
