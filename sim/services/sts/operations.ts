import { createHash } from 'node:crypto';
import type * as sdk from '@aws-sdk/client-sts';
import type { Call } from '../../call.ts';
import type { Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import { judge } from '../iam/judge.ts';
import { roleArn } from './roles.ts';
import type { SimulatedRole } from './state.ts';

const chainedSeconds = 3600; // "Role chaining limits your role session to a maximum of one hour"

export const sts: Operations<typeof sdk> = {
  AssumeRole: {
    takes: ['RoleArn', 'RoleSessionName', 'DurationSeconds', 'ExternalId'],
    answer(input, call) {
      const { RoleArn = '', RoleSessionName = '', DurationSeconds = chainedSeconds } = input;
      const { world, caller } = call;
      if (!/^[\w+=,.@-]{2,64}$/.test(RoleSessionName))
        invalid(`Value '${RoleSessionName}' at 'roleSessionName' failed to satisfy constraint`);
      if (DurationSeconds < 900 || DurationSeconds > 43200)
        invalid(`Value '${DurationSeconds}' at 'durationSeconds' failed to satisfy constraint`);
      if (caller.role !== undefined && DurationSeconds > chainedSeconds)
        invalid(
          'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
        );
      const { account, name } = assumable(RoleArn, input, call);
      const accessKeyId = `ASIA${world.random.hex(16).toUpperCase()}`;
      const expiresAtMs = world.clock.nowMs + DurationSeconds * 1000;
      world.identity.issued.set(accessKeyId, { account, role: name, session: RoleSessionName, expiresAtMs });
      return {
        Credentials: {
          AccessKeyId: accessKeyId,
          SecretAccessKey: world.random.hex(40),
          SessionToken: world.random.hex(64),
          Expiration: new Date(expiresAtMs),
        },
        AssumedRoleUser: {
          AssumedRoleId: `${uniqueId('AROA', `${account}/${name}`)}:${RoleSessionName}`,
          Arn: `arn:${world.partition}:sts::${account}:assumed-role/${name}/${RoleSessionName}`,
        },
      };
    },
  },
  GetCallerIdentity: {
    takes: [],
    answer: (_, { caller }: Call) => ({
      Account: caller.account,
      Arn: caller.arn,
      UserId:
        caller.role === undefined
          ? uniqueId('AIDA', caller.account)
          : `${uniqueId('AROA', `${caller.account}/${caller.role}`)}:${caller.arn.split('/').at(-1)}`,
    }),
  },
};

/** The role that an ARN names; every reason against it is the same answer, as in AWS. */
function assumable(arn: string, input: sdk.AssumeRoleCommandInput, call: Call): SimulatedRole {
  const { world, caller } = call;
  const [, account, path = ''] = /^arn:[^:]+:iam::(\d{12}):role\/(.+)$/.exec(arn) ?? [];
  if (account === undefined) invalid(`${arn} is invalid`);
  const role = world.identity.roles.get(`${account}/${path.split('/').at(-1)}`);
  const state = world.organization.accounts.get(account)?.state ?? 'ACTIVE';
  if (
    role === undefined ||
    roleArn(world, role) !== arn ||
    state === 'CLOSED' ||
    state === 'SUSPENDED' ||
    judge(call, [assuming(role, arn, input)]) !== undefined
  )
    return refuse(
      'AccessDenied',
      `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
      403,
    );
  return role;
}

/** The trust policy has its say in the role's own account too: unlike other resources', it is never optional. */
function assuming(
  { trustPolicy }: SimulatedRole,
  resource: string,
  { RoleSessionName, ExternalId }: sdk.AssumeRoleCommandInput,
) {
  return {
    action: 'sts:AssumeRole',
    resource,
    resourcePolicy: { document: trustPolicy, neededBy: 'everybody' },
    context: {
      ...(RoleSessionName !== undefined && { 'sts:RoleSessionName': RoleSessionName }),
      ...(ExternalId !== undefined && { 'sts:ExternalId': ExternalId }),
    },
  } as const;
}

function invalid(message: string): never {
  refuse('ValidationError', message);
}

function uniqueId(prefix: string, of: string): string {
  return `${prefix}${createHash('sha256').update(of).digest('hex').slice(0, 17).toUpperCase()}`;
}
