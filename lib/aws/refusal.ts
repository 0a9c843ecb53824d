import * as z from 'zod/mini';

/** A failed call as the SDK throws it, reduced to what is decided on. */
export interface Refusal {
  /** As the SDK calls it: `EC2`, `RAM`, `Organizations`. */
  readonly service: string;
  readonly operation: string;
  /** AWS's code, or Node.js's where the call got no answer. */
  readonly code: string;
  readonly message: string;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
}

const Thrown = z.object({
  name: z.catch(z.string(), 'Error'),
  message: z.catch(z.string(), ''),
  code: z.catch(z.optional(z.string()), undefined),
  $metadata: z.catch(
    z.object({ httpStatusCode: z.optional(z.number()), requestId: z.optional(z.string()) }),
    {},
  ),
});

/** Whether the code is Node.js's own and says that there was no answer. */
export function isNetworkCode(code: string): boolean {
  return /^(?:E[A-Z]{3,}|EAI_AGAIN)$/.test(code);
}

/** Reads whatever an SDK client threw. */
export function refusalOf(cause: unknown, service: string, operation: string): Refusal {
  const thrown = Thrown.safeParse(cause);
  const { name, message, code, $metadata } = thrown.data ?? {
    name: 'Error',
    message: String(cause),
    code: undefined,
    $metadata: {},
  };
  return {
    service,
    operation,
    code: code !== undefined && isNetworkCode(code) ? code : name,
    message,
    status: $metadata.httpStatusCode,
    requestId: $metadata.requestId,
  };
}
