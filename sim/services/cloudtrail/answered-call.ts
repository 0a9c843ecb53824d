import type { Caller } from '../../call.ts';
import type { ServiceModel } from '../../wire/model.ts';

/** A call that a service answered. */
export interface AnsweredCall {
  /** By its signing name. */
  readonly service: string;
  readonly model: ServiceModel;
  readonly operation: string;
  readonly caller: Caller;
  readonly region: string;
  readonly requestId: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly answer:
    | { readonly state: 'ok'; readonly output: object }
    | { readonly state: 'error'; readonly code: string };
}
