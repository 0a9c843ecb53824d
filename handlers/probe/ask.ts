import { request as askHttp } from 'node:http';
import { request as askHttps } from 'node:https';
import { connect } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { ProbeCheck, ProbeState } from '../../lib/model/probe.ts';

export interface Verdict {
  readonly state: ProbeState;
  readonly detail: string;
}

export interface Asking {
  readonly signal: AbortSignal;
  /** Trusted instead of Node's own roots and those of NODE_EXTRA_CA_CERTS. */
  readonly ca?: string;
}

/** Asks one address for the service as a client that resolved the name would. Never rejects. */
export function ask(
  { name, port, protocol, path }: ProbeCheck,
  address: string,
  { signal, ca }: Asking,
): Promise<Verdict> {
  const at = `${address}:${port}`;
  return new Promise((resolve) => {
    const end = (state: ProbeState, what: string) => resolve({ state, detail: `${at} ${what}` });
    const failed = (error: Error, code = codeOf(error)) => {
      if (code === 'ECONNREFUSED') end('refused', 'refused the connection');
      else if (code === 'ETIMEDOUT') end('timed-out', 'did not answer');
      else end('failed', `failed: ${error.message}`);
    };
    if (protocol === 'tcp') {
      const socket = connect({ host: address, port, signal }, () => {
        socket.destroy();
        end('answered', 'accepts connections');
      }).on('error', failed);
      return;
    }
    const options = { host: address, port, path, signal, agent: false, headers: { host: name } };
    const asked =
      protocol === 'http' ? askHttp(options) : askHttps({ ...options, servername: name, ...(ca && { ca }) });
    asked
      .on('response', (response) => {
        const { statusCode = 0 } = response;
        response.destroy();
        end(statusCode < 500 ? 'answered' : 'failed', `answered HTTP ${statusCode}`);
      })
      .on('error', (error) => {
        const { socket } = asked;
        const bad = socket instanceof TLSSocket && socket.authorizationError;
        if (bad) end('bad-certificate', `has a certificate that is not good for ${name}: ${error.message}`);
        else failed(error);
      })
      .end();
  });
}

const codeOf = (error: Error) => ('code' in error ? error.code : undefined);
