import type * as sdk from '@aws-sdk/client-ssm';
import type { Call } from '../../call.ts';
import type { Authorizations, Need } from '../iam/need.ts';

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html */
export const ssmAuthorization: Authorizations<typeof sdk> = {
  GetParameter: ({ Name }, call) => [on(call, Name)],
  GetParameters: ({ Names = [] }, call) => Names.map((name) => on(call, name)),
  GetParametersByPath: ({ Path }, call) => [on(call, Path)],
  PutParameter: ({ Name }, call) => [on(call, Name)],
};

/** The slash that a parameter's name may begin with stands once in its ARN. */
function on({ world, caller, region }: Call, name = ''): Need {
  const arn = `arn:${world.partition}:ssm:${region}:${caller.account}:parameter/${name.replace(/^\//, '')}`;
  return { resource: arn };
}
