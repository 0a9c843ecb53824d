import type { Protocol } from './protocol.ts';
import { readForm } from './query-form.ts';
import { groupElement, memberElements, textElement, xmlDocument } from './xml.ts';

const xmlNamespace = 'http://ec2.amazonaws.com/doc/2016-11-15/';

const headers = (requestId: string) => ({
  'content-type': 'text/xml;charset=UTF-8',
  'x-amzn-requestid': requestId,
});

/**
 * EC2's own dialect of the query protocol: every list is flat, the result is not wrapped.
 * @see https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html
 */
export const ec2Query: Protocol = {
  operationOf: ({ body }) => new URLSearchParams(body).get('Action') ?? undefined,
  read: ({ input }, { body }) => readForm(input, new URLSearchParams(body), { ec2: true }),
  write: ({ name, output }, value, requestId) => ({
    status: 200,
    headers: headers(requestId),
    body: xmlDocument(
      `${name}Response`,
      [textElement('requestId', requestId), ...memberElements(output, value)],
      xmlNamespace,
    ),
  }),
  writeError({ code, message, status }, requestId) {
    const error = groupElement('Error', [textElement('Code', code), textElement('Message', message)]);
    return {
      status,
      headers: headers(requestId),
      body: xmlDocument('Response', [groupElement('Errors', [error]), textElement('RequestID', requestId)]),
    };
  },
};
