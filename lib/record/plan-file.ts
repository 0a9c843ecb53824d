import * as z from 'zod/mini';
import { readJson } from '../config/json.ts';
import { ConfigurationError } from '../config/mistakes.ts';
import { locate } from '../config/objection.ts';
import { schemaObjections } from '../config/schema-objections.ts';
import { findingKinds } from '../model/finding.ts';
import type { GracePeriod } from '../model/grace-period.ts';
import { AccountId, OrganizationId, ProfileName, Region } from '../model/ids.ts';
import { accountStates } from '../model/organization.ts';
import type { ActionData, PlanData } from '../plan/json.ts';
import { order } from '../steps/names.ts';
import { Decision } from './decision.ts';

/** The keys of what is described, each with its schema: one that is missing or too many does not compile. */
type Shape<T> = { readonly [K in keyof T]-?: z.core.$ZodType };
type AccountData = PlanData['accounts'][number];
type SiteData = AccountData['sites'][number];
type FindingData = PlanData['findings'][number];
type GraceData<State> = Extract<GracePeriod, { readonly state: State }>;
type WaitData = SiteData['settling'][number];

const describe = (description: string) => z.meta({ description });
const list = <T extends z.core.SomeType>(item: T, description: string) =>
  z.array(item).check(describe(description));
const text = (description: string) => z.string('expected text').check(describe(description));
const count = (description: string) =>
  z.int('expected a whole number').check(z.minimum(0, 'expected 0 or more'), describe(description));

const Step = z.enum(order).check(describe('One of the steps that connect a consumer.'));

const Wait = z.strictObject({
  on: z.union([Step, z.literal('role')]).check(describe('The step that must change first, or the role.')),
  for: text('What must be there first: the end of a sentence that begins with “waits for”.'),
  lookAgainSeconds: z.number().check(describe('When looking again may show something new.')),
} satisfies Shape<WaitData>);

const Action = z.strictObject({
  site: Region.check(describe('The Region.')),
  account: AccountId.check(describe('The consumer.')),
  step: Step,
  verb: z.enum(['add', 'remove']).check(describe('Whether something is added or removed.')),
  does: text('What is done, as a sentence without its full stop.'),
  reason: text('Why, as a sentence without its full stop.'),
  waits: z.exactOptional(Wait.check(describe('Absent where it can be done now.'))),
  held: z.exactOptional(z.literal(true).check(describe('Kept back by the blast-radius limit.'))),
  observed: z.exactOptional(
    z.literal(true).check(describe('Not done, because the profile is in observe mode.')),
  ),
  key: text('Names the action within its account, site and step.'),
  subject: z
    .record(z.string(), z.unknown())
    .check(describe('The ids of what is changed; which they are depends on the step.')),
} satisfies Shape<ActionData>);

const Finding = z.strictObject({
  kind: z.enum(findingKinds).check(describe('What is wrong, in one word.')),
  site: z.exactOptional(Region.check(describe('The Region, where it concerns one.'))),
  account: z.exactOptional(AccountId.check(describe('The account, where it concerns one.'))),
  resource: text('The id of what it is about.'),
  what: text('What is wrong, as a sentence without its full stop.'),
  remedy: text('What to do about it, as a sentence without its full stop.'),
} satisfies Shape<FindingData>);

const graceOf = { profile: ProfileName.check(describe('The profile that it keeps.')) };
const Grace = z.union([
  z.strictObject({
    ...graceOf,
    state: z.literal('begins').check(describe('It starts with the first look that is remembered.')),
    hours: z.number().check(describe('How long it is.')),
  } satisfies Shape<GraceData<'begins'>>),
  z.strictObject({
    ...graceOf,
    state: z.literal('running').check(describe('It ends by itself.')),
    since: text('Since when it has been no consumer: UTC, as in ISO 8601.'),
    until: text('When what it has is taken away.'),
  } satisfies Shape<GraceData<'running'>>),
  z.strictObject({
    ...graceOf,
    state: z.literal('unknown').check(describe('Whether it is over cannot be told.')),
    why: text('Why it cannot.'),
  } satisfies Shape<GraceData<'unknown'>>),
]);

const SitePlan = z.strictObject({
  site: Region.check(describe('The Region.')),
  decisions: list(Decision, 'One for each profile of the site.'),
  grace: z.exactOptional(
    Grace.check(describe('Present where it is a consumer no more and keeps what it has for the time being.')),
  ),
  actions: list(Action, 'In the order in which they are done.'),
  settling: list(Wait, 'What is under way and needs no call, and what others bring about.'),
  incomplete: z.boolean().check(describe('Whether something that decides could not be read.')),
} satisfies Shape<SiteData>);

const AccountPlan = z.strictObject({
  account: AccountId.check(describe('The account.')),
  name: z.exactOptional(text('As Organizations shows it; absent where the account has departed.')),
  state: z
    .enum(accountStates)
    .check(describe('AWS’s account states, and DEPARTED for one that the organization does not know.')),
  sites: list(SitePlan, 'One for each site.'),
  findings: list(Finding, 'What is wrong and is not mended by itself.'),
} satisfies Shape<AccountData>);

const Guard = z
  .strictObject({
    losing: count('How many consumers would lose access.'),
    consumers: count('How many accounts are connected now.'),
    limit: count('How many may lose access in one plan.'),
    tripped: z.boolean().check(describe('Whether every removal is kept back.')),
  } satisfies Shape<PlanData['guard']>)
  .check(describe('The blast-radius limit.'));

const Looked = z
  .strictObject({
    accounts: count('Accounts that were looked at.'),
    consumers: count('Those of them that are consumers.'),
  } satisfies Shape<PlanData['looked']>)
  .check(describe('How much was looked at.'));

/** What `jetway plan --json` prints and `jetway apply PLAN.json` reads. */
export const PlanFile = z.strictObject({
  version: z.literal(1).check(describe('The version of this format.')),
  name: text('The `name` of the configuration.'),
  organization: OrganizationId.check(describe('The organization.')),
  mode: z.enum(['enforce', 'observe']).check(describe('The `mode` of the configuration.')),
  scope: z.union([z.literal('organization'), z.array(AccountId)]).check(describe('Whom the plan is for.')),
  deep: z.boolean().check(describe('Whether every consumer was looked at from inside.')),
  looked: Looked,
  guard: Guard,
  accounts: list(AccountPlan, 'Those that matter, by their ids.'),
  findings: list(Finding, 'What concerns no single account.'),
} satisfies Shape<PlanData>) satisfies z.core.$ZodType<PlanData>;

/**
 * Reads a plan from a file.
 * @param source what the errors call it
 * @throws ConfigurationError with every mistake in the text
 */
export function parsePlan(text: string, source: string): PlanData {
  const plan = z.core.safeParse(PlanFile, jsonOrNothing(text));
  if (plan.success) return plan.data;
  // Slower, since it knows where everything stands; only what is wrong needs that.
  const json = readJson(text, 'a plan');
  if (json.broken.length > 0) throw new ConfigurationError(source, json.broken);
  throw new ConfigurationError(source, locate([...schemaObjections(PlanFile, json.value)], json));
}

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // which no schema takes: the slower reader says where it is broken
  }
}
