import type { Json } from './document.ts';
import { computing } from './identifiers/computing.ts';
import { identity } from './identifiers/identity.ts';
import { messaging } from './identifiers/messaging.ts';
import { type Identifiers, type Identify, Naming } from './identifiers/naming.ts';
import { network } from './identifiers/network.ts';
import type { Resource, Scope } from './scope.ts';

/** What a deployed resource is called. */
export interface Identity {
  readonly type: string;
  /** What Ref gives. */
  readonly ref: string;
  /** What Fn::GetAtt gives; undefined for an attribute that the simulator does not know. */
  attribute(name: string): Json | undefined;
}

const table: Readonly<Record<string, Identify>> = { ...computing, ...identity, ...messaging, ...network };

/**
 * The name that a resource's template gives it, or one that is made up for it and stays the same whenever the same
 * stack is deployed. A type that the simulator does not know has an id and an ARN of the usual form.
 */
export function identify({ logicalId, type }: Resource, scope: Scope): Identity {
  const naming = new Naming(scope, logicalId, type);
  if (type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource') return custom(naming);
  const { ref, attributes } = identifiersOf(naming);
  return { type, ref, attribute: (name) => (Object.hasOwn(attributes, name) ? attributes[name] : undefined) };
}

/** The names of a resource by its type. */
export function identifiersOf(naming: Naming): Identifiers {
  return (table[naming.type] ?? anything)(naming);
}

function anything(naming: Naming): Identifiers {
  const ref = naming.invented(64);
  const service = naming.type.split('::')[1]?.toLowerCase() ?? '';
  return { ref, attributes: { Arn: naming.arn(service, ref) } };
}

/** Its attributes are what its function answers, so any name may be one. */
function custom({ type, logicalId, invention }: Naming): Identity {
  const ref = `${logicalId}-${invention.hex(12)}`;
  return { type, ref, attribute: (name) => `${ref}-${name}` };
}
