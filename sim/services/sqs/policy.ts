import type { World } from '../../world.ts';
import { inOrganization } from '../iam/context.ts';
import { type PolicyDocument, parsePolicy } from '../iam/document.ts';
import { decide } from '../iam/policy.ts';
import type { SimulatedQueue } from './state.ts';

const parsed = new WeakMap<SimulatedQueue, { readonly text: string; readonly document: PolicyDocument }>();

/**
 * The policy of a queue, which is its attribute `Policy`.
 * @throws Error where it has something that the simulator does not know
 */
export function queuePolicy(queue: SimulatedQueue | undefined): PolicyDocument | undefined {
  const text = queue?.attributes.get('Policy') ?? '';
  if (queue === undefined || text === '') return undefined;
  const known = parsed.get(queue);
  if (known?.text === text) return known.document;
  const document = parsePolicy(JSON.parse(text), 'resource', `The policy of the queue ${queue.arn}`);
  parsed.set(queue, { text, document });
  return document;
}

/** A service of AWS that sends in the name of one of its resources. */
export interface SendingService {
  /** Such as `events.amazonaws.com`. */
  readonly service: string;
  /** Such as the ARN of the rule. */
  readonly sourceArn: string;
  readonly sourceAccount: string;
}

/** Whether a queue's policy lets a service send to it; nothing else can. */
export function mayServiceSend(
  world: World,
  queue: SimulatedQueue,
  { service, sourceArn, sourceAccount }: SendingService,
): boolean {
  const document = queuePolicy(queue);
  if (document === undefined) return false;
  const context = {
    'aws:PrincipalIsAWSService': 'true',
    'aws:RequestedRegion': queue.region,
    'aws:ResourceAccount': queue.account,
    ...inOrganization(world, 'aws:ResourceOrgID', queue.account),
    'aws:SecureTransport': 'true',
    'aws:SourceAccount': sourceAccount,
    'aws:SourceArn': sourceArn,
  };
  const principal = { kind: 'service', service } as const;
  const request = { principal, action: 'sqs:SendMessage', resource: queue.arn, context: () => context };
  return decide([document], request) === 'allowed';
}
