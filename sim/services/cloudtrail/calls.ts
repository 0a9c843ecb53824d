import type { World } from '../../world.ts';
import type { AnsweredCall } from './answered-call.ts';
import { ec2Elements } from './ec2-elements.ts';
import { elements } from './elements.ts';
import { identityOf } from './identity.ts';
import { isHeard, tell } from './tell.ts';

/**
 * Tells the default bus of the caller's account and Region of a call that changes something, as CloudTrail does, those
 * that were refused included. Reads are not told of.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export function tellCall(world: World, call: AnsweredCall): void {
  const { service, operation, caller, region, requestId } = call;
  const { account } = caller;
  if (!isHeard(world, account, region)) return;
  const { requestParameters, responseElements } = service === 'ec2' ? ec2Elements(call) : plain(call);
  tell(world, {
    account,
    region,
    service,
    eventName: operation,
    kind: 'call',
    detail: {
      userIdentity: identityOf(world, caller),
      sourceIPAddress: '203.0.113.10',
      userAgent: 'aws-sdk-js/3',
      ...(call.answer.state === 'error' && { errorCode: codeOf(service, call.answer.code) }),
      requestParameters,
      responseElements,
      requestID: requestId,
    },
  });
}

function plain({ input, answer }: AnsweredCall) {
  const answered = answer.state === 'ok' && Object.keys(answer.output).length > 0;
  return {
    requestParameters: Object.keys(input).length > 0 ? elements(input) : null,
    responseElements: answered ? elements(answer.output) : null,
  };
}

function codeOf(service: string, code: string): string {
  return service === 'ec2' ? `Client.${code}` : code;
}
