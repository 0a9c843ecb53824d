import { wildcard } from './wildcard.ts';

export interface Operator {
  /** Compiles one value of the policy to a test of a request's value. */
  readonly compile: (wanted: string) => (value: string) => boolean;
  /** Whether it is met where no value of the policy matches. */
  readonly negated: boolean;
}

const equal = (wanted: string) => (value: string) => value === wanted;
const like = (wanted: string) => wildcard(wanted);
const equalIgnoringCase = (wanted: string) => {
  const lower = wanted.toLowerCase();
  return (value: string) => value.toLowerCase() === lower;
};

/** Each of the six parts of an ARN is matched for itself, so no wildcard reaches over a colon before the sixth. */
const arnLike = (wanted: string) => {
  const parts = partsOf(wanted)?.map((part) => wildcard(part));
  return (value: string) => {
    const given = partsOf(value);
    return (
      parts !== undefined && given !== undefined && parts.every((matches, at) => matches(given[at] ?? ''))
    );
  };
};

function partsOf(arn: string): readonly string[] | undefined {
  return /^([^:]*):([^:]*):([^:]*):([^:]*):([^:]*):(.*)$/s.exec(arn)?.slice(1);
}

const operators: Readonly<Record<string, Operator>> = {
  StringEquals: { compile: equal, negated: false },
  StringNotEquals: { compile: equal, negated: true },
  StringEqualsIgnoreCase: { compile: equalIgnoringCase, negated: false },
  StringNotEqualsIgnoreCase: { compile: equalIgnoringCase, negated: true },
  StringLike: { compile: like, negated: false },
  StringNotLike: { compile: like, negated: true },
  ArnEquals: { compile: arnLike, negated: false },
  ArnNotEquals: { compile: arnLike, negated: true },
  ArnLike: { compile: arnLike, negated: false },
  ArnNotLike: { compile: arnLike, negated: true },
  Bool: { compile: equalIgnoringCase, negated: false },
};

/**
 * An operator by its name, without prefix and suffix.
 * @param written the same with both, for the message
 * @throws Error for one that the simulator does not know
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function operatorNamed(name: string, written = name): Operator {
  const operator = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (operator === undefined)
    throw new Error(`The simulator does not know the condition operator ${written}`);
  return operator;
}
