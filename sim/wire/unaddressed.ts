import { awsJson } from './aws-json.ts';
import { awsQuery } from './aws-query.ts';
import type { WireRequest, WireResponse } from './message.ts';
import type { Protocol } from './protocol.ts';
import { restJson } from './rest-json.ts';

const requestId = '00000000-0000-4000-8000-000000000000'; // no call, so it has no number to derive one from

/** Answers a request without a signature, which names no service. */
export function refuseUnsigned(request: WireRequest): WireResponse {
  return error(request, 'MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
}

/** Answers a request that is signed for a service that is not simulated. */
export function refuseUnknownService(request: WireRequest, service: string): WireResponse {
  return error(request, 'SimulatorNotModelled', `The simulator does not model the service ${service}`, 501);
}

function error(request: WireRequest, code: string, message: string, status: number): WireResponse {
  const answer = { code, message, status, members: {}, model: undefined };
  return protocolOf(request).writeError(answer, requestId, undefined);
}

/** The protocol that a request looks like. */
function protocolOf({ headers }: WireRequest): Protocol {
  const contentType = headers['content-type'] ?? '';
  if (contentType.startsWith('application/x-www-form-urlencoded')) return awsQuery('');
  if (headers['x-amz-target'] === undefined) return restJson;
  return awsJson(contentType === 'application/x-amz-json-1.0' ? '1.0' : '1.1');
}
