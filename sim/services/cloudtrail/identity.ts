import type { Caller } from '../../call.ts';
import type { World } from '../../world.ts';
import { roleArn } from '../sts/roles.ts';

/**
 * Who made a call, as CloudTrail words it.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export function identityOf(world: World, { account: accountId, arn, role: name }: Caller): object {
  const last = arn.split('/').at(-1);
  if (name === undefined)
    return { type: 'IAMUser', principalId: 'AIDASIMULATED00000000', arn, accountId, userName: last };
  const principalId = 'AROASIMULATED00000000';
  const role = world.identity.roles.get(`${accountId}/${name}`) ?? { account: accountId, name };
  return {
    type: 'AssumedRole',
    principalId: `${principalId}:${last}`,
    arn,
    accountId,
    sessionContext: {
      sessionIssuer: { type: 'Role', principalId, arn: roleArn(world, role), accountId, userName: name },
      attributes: { mfaAuthenticated: 'false' },
    },
  };
}
