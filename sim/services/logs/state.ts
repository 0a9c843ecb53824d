export interface LogEvent {
  readonly stream: string;
  readonly timestampMs: number;
  readonly ingestedAtMs: number;
  readonly message: string;
}

export interface LogGroup {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly createdAtMs: number;
  /** For ever, where it is absent. */
  readonly retentionDays?: number;
  /** When each stream was made, by its name. */
  readonly streams: Map<string, number>;
  /** In the order in which they were ingested. */
  readonly events: LogEvent[];
}

/** A Logs Insights query: complete at a time, unless it is stopped before. */
export interface LogQuery {
  readonly account: string;
  readonly region: string;
  readonly groupName: string;
  readonly completeAtMs: number;
  readonly rows: readonly Row[];
  readonly scanned: number;
  stopped: boolean;
}

/** One result: values by the names of the fields. */
export type Row = ReadonlyMap<string, string>;

export class LogState {
  /** By ARN. */
  readonly groups = new Map<string, LogGroup>();
  /** By id. */
  readonly queries = new Map<string, LogQuery>();
}
