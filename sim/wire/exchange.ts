import type { Caller } from '../call.ts';
import type { Fault, Faults } from '../faults.ts';
import { isMutating, type Journal, type Outcome } from '../journal.ts';
import { Random } from '../random.ts';
import { notModelled, Refusal, refuse } from '../refusal.ts';
import { tellCall } from '../services/cloudtrail/calls.ts';
import type { Refused } from '../services/iam/judge.ts';
import type { AnyOperation, CommonError, Service } from '../services/service.ts';
import type { World } from '../world.ts';
import { type CredentialScope, callerOf } from './credentials.ts';
import type { WireRequest, WireResponse } from './message.ts';
import type { OperationModel } from './model.ts';
import { actionOf, refusedBy } from './permissions.ts';
import type { ReadInput } from './protocol.ts';

/** What becomes of a request: an answer, a connection that is reset, or one that stays open and silent. */
export type Handling =
  | { readonly state: 'answered'; readonly response: WireResponse }
  | { readonly state: 'reset' }
  | { readonly state: 'silent' };

export interface Exchange {
  readonly world: World;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly service: Service;
  readonly scope: CredentialScope;
  readonly request: WireRequest;
  /** The call's number in the journal. */
  readonly sequence: number;
}

type Finding = { readonly response: WireResponse; readonly outcome: Outcome } | { readonly cut: Fault };
/** At once, or once a function has ended that the call has invoked. */
type Later<T> = T | Promise<T>;

/** Request ids have a chance of their own, so that the world's ids do not depend on how often it was read. */
const requestIdSeed = 0x7e90_0000;

/** Answers one signed request of a known service, and records it. */
export function exchange(context: Exchange): Later<Handling> {
  const seen: Seen = { operation: 'Unknown', input: {} };
  const requestId = new Random(requestIdSeed + context.sequence).uuid();
  const finding = attempt(context, seen, requestId);
  const found = (one: Finding) => recorded(context, seen, requestId, one);
  return finding instanceof Promise ? finding.then(found) : found(finding);
}

function recorded(context: Exchange, seen: Seen, requestId: string, finding: Finding): Handling {
  const { world, journal, service, scope, sequence } = context;
  const tookEffect = 'cut' in finding && finding.cut === 'cutAfter';
  const mutating = isMutating(service.signingName, seen.operation);
  if (mutating) tellAnswered(context, seen, requestId, finding);
  journal.add({
    sequence,
    atMs: world.clock.nowMs,
    requestId,
    caller: seen.caller,
    region: scope.region,
    service: service.signingName,
    operation: seen.operation,
    input: seen.input,
    mutating,
    outcome: 'cut' in finding ? { state: 'cut', tookEffect } : finding.outcome,
  });
  if (!('cut' in finding)) return { state: 'answered', response: finding.response };
  return { state: finding.cut === 'timeout' ? 'silent' : 'reset' };
}

/** What is known of a call so far, for the journal and for CloudTrail. */
interface Seen {
  operation: string;
  caller?: Caller;
  input: Readonly<Record<string, unknown>>;
  /** What the operation answered, whether or not the caller ever got it. */
  output?: object;
}

/** Tells CloudTrail of a call that reached its service, and whose caller is known. */
function tellAnswered(
  { world, service, scope }: Exchange,
  { operation, caller, input, output }: Seen,
  requestId: string,
  finding: Finding,
): void {
  const code = 'cut' in finding || finding.outcome.state !== 'error' ? undefined : finding.outcome.code;
  if (caller === undefined || (output === undefined && code === undefined)) return;
  tellCall(world, {
    service: service.signingName,
    model: service.model,
    operation,
    caller,
    region: scope.region,
    requestId,
    input,
    answer: code === undefined ? { state: 'ok', output: output ?? {} } : { state: 'error', code },
  });
}

function attempt(context: Exchange, seen: Seen, requestId: string): Later<Finding> {
  const { service } = context;
  const refused = (error: unknown): Finding => {
    const refusal = error instanceof Refusal ? error : failureOf(error);
    const model = service.model.errors.get(refusal.code);
    const { code, message, members, status } = refusal;
    const response = service.protocol.writeError(
      { code, message, status, members, model },
      requestId,
      service.model,
    );
    return { response, outcome: { state: 'error', code } };
  };
  try {
    const finding = proceed(context, seen, requestId);
    return finding instanceof Promise ? finding.catch(refused) : finding;
  } catch (error) {
    return refused(error);
  }
}

