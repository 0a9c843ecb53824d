import { type ConditionKey, contextOf } from '../../../../sim/services/iam/condition-keys.ts';
import type { PolicyDocument } from '../../../../sim/services/iam/document.ts';
import type { AccessRequest } from '../../../../sim/services/iam/evaluate.ts';

export const account = '222222222222';
export const arn = `arn:aws:iam::${account}:role/reconciler`;

export interface Asked extends Partial<Omit<AccessRequest, 'context'>> {
  readonly context?: Partial<Readonly<Record<ConditionKey, string | readonly string[]>>>;
}

/** A request of the role `reconciler`, to create a route unless said otherwise. */
export function asked({ context = {}, ...rest }: Asked = {}): AccessRequest {
  return {
    principal: { kind: 'role', account, arn, session: `arn:aws:sts::${account}:assumed-role/reconciler/one` },
    action: 'ec2:CreateRoute',
    resource: `arn:aws:ec2:eu-west-1:${account}:route-table/rtb-1`,
    ...rest,
    context: contextOf(context),
  };
}

/** A policy of these statements, each of them Allow for every action on everything unless it says otherwise. */
export function policy(...statements: readonly Readonly<Record<string, unknown>>[]): PolicyDocument {
  const all = { Effect: 'Allow', Action: '*', Resource: '*' };
  return { Version: '2012-10-17', Statement: statements.map((statement) => ({ ...all, ...statement })) };
}
