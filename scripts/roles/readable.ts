import { CfnElement, type Stack } from 'aws-cdk-lib';

/** A value of a template as a person reads it. */
export type Readable = (value: unknown) => string;

/** The paths of a stack's resources within it, by their logical ids. */
export function namesIn(stack: Stack): ReadonlyMap<string, string> {
  const elements = stack.node.findAll().filter((one) => CfnElement.isCfnElement(one));
  return new Map(
    elements.map((one) => [
      String(stack.resolve(one.logicalId)),
      one.node.path.slice(stack.node.path.length + 1).replace(/\/Resource$/, ''),
    ]),
  );
}

/**
 * Writes what CloudFormation has yet to fill in as `‹path of the construct›`, and pseudo parameters by their names.
 * @throws Error where an intrinsic function is one that has not been met yet
 */
export const readable =
  (names: ReadonlyMap<string, string>): Readable =>
  (value) => {
    if (typeof value !== 'object' || value === null) return String(value);
    const entries: [string, unknown][] = Object.entries(value);
    const [intrinsic, argument] = entries[0] ?? [];
    const [first, second] = Array.isArray(argument) ? argument : [argument];
    const name = names.get(String(first)) ?? String(first).replace('AWS::', '');
    switch (intrinsic) {
      case 'Ref':
        return `‹${name}›`;
      case 'Fn::GetAtt':
        return second === 'Arn' ? `‹${name}›` : `‹${name}.${second}›`;
      case 'Fn::Join':
        if (Array.isArray(second)) return second.map(readable(names)).join(String(first));
        break;
    }
    throw new Error(`${JSON.stringify(value)}: say in scripts/roles/readable.ts how a person reads it`);
  };
