import type { Caller } from '../../call.ts';
import type { World } from '../../world.ts';
import { serviceSession } from '../sts/service-session.ts';
import type { SimulatedFunction } from './state.ts';

/**
 * Who a function is, and Lambda on its behalf: the session of its role.
 * @throws Error where Lambda may not assume the role, with which AWS would not even create the function
 */
export function sessionOf(
  world: World,
  { account, arn, roleArn }: SimulatedFunction,
): Caller & { readonly role: string } {
  const asking = { roleArn, service: 'lambda.amazonaws.com', sourceArn: arn, sourceAccount: account };
  const caller = serviceSession(world, asking);
  const role = caller?.role;
  if (caller === undefined || role === undefined)
    throw new Error(`The role defined for the function ${arn} cannot be assumed by Lambda: ${roleArn}`);
  return { ...caller, role };
}
