import type { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod/mini';

const several = z.pipe(
  z.union([z.array(z.unknown()), z.unknown()]),
  z.transform((value): readonly unknown[] => (Array.isArray(value) ? value : [value])),
);

const Statement = z.object({
  Sid: z.optional(z.string()),
  Effect: z.string(),
  Action: several,
  Resource: several,
  Condition: z.optional(z.unknown()),
});
export type Statement = z.output<typeof Statement>;

const Policy = z.object({
  Properties: z.object({
    Roles: z.array(z.object({ Ref: z.string() })),
    PolicyDocument: z.object({ Statement: z.array(Statement) }),
  }),
});

/** What a role may do, by its logical id. */
export function statementsOf(template: Template, role: string): readonly Statement[] {
  return Object.values(template.findResources('AWS::IAM::Policy'))
    .map((found) => Policy.parse(found).Properties)
    .filter(({ Roles }) => Roles.some(({ Ref }) => Ref === role))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

/** The statements that allow an action. */
export const allowing = (statements: readonly Statement[], action: string) =>
  statements.filter(({ Effect, Action }) => Effect === 'Allow' && Action.includes(action));

/** Every action that the statements allow, sorted. */
export const actionsOf = (statements: readonly Statement[]) =>
  [...new Set(statements.flatMap(({ Action }) => Action.map(String)))].sort();
