import type { ProbeCheck } from '../../lib/model/probe.ts';

const isText = (value: unknown) => typeof value === 'string' && value !== '';
const isOneOf = (pattern: RegExp) => (value: unknown) => typeof value === 'string' && pattern.test(value);
const isFrom1To = (most: number) => (value: unknown) =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= most;
const isCidr = isOneOf(/^\d+(\.\d+){3}\/\d+$/);

const isRight: Readonly<Record<keyof ProbeCheck, (value: unknown) => boolean>> = {
  service: isText,
  name: isText,
  port: isFrom1To(65_535),
  protocol: isOneOf(/^(https?|tcp)$/),
  path: isOneOf(/^\//),
  cidrs: (value) => Array.isArray(value) && value.length > 0 && value.every(isCidr),
  timeoutMs: isFrom1To(900_000),
};

/**
 * The checks of an event. It is read without the schema of `lib/model/probe.ts`: the code of the probe is written into
 * a CloudFormation template.
 * @throws Error that names the first member that is wrong
 */
export function checksOf(event: unknown): readonly ProbeCheck[] {
  const checks = member(event, 'checks');
  if (!Array.isArray(checks)) throw malformed('checks');
  return checks.map((check: unknown, index) => {
    if (isCheck(check)) return check;
    throw malformed(`checks[${index}].${wrongIn(check)}`);
  });
}

function isCheck(value: unknown): value is ProbeCheck {
  return wrongIn(value) === undefined;
}

function wrongIn(check: unknown): string | undefined {
  return Object.entries(isRight).find(([name, right]) => !right(member(check, name)))?.[0];
}

function member(value: unknown, name: string): unknown {
  return new Map<string, unknown>(Object.entries(value ?? {})).get(name);
}

const malformed = (where: string) =>
  new Error(`The probe's event is malformed: ${where} is missing or wrong`);
