import type { Caller } from '../../call.ts';
import type { World } from '../../world.ts';
import { inOrganization } from '../iam/context.ts';
import { decide } from '../iam/policy.ts';
import { roleArn } from './roles.ts';
import type { SimulatedRole } from './state.ts';

/** A service of AWS that takes on a role for one of its resources. */
export interface ServiceWithRole {
  readonly roleArn: string;
  /** Such as `scheduler.amazonaws.com`. */
  readonly service: string;
  readonly sourceArn: string;
  readonly sourceAccount: string;
}

/** The role with this ARN; undefined where there is none. */
function roleWithArn(world: World, arn: string): SimulatedRole | undefined {
  const [, account, path = ''] = /^arn:[^:]+:iam::(\d{12}):role\/(.+)$/.exec(arn) ?? [];
  const role = world.identity.roles.get(`${account}/${path.split('/').at(-1)}`);
  return role !== undefined && roleArn(world, role) === arn ? role : undefined;
}

/**
 * Who a service is once it has taken on a role; undefined where the role is gone or its trust policy does not admit
 * the service.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export function serviceSession(world: World, asking: ServiceWithRole): Caller | undefined {
  const { service, sourceArn, sourceAccount } = asking;
  const role = roleWithArn(world, asking.roleArn);
  if (role === undefined) return undefined;
  const { account, name } = role;
  const context = {
    'aws:PrincipalIsAWSService': 'true',
    'aws:ResourceAccount': account,
    ...inOrganization(world, 'aws:ResourceOrgID', account),
    'aws:SecureTransport': 'true',
    'aws:SourceAccount': sourceAccount,
    'aws:SourceArn': sourceArn,
  };
  const principal = { kind: 'service', service } as const;
  const request = { principal, action: 'sts:AssumeRole', resource: asking.roleArn, context: () => context };
  if (decide([role.trustPolicy], request) !== 'allowed') return undefined;
  const session = service.split('.')[0];
  return {
    account,
    role: name,
    arn: `arn:${world.partition}:sts::${account}:assumed-role/${name}/${session}`,
  };
}
