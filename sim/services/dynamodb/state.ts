import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** Attributes by their names. */
export type Item = Readonly<Record<string, AttributeValue>>;

/** A table whose keys are the strings `pk` and `sk`, as all of Jetway's are. */
export interface Table {
  readonly arn: string;
  readonly name: string;
  /** The attribute that says when an item may be deleted, in seconds since the epoch; absent where none does. */
  readonly timeToLive?: string;
  /** By their keys. */
  readonly items: Map<string, Item>;
}

export class DynamoDbState {
  /** By ARN. */
  readonly tables = new Map<string, Table>();
}
