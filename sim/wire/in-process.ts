import { type HttpHandler, type HttpRequest, HttpResponse } from '@smithy/core/protocols';
import type { SimulatorCore } from '../server.ts';

/**
 * A `requestHandler` for SDK clients that calls the simulator directly: the whole wire protocol, but no socket. A
 * connection that a fault resets or leaves open ends with ECONNRESET or ETIMEDOUT, at once.
 */
export function inProcess({ handle }: Pick<SimulatorCore, 'handle'>): HttpHandler {
  return {
    async handle(request: HttpRequest) {
      const handling = await handle({
        method: request.method,
        target: targetOf(request),
        headers: Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
        ),
        body: textOf(request.body),
      });
      if (handling.state === 'reset') throw connectionError('ECONNRESET');
      if (handling.state === 'silent') throw connectionError('ETIMEDOUT');
      const { status, headers, body } = handling.response;
      return {
        response: new HttpResponse({ statusCode: status, headers: { ...headers }, body: Buffer.from(body) }),
      };
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  };
}

function targetOf({ path, query = {} }: HttpRequest): string {
  const parameters = Object.entries(query).flatMap(([name, value]) =>
    [value ?? ''].flat().map((item) => `${encodeURIComponent(name)}=${encodeURIComponent(item)}`),
  );
  return parameters.length === 0 ? path : `${path}?${parameters.join('&')}`;
}

function textOf(body: unknown): string {
  if (body === undefined || body === null) return '';
  return body instanceof Uint8Array ? new TextDecoder().decode(body) : String(body);
}

function connectionError(code: 'ECONNRESET' | 'ETIMEDOUT'): Error {
  return Object.assign(new Error(`The simulator cut the connection: ${code}`), { code });
}