function proceed(context: Exchange, seen: Seen, requestId: string): Later<Finding> {
  const { world, service, scope, request, sequence } = context;
  const { model, operation } = operationOf(service, request, seen);
  const caller = authenticated(context);
  seen.caller = caller;
  const read = service.protocol.read(model, request);
  seen.input = read.members;
  const fault = context.faults.for({
    sequence,
    service: service.signingName,
    operation: model.name,
    region: scope.region,
    caller,
    input: read.members,
    mutating: isMutating(service.signingName, model.name),
  });
  if (fault === 'timeout' || fault === 'cutBefore') return { cut: fault };
  if (fault === 'throttle') fail(service.throttled, 'Rate exceeded');
  if (fault === 'internalError') fail(service.internalError, 'An internal error occurred');
  if (fault === 'accessDenied') deny(service, caller, unmentioned(actionOf(service, model.name)));
  const call = { world, caller, region: scope.region, requestId };
  const refused = refusedBy(service, model.name, read.members, call);
  if (refused !== undefined) deny(service, caller, refused);
  const input = taken(service, model, operation, read);
  const answered = (output: object): Finding => {
    seen.output = output;
    if (fault === 'cutAfter') return { cut: fault };
    return { response: service.protocol.write(model, output, requestId), outcome: { state: 'ok' } };
  };
  const output = operation.answer(input, call);
  return output instanceof Promise ? output.then(answered) : answered(output);
}

function operationOf(service: Service, request: WireRequest, seen: Seen) {
  const name = service.protocol.operationOf(request, service.model);
  const model = service.model.operations.get(name ?? '');
  if (name === undefined || model === undefined)
    return notModelled(`${service.name} ${name ?? `${request.method} ${request.target}`}`);
  seen.operation = name;
  return { model, operation: service.operations[name] ?? notModelled(`${service.name} ${name}`) };
}

function authenticated({ service, scope, world }: Exchange): Caller {
  const caller = callerOf(scope.accessKeyId, world);
  if (caller === 'unknown')
    return fail(service.unknownCredentials, 'The security token included in the request is invalid');
  if (caller === 'expired')
    return fail(service.expiredCredentials, 'The security token included in the request is expired');
  return caller;
}

/** The members that the operation takes; anything else that was sent is refused by name. */
function taken(
  service: Service,
  model: OperationModel,
  { takes }: AnyOperation,
  { members, strangers }: ReadInput,
) {
  const stranger = strangers[0];
  if (stranger !== undefined) notModelled(`${service.name} ${model.name} ${stranger}`);
  const input: Record<string, unknown> = {};
  const schemas = model.input.isUnitSchema() ? {} : model.input.getMemberSchemas();
  for (const [name, value] of Object.entries(members)) {
    if (value === undefined || value === null) continue;
    if (takes.includes(name)) input[name] = value;
    // Clients make these tokens up by themselves, and DryRun is the same for every operation.
    else if (!schemas[name]?.isIdempotencyToken() && name !== 'DryRun')
      notModelled(`${service.name} ${model.name} ${name}`);
  }
  if (members.DryRun === true)
    refuse('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);
  return input;
}

/** A refusal without a policy that is to blame. */
function unmentioned(action: string): Refused {
  return { action, resource: '*', because: `because no identity-based policy allows the ${action} action` };
}

function deny(service: Service, { arn }: Caller, { action, resource, because }: Refused): never {
  const where = resource === '*' ? '' : ` on resource: ${resource}`;
  const reason = `User: ${arn} is not authorized to perform: ${action}${where} ${because}`;
  fail(
    service.accessDenied,
    service.signingName === 'ec2' ? `You are not authorized to perform this operation. ${reason}` : reason,
  );
}

function fail({ code, status }: CommonError, message: string): never {
  return refuse(code, message, status);
}

/** A fault of the simulator itself: 501, which no client retries. */
function failureOf(error: unknown): Refusal {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new Refusal('SimulatorFailure', `The simulator failed: ${what}`, 501);
}
