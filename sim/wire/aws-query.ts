import type { Protocol } from './protocol.ts';
import { readForm } from './query-form.ts';
import { type Element, groupElement, textElement, xmlDocument } from './xml.ts';

/**
 * The protocol awsQuery: a form with `Action`, answered in XML.
 * @param xmlNamespace the namespace of the service's documents
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function awsQuery(xmlNamespace: string): Protocol {
  const headers = (requestId: string) => ({ 'content-type': 'text/xml', 'x-amzn-requestid': requestId });
  return {
    operationOf: ({ body }) => new URLSearchParams(body).get('Action') ?? undefined,
    read: ({ input }, { body }) => readForm(input, new URLSearchParams(body), { ec2: false }),
    write({ name, output }, value, requestId) {
      const result: readonly Element[] = output.isUnitSchema()
        ? []
        : [{ name: `${name}Result`, schema: output, value }];
      const metadata = groupElement('ResponseMetadata', [textElement('RequestId', requestId)]);
      return {
        status: 200,
        headers: headers(requestId),
        body: xmlDocument(`${name}Response`, [...result, metadata], xmlNamespace),
      };
    },
    writeError({ code, message, status, model }, requestId) {
      const error = groupElement('Error', [
        textElement('Type', status < 500 ? 'Sender' : 'Receiver'),
        textElement('Code', model?.queryCode ?? code),
        textElement('Message', message),
      ]);
      return {
        status,
        headers: headers(requestId),
        body: xmlDocument('ErrorResponse', [error, textElement('RequestId', requestId)], xmlNamespace),
      };
    },
  };
}
