import { JsonBody } from './json-body.ts';
import type { Protocol } from './protocol.ts';

const body = new JsonBody({ jsonName: false });

/**
 * The protocols awsJson1_0 and awsJson1_1: the operation is in `X-Amz-Target`, everything else in the body.
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function awsJson(version: '1.0' | '1.1'): Protocol {
  const headers = (requestId: string) => ({
    'content-type': `application/x-amz-json-${version}`,
    'x-amzn-requestid': requestId,
  });
  return {
    operationOf: ({ headers }) => headers['x-amz-target']?.split('.').at(-1),
    read: ({ input }, request) => body.read(input, request.body),
    write: ({ output }, value, requestId) => ({
      status: 200,
      headers: headers(requestId),
      body: body.write(output, value),
    }),
    writeError(error, requestId, model) {
      const queryCode = error.model?.queryCode;
      // 1.0 writes the absolute shape id, 1.1 the bare name: smithy.io, "Operation error serialization".
      const type = version === '1.0' && model !== undefined ? `${model.namespace}#${error.code}` : error.code;
      return {
        status: error.status,
        headers: {
          ...headers(requestId),
          'x-amzn-errortype': error.code,
          ...(queryCode !== undefined && {
            'x-amzn-query-error': `${queryCode};${error.status < 500 ? 'Sender' : 'Receiver'}`,
          }),
        },
        body: JSON.stringify({ __type: type, ...body.writeError(error) }),
      };
    },
  };
}
