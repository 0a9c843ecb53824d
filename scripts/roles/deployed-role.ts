import { Stack } from 'aws-cdk-lib';
import { CfnPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import * as z from 'zod/mini';
import { namesIn, type Readable, readable } from './readable.ts';

const oneOrMany = z.pipe(
  z.unknown(),
  z.transform((value): readonly unknown[] => (Array.isArray(value) ? value : [value])),
);

const StatementOfTemplate = z.strictObject({
  Sid: z.optional(z.string()),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.optional(z.record(z.string(), oneOrMany)),
  Action: oneOrMany,
  Resource: z.optional(oneOrMany),
  Condition: z.optional(z.record(z.string(), z.record(z.string(), oneOrMany))),
});
const PolicyDocument = z.object({ Statement: z.array(StatementOfTemplate) });
const Because = z.object({ sid: z.string(), because: z.string() });

export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

export interface RoleStatement {
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  readonly principals: readonly { readonly kind: string; readonly value: string }[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly Condition[];
  /** Why a resource has a wildcard, where `grant` was told so. */
  readonly because: string | undefined;
}

/** An IAM role of a synthesized stack. */
export interface DeployedRole {
  readonly stack: string;
  /** Within its stack. */
  readonly path: string;
  /** Absent where CloudFormation chooses one. */
  readonly name: string | undefined;
  readonly description: string | undefined;
  /** The construct of aws-cdk-lib that made it; absent where Jetway's own code did. */
  readonly madeBy: string | undefined;
  readonly trust: readonly RoleStatement[];
  readonly permissions: readonly RoleStatement[];
}

/**
 * The roles below a construct, sorted by stack and path. References to what has no ARN yet are written as
 * `‹path of the construct›`.
 * @param app after its synthesis, because only that resolves what stacks refer to in one another
 * @throws Error where a role has its permissions by other means than policies of its stack
 */
export function deployedRoles(app: IConstruct): readonly DeployedRole[] {
  const roles = app.node.findAll().filter((one) => CfnRole.isCfnRole(one));
  return roles.map(deployedRole).sort(byStackAndPath);
}

function deployedRole(role: CfnRole): DeployedRole {
  const stack = Stack.of(role);
  const made = role.node.scope ?? role;
  const text = readable(namesIn(stack));
  const given = [role.managedPolicyArns, role.policies].map((one) => stack.resolve(one));
  if (given.some((one) => one !== undefined))
    throw new Error(
      `${role.node.path} has managed or inline policies, which this page would leave out. Use \`grant\`, or show them here.`,
    );
  const string = (value: unknown) => z.optional(z.string()).parse(stack.resolve(value));
  const id = string(role.logicalId);
  const policies = stack.node
    .findAll()
    .filter((one) => CfnPolicy.isCfnPolicy(one))
    .filter((one) =>
      z
        .array(z.object({ Ref: z.string() }))
        .parse(stack.resolve(one.roles))
        .some(({ Ref }) => Ref === id),
    );
  const reasons = reasonsOf(made);
  const statements = (document: unknown) =>
    PolicyDocument.parse(stack.resolve(document)).Statement.map((one) => statement(one, text, reasons));
  return {
    stack: stack.stackName,
    path: made.node.path.slice(stack.node.path.length + 1),
    name: string(role.roleName),
    description: string(role.description),
    madeBy: madeBy(made, stack),
    trust: statements(role.assumeRolePolicyDocument),
    permissions: policies.flatMap(({ policyDocument }) => statements(policyDocument)),
  };
}

function statement(
  {
    Sid,
    Effect,
    Principal = {},
    Action,
    Resource = [],
    Condition = {},
  }: z.output<typeof StatementOfTemplate>,
  text: Readable,
  reasons: ReadonlyMap<string, string>,
): RoleStatement {
  const texts = (values: readonly unknown[]) => values.map(text).sort();
  return {
    sid: Sid,
    effect: Effect,
    principals: Object.entries(Principal).flatMap(([kind, values]) =>
      texts(values).map((value) => ({ kind, value })),
    ),
    actions: texts(Action),
    resources: texts(Resource),
    conditions: Object.entries(Condition).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => ({ operator, key, values: texts(values) })),
    ),
    because: Sid === undefined ? undefined : reasons.get(Sid),
  };
}

function reasonsOf(role: IConstruct): ReadonlyMap<string, string> {
  const entries = role.node.metadata.filter(({ type }) => type === 'jetway:because');
  return new Map(entries.map(({ data }) => Because.parse(data)).map(({ sid, because }) => [sid, because]));
}

/** Constructs of aws-cdk-lib, and those alone, carry their id for property injection on their class. */
function madeBy(role: IConstruct, stack: Stack): string | undefined {
  const above = role.node.scopes.slice(stack.node.scopes.length, -1);
  const ids = above.map((one) => Reflect.get(one.constructor, 'PROPERTY_INJECTION_ID'));
  return ids.filter((id) => typeof id === 'string').at(-1);
}

const byStackAndPath = (a: DeployedRole, b: DeployedRole) =>
  compare(`${a.stack}/${a.path}`, `${b.stack}/${b.path}`);
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
