import { createServer, type IncomingHttpHeaders } from 'node:http';
import { afterEach } from '@jest/globals';
import type { RetryErrorInfo, RetryStrategyV2, RetryToken } from '@smithy/types';

export interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A service on the loopback interface that gives its answers in order, the last one for ever; closed after the test. */
export async function loopback(...answers: readonly Answer[]) {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const { method, url, headers } = request;
    const { status = 200, headers: sent, body } = answers[Math.min(seen.length, answers.length - 1)] ?? {};
    seen.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close', ...sent });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(
    () => new Promise((resolve, reject) => server.close((cause) => (cause ? reject(cause) : resolve()))),
  );
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return { endpoint: `http://127.0.0.1:${address.port}`, seen };
}

export const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };

const token = (count: number): RetryToken => ({ getRetryCount: () => count, getRetryDelay: () => 0 });

/** Retries whatever the SDK classifies as worth it, at once, up to three attempts in all. */
export class RetryAtOnce implements RetryStrategyV2 {
  readonly errorTypes: RetryErrorInfo['errorType'][] = [];
  async acquireInitialRetryToken(): Promise<RetryToken> {
    return token(0);
  }
  async refreshRetryTokenForRetry(before: RetryToken, { errorType }: RetryErrorInfo): Promise<RetryToken> {
    this.errorTypes.push(errorType);
    if (errorType === 'CLIENT_ERROR' || before.getRetryCount() === 2) throw new Error('no more attempts');
    return token(before.getRetryCount() + 1);
  }
  recordSuccess(): void {}
}
