import type { PolicyDocument } from '../iam/document.ts';

/** Where a function's code is: a folder such as CDK bundles one, or the text of a CommonJS module. */
export type FunctionCode =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'inline'; readonly source: string }
  /** A probe without code, for worlds in which no functions run: what it would answer is worked out. */
  | { readonly kind: 'probe' };

/** Where a function has its network interfaces. */
export interface FunctionNetwork {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

export interface SimulatedFunction {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly roleArn: string;
  readonly code: FunctionCode;
  /** File and export, such as `index.handler`. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  /** How many invocations run at once; as many as there are where it is absent. */
  readonly reservedConcurrency?: number;
  readonly logGroup: string;
  /** Absent where it is in no VPC. */
  network?: FunctionNetwork;
  update: { status: 'Successful' | 'InProgress' } | { status: 'Failed'; reason: string };
  /** Who may invoke it besides its own account. */
  readonly policies: PolicyDocument[];
}

/** What Lambda reads of a queue to feed a function. */
export interface EventSourceMapping {
  readonly functionArn: string;
  readonly queueArn: string;
  readonly batchSize: number;
  readonly maximumConcurrency?: number;
  readonly reportBatchItemFailures: boolean;
  /** Why it could not read its queue when it tried last. */
  problem?: string;
}

/** How an invocation ended. */
export type Outcome =
  | { readonly state: 'returned'; readonly payload: unknown }
  /** The function threw, or cannot even begin. */
  | { readonly state: 'failed'; readonly errorType: string; readonly message: string }
  | { readonly state: 'timedOut' }
  /** Its execution environment was ended from outside. */
  | { readonly state: 'ended' }
  | { readonly state: 'throttled' };

/** An invocation that nobody waits for. */
export interface AsynchronousInvocation {
  readonly functionArn: string;
  readonly payload: string;
  readonly attempt: number;
}

export class FunctionState {
  /** By ARN. */
  readonly functions = new Map<string, SimulatedFunction>();
  readonly mappings: EventSourceMapping[] = [];
  /** Runs a function for a caller who waits; absent where no functions run in the world. */
  invoke?: (functionArn: string, payload: string) => Promise<Outcome>;
  /** What waits to be run. */
  readonly asynchronous: AsynchronousInvocation[] = [];
}
