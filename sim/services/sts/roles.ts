import type { World } from '../../world.ts';
import { type PolicyDocument, parsePolicy } from '../iam/document.ts';
import { compiledPolicy } from '../iam/policy.ts';
import type { SimulatedRole } from './state.ts';

/** A role with its documents, as IAM has them. */
export interface NewRole {
  readonly account: string;
  readonly name: string;
  /** Begins and ends with a slash, which is all of it unless it says more. */
  readonly path?: string;
  readonly trustPolicy: unknown;
  readonly policies: readonly unknown[];
}

/** A role in short, of which documents are made. */
export interface ShortRole {
  readonly account: string;
  readonly name: string;
  /** The accounts whose credentials may assume it. */
  readonly trusts: readonly string[];
  /** Patterns of the actions that it may call, for instance `ec2:Describe*`; absent when it may call everything. */
  readonly allows?: readonly string[];
}

/**
 * Creates a role, or replaces the one of the same name, as a deployed template does.
 * @throws Error where a policy has something that the simulator does not know
 */
export function addRole(world: World, role: NewRole | ShortRole): SimulatedRole {
  const { account, name, path, trustPolicy, policies } = 'trusts' in role ? inFull(world, role) : role;
  const where = `The role ${name} of ${account}`;
  const added: SimulatedRole = {
    account,
    name,
    ...(path !== undefined && { path }),
    trustPolicy: known(trustPolicy, 'trust', `${where}, trust policy`),
    policies: policies.map((policy) => known(policy, 'identity', where)),
  };
  world.identity.roles.set(`${account}/${name}`, added);
  return added;
}

/**
 * Lets a role that exists do what one more policy says.
 * @throws Error where there is no such role, or the policy has something that the simulator does not know
 */
export function attachPolicy(
  { identity }: World,
  { account, name }: Pick<SimulatedRole, 'account' | 'name'>,
  policy: unknown,
): void {
  const role = identity.roles.get(`${account}/${name}`);
  if (role === undefined) throw new Error(`${account} has no role ${name}`);
  const policies = [...role.policies, known(policy, 'identity', `The role ${name} of ${account}`)];
  identity.roles.set(`${account}/${name}`, { ...role, policies });
}

/** Deletes a role; credentials that were issued for it are refused from then on. */
export function removeRole({ identity }: World, account: string, name: string): void {
  identity.roles.delete(`${account}/${name}`);
}

export function roleArn(
  { partition }: World,
  { account, path = '/', name }: Pick<SimulatedRole, 'account' | 'path' | 'name'>,
): string {
  return `arn:${partition}:iam::${account}:role${path}${name}`;
}

function inFull({ partition }: World, { trusts, allows, ...named }: ShortRole): NewRole {
  const document = (statement: object) => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', ...statement }],
  });
  const trusted = trusts.map((account) => `arn:${partition}:iam::${account}:root`);
  return {
    ...named,
    trustPolicy: document({ Principal: { AWS: trusted }, Action: 'sts:AssumeRole' }),
    policies: [document({ Action: allows ?? '*', Resource: '*' })],
  };
}

function known(source: unknown, kind: 'identity' | 'trust', where: string): PolicyDocument {
  const document = parsePolicy(source, kind, where);
  try {
    compiledPolicy(document);
  } catch (cause) {
    throw new Error(`${where}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  return document;
}
