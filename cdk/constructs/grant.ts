import { Stack, Validations } from 'aws-cdk-lib';
import { Effect, type IGrantable, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';

/** What a role may do, in one statement. */
export interface Grant {
  /** Names the statement, in CamelCase. */
  readonly sid: string;
  /** Never with a wildcard. */
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
  /** Why a resource has a wildcard; needed where one has. It is what an auditor reads. */
  readonly because?: string;
}

/**
 * Lets a role do something.
 * @throws Error where an action has a wildcard, or a resource has one and nothing says why
 */
export function grant(
  role: Role & IGrantable,
  { sid, actions, resources, conditions, because }: Grant,
): void {
  const action = actions.find((one) => one.includes('*'));
  if (action !== undefined)
    throw new Error(`${role.node.path}, ${sid}: ${action} has a wildcard; name the actions`);
  const wild = resources.filter((one) => one.includes('*'));
  if (wild.length > 0 && because === undefined)
    throw new Error(`${role.node.path}, ${sid}: ${wild.join(', ')} has a wildcard; say why in \`because\``);
  role.addToPolicy(
    new PolicyStatement({
      sid,
      effect: Effect.ALLOW,
      actions: [...actions],
      resources: [...resources],
      ...(conditions !== undefined && { conditions }),
    }),
  );
  if (because === undefined) return;
  role.node.addMetadata('jetway:because', { sid, because }); // docs/security.md has it from here
  acknowledgeWildcards(role, wild, because);
}

/**
 * Acknowledges wildcards of a role, or of the roles in a construct that grants by itself. cdk-nag has one finding for
 * each; each is acknowledged by what it names, and no other is.
 */
export function acknowledgeWildcards(scope: IConstruct, wild: readonly string[], because: string): void {
  const stack = Stack.of(scope);
  for (const resource of new Set(wild.map((one) => asReported(stack.resolve(one)))))
    Validations.of(scope).acknowledge({ id: `AwsSolutions-IAM5[Resource::${resource}]`, reason: because });
}

/** A resource as cdk-nag writes it where CloudFormation has still to fill in a part: `<AWS::AccountId>`, `<Queue.Arn>`. */
function asReported(resolved: unknown): string {
  if (typeof resolved !== 'object' || resolved === null) return String(resolved);
  const entries: [string, unknown][] = Object.entries(resolved);
  const [intrinsic, argument] = entries[0] ?? [];
  const items: readonly unknown[] = Array.isArray(argument) ? argument : [argument];
  switch (intrinsic) {
    case 'Ref':
    case 'Fn::GetAtt':
      return `<${items.map(asReported).join('.')}>`;
    case 'Fn::Join': {
      const [delimiter, joined] = items;
      return Array.isArray(joined)
        ? joined.map(asReported).join(String(delimiter))
        : JSON.stringify(resolved);
    }
    default:
      return JSON.stringify(resolved);
  }
}
