import * as z from 'zod/mini';

const Texts = z.union([z.string(), z.array(z.string())]);
const Scalar = z.union([z.string(), z.boolean(), z.number()]);
const Condition = z.record(z.string(), z.record(z.string(), z.union([Scalar, z.array(Scalar)])));
const Principal = z.union([
  z.literal('*'),
  z.strictObject({ AWS: z.exactOptional(Texts), Service: z.exactOptional(Texts) }),
]);

const Statement = z.strictObject({
  Sid: z.exactOptional(z.string()),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.exactOptional(Principal),
  Action: Texts,
  Resource: z.exactOptional(Texts),
  Condition: z.exactOptional(Condition),
});

const Document = z.strictObject({
  Version: z.exactOptional(z.enum(['2012-10-17', '2008-10-17'])),
  Id: z.exactOptional(z.string()),
  Statement: z.union([Statement, z.array(Statement)]),
});

/** A policy document of IAM, as far as the simulator knows its elements. */
export type PolicyDocument = z.output<typeof Document>;
export type PolicyStatement = z.output<typeof Statement>;
export type PrincipalElement = z.output<typeof Principal>;
export type ConditionElement = z.output<typeof Condition>;

/** What a policy belongs to: a role that it allows something, a role that it says who may assume, or a resource. */
export type PolicyKind = 'identity' | 'trust' | 'resource';

/** Which of the elements that not every policy has a statement of each kind must have, and must not. */
const shapes = {
  identity: { Principal: false, Resource: true },
  trust: { Principal: true, Resource: false },
  resource: { Principal: true, Resource: true },
} as const;

/**
 * Reads a policy document, strictly: an element that the simulator does not know is an error and never passed over.
 * @param where whose document it is, for the message
 * @throws Error that names the document and the first element that is wrong
 */
export function parsePolicy(source: unknown, kind: PolicyKind, where: string): PolicyDocument {
  const parsed = Document.safeParse(source);
  if (!parsed.success) throw new Error(`${where}: not a policy that the simulator knows: ${mistake(source)}`);
  for (const statement of statementsOf(parsed.data))
    for (const element of ['Principal', 'Resource'] as const)
      if ((statement[element] !== undefined) !== shapes[kind][element])
        throw new Error(
          `${where}: a statement of this policy ${shapes[kind][element] ? 'needs' : 'cannot have'} a ${element}: ${JSON.stringify(statement)}`,
        );
  return parsed.data;
}

/** The statements of a document, of which a single one may stand without a list. */
export function statementsOf({ Statement: statements }: PolicyDocument): readonly PolicyStatement[] {
  return Array.isArray(statements) ? statements : [statements];
}

/** The smallest part that is wrong: a statement by itself where the document is otherwise right. */
function mistake(source: unknown): string {
  const envelope = z.object({ Statement: z.unknown() }).safeParse(source);
  if (!envelope.success) return JSON.stringify(source);
  for (const statement of [envelope.data.Statement].flat()) {
    const { success, error } = Statement.safeParse(statement);
    if (success) continue;
    const [issue] = error.issues;
    const place = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : issue?.path.join('.');
    return `${place} in ${JSON.stringify(statement)}`;
  }
  return JSON.stringify(source);
}
