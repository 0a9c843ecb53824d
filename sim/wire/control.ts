import type { Journal } from '../journal.ts';
import type { World } from '../world.ts';
import { pathOf, type WireRequest, type WireResponse } from './message.ts';
import { isRecord } from './protocol.ts';

/** The simulator's own controls beside AWS's services: its clock and its journal. */
export function control(request: WireRequest, { clock }: World, journal: Journal): WireResponse {
  switch (`${request.method} ${pathOf(request)}`) {
    case 'GET /_jetway/journal':
      return json(200, { calls: journal.records, counts: journal.counts() });
    case 'GET /_jetway/clock':
      return json(200, { now: clock.now() });
    case 'POST /_jetway/clock': {
      const seconds = secondsIn(request.body);
      if (seconds === undefined) return json(400, { message: 'advanceSeconds must be a number, 0 or more' });
      clock.advance(seconds);
      return json(200, { now: clock.now() });
    }
    default:
      return json(404, { message: `The simulator has no control ${request.method} ${pathOf(request)}` });
  }
}

function secondsIn(body: string): number | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    const seconds = isRecord(parsed) ? parsed.advanceSeconds : undefined;
    return typeof seconds === 'number' && seconds >= 0 ? seconds : undefined;
  } catch {
    return undefined; // not JSON, which the caller is told as for any other wrong body
  }
}

function json(status: number, value: unknown): WireResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
