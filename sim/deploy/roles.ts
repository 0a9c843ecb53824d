import { addRole } from '../services/sts/roles.ts';
import type { SimulatedRole } from '../services/sts/state.ts';
import type { World } from '../world.ts';
import {
  isList,
  isObject,
  type Json,
  type JsonObject,
  type TemplateDocument,
  TemplateError,
} from './document.ts';
import { managedPolicy } from './managed-policies.ts';
import type { Deployment, Resource } from './scope.ts';
import { Template } from './template.ts';

/**
 * The roles of a template that is deployed somewhere.
 * @throws TemplateError where something in a role or in one of its policies cannot be resolved or is not modelled
 */
export function rolesOf(document: TemplateDocument, deployment: Deployment): readonly DeployedRole[] {
  const template = new Template(document, deployment);
  const roles = template
    .ofType('AWS::IAM::Role')
    .map(({ logicalId }) => ({ logicalId, name: String(template.ref(logicalId, logicalId)) }));
  const attachments = attached(template, new Set(roles.map(({ name }) => name)));
  return roles.map(({ logicalId, name }) => {
    if (template.property(logicalId, 'PermissionsBoundary') !== undefined)
      throw new TemplateError(logicalId, 'the simulator does not model permissions boundaries');
    const path = template.property(logicalId, 'Path');
    return {
      account: deployment.account,
      name,
      ...(path === undefined ? {} : { path: String(path) }),
      trustPolicy: object(template, logicalId, 'AssumeRolePolicyDocument'),
      policies: [
        ...inline(template, logicalId),
        ...managed(template, logicalId),
        ...attachments.filter(({ role }) => role === name).map(({ policy }) => policy),
      ],
    };
  });
}

/**
 * Adds the roles of a template to the world, and replaces those of the same name.
 * @throws TemplateError as `rolesOf` does; Error where a policy has something that the simulator does not know
 */
export function deployRoles(
  world: World,
  document: TemplateDocument,
  deployment: Deployment,
): readonly SimulatedRole[] {
  return rolesOf(document, deployment).map((role) => addRole(world, role));
}

/** A role as a template makes it, with every policy that the template attaches to it. */
export interface DeployedRole {
  readonly account: string;
  readonly name: string;
  /** Begins and ends with a slash; absent where the template gives none. */
  readonly path?: string;
  readonly trustPolicy: JsonObject;
  readonly policies: readonly JsonObject[];
}

interface Attachment {
  readonly role: string;
  readonly policy: JsonObject;
}

/** What the policies that are resources of their own attach to the roles of the template. */
function attached(template: Template, names: ReadonlySet<string>): readonly Attachment[] {
  const policies = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy'];
  return template.resources
    .filter(({ type }) => policies.includes(type))
    .flatMap((resource) => {
      const holders = rolesIn(template, resource);
      const elsewhere = holders.find((role) => !names.has(role));
      if (elsewhere !== undefined)
        throw new TemplateError(
          resource.logicalId,
          `attaches to ${elsewhere}, which is no role of the template`,
        );
      return holders.map((role) => ({
        role,
        policy: object(template, resource.logicalId, 'PolicyDocument'),
      }));
    });
}

function rolesIn(template: Template, { type, logicalId }: Resource): readonly string[] {
  const roles =
    type === 'AWS::IAM::RolePolicy'
      ? [template.property(logicalId, 'RoleName')]
      : list(template, logicalId, 'Roles');
  return roles.map((role) => {
    if (typeof role === 'string') return role;
    throw new TemplateError(logicalId, `expected the name of a role, not ${JSON.stringify(role)}`);
  });
}

function inline(template: Template, logicalId: string): readonly JsonObject[] {
  return list(template, logicalId, 'Policies').map((policy, index) => {
    const document = isObject(policy) ? policy.PolicyDocument : undefined;
    if (isObject(document)) return document;
    throw new TemplateError(`${logicalId}.Properties.Policies[${index}]`, 'expected a PolicyDocument');
  });
}

/** What the role itself names by ARN: policies of AWS, or of the same template. */
function managed(template: Template, logicalId: string): readonly JsonObject[] {
  return list(template, logicalId, 'ManagedPolicyArns').map((arn, index) => {
    const where = `${logicalId}.Properties.ManagedPolicyArns[${index}]`;
    const own = template
      .ofType('AWS::IAM::ManagedPolicy')
      .find((policy) => template.ref(policy.logicalId, where) === arn);
    if (own !== undefined) return object(template, own.logicalId, 'PolicyDocument');
    return managedPolicy(String(arn), where);
  });
}

function object(template: Template, logicalId: string, property: string): JsonObject {
  const value = template.property(logicalId, property);
  if (isObject(value)) return value;
  throw new TemplateError(`${logicalId}.Properties.${property}`, 'expected a policy document');
}

function list(template: Template, logicalId: string, property: string): readonly Json[] {
  const value = template.property(logicalId, property) ?? [];
  if (isList(value)) return value;
  throw new TemplateError(`${logicalId}.Properties.${property}`, 'expected a list');
}
