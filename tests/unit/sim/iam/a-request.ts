import type { Context, Principal, Request } from '../../../../sim/services/iam/request.ts';

export const role: Principal = {
  kind: 'role',
  account: '222222222222',
  arn: 'arn:aws:iam::222222222222:role/worker',
  sessionArn: 'arn:aws:sts::222222222222:assumed-role/worker/run',
};

/** A request of a role, for a test to change. */
export function aRequest({
  context = {},
  ...changes
}: Partial<Omit<Request, 'context'>> & { readonly context?: Context } = {}): Request {
  return {
    principal: role,
    action: 'ec2:CreateRoute',
    resource: 'arn:aws:ec2:eu-west-1:222222222222:route-table/rtb-1',
    context: () => context,
    ...changes,
  };
}
