import type { WireRequest, WireResponse } from './message.ts';
import type { ErrorModel, OperationModel, ServiceModel } from './model.ts';

/** A request's input in the SDK's own members. */
export interface ReadInput {
  readonly members: Readonly<Record<string, unknown>>;
  /** What was sent that the model of the operation does not know. */
  readonly strangers: readonly string[];
}

/** An error answer before it is written. */
export interface WireError {
  readonly code: string;
  readonly message: string;
  readonly status: number;
  readonly members: Readonly<Record<string, unknown>>;
  /** What the service's model says of the code; absent for codes that all services share. */
  readonly model: ErrorModel | undefined;
}

/** One of AWS's wire protocols, from the server's side. */
export interface Protocol {
  /** The name of the operation that a request asks for; undefined when it names none. */
  operationOf(request: WireRequest, model: ServiceModel): string | undefined;
  /** @throws Refusal when the request cannot be read */
  read(operation: OperationModel, request: WireRequest): ReadInput;
  write(operation: OperationModel, output: object, requestId: string): WireResponse;
  writeError(error: WireError, requestId: string, model: ServiceModel | undefined): WireResponse;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
