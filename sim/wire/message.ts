/** One HTTP request, as it came from a socket or from a test without one. */
export interface WireRequest {
  readonly method: string;
  /** Path and query, still percent-encoded. */
  readonly target: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The path of a request's target, still percent-encoded. */
export function pathOf({ target }: WireRequest): string {
  const query = target.indexOf('?');
  return query < 0 ? target : target.slice(0, query);
}

/** The query parameters of a request's target, decoded. */
export function queryOf({ target }: WireRequest): URLSearchParams {
  const query = target.indexOf('?');
  return new URLSearchParams(query < 0 ? '' : target.slice(query + 1));
}
