import type { Call } from '../../call.ts';
import { refuse } from '../../refusal.ts';
import { isMember } from './tree.ts';

/** Ends the operation unless the caller belongs to an organization. */
export function membersOnly({ world, caller }: Call): void {
  if (!isMember(world, caller.account))
    refuse('AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.');
}

/** Ends the operation unless the caller is the management account. */
export function managementOnly(call: Call): void {
  membersOnly(call);
  if (call.caller.account !== call.world.organization.managementAccountId)
    refuse('AccessDeniedException', "You don't have permissions to access this resource.");
}

const patterns = {
  account: /^\d{12}$/,
  ou: /^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$/,
  parent: /^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/,
  child: /^(\d{12}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/,
  taggable: /^(r-[0-9a-z]{4,32}|\d{12}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/,
  creation: /^car-[a-z0-9]{8,32}$/,
} as const;

/** A required id in the form that the service's model prescribes. */
export function idIn(kind: keyof typeof patterns, value: string | undefined): string {
  const id = required(value);
  return patterns[kind].test(id)
    ? id
    : invalid('INVALID_PATTERN', 'You provided a value that does not match the required pattern.');
}

/** A required text of a length that the service's model allows, whatever its characters. */
export function textOf(value: string | undefined, maxLength: number): string {
  const text = required(value);
  if (text.length < 1)
    invalid('MIN_LENGTH_EXCEEDED', 'You provided a string that is shorter than the minimum length.');
  if (text.length > maxLength)
    invalid('MAX_LENGTH_EXCEEDED', 'You provided a string that exceeds the maximum length.');
  return text;
}

export function required<Value>(value: Value | undefined): Value {
  return value ?? invalid('INPUT_REQUIRED', 'You must include a value for all required parameters.');
}

export function invalid(reason: string, message: string): never {
  return refuse('InvalidInputException', message, 400, { Reason: reason });
}
