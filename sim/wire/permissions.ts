import type { Call } from '../call.ts';
import { judge, type Refused } from '../services/iam/judge.ts';
import type { JudgedNeed } from '../services/iam/need.ts';
import type { Service } from '../services/service.ts';

/** The IAM action that an operation needs, for instance `sqs:SendMessage` for SendMessageBatch. */
export function actionOf(
  { signingName, iamPrefix = signingName, iamActions }: Service,
  operation: string,
): string {
  return `${iamPrefix}:${iamActions?.[operation] ?? operation}`;
}

/** What the policies of the caller and of the resources have against a call; undefined where it may be made. */
export function refusedBy(
  service: Service,
  operation: string,
  input: object,
  call: Call,
): Refused | undefined {
  return judge(call, needsOf(service, operation, input, call));
}

function needsOf(service: Service, operation: string, input: object, call: Call): readonly JudgedNeed[] {
  const authorization = service.authorization[operation];
  if (authorization === undefined)
    throw new Error(`The simulator does not know what ${service.name} ${operation} needs to be allowed`);
  const action = actionOf(service, operation);
  const needs = authorization === '*' ? [{ resource: '*' }] : authorization(input, call);
  return needs.map((need) => ({ action, ...need }));
}
