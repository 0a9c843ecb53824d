import * as z from 'zod/mini';
import type { AccountPlan, Plan } from '../../lib/plan/plan.ts';
import type { Heard } from './hearing.ts';

/** One act of the story, as what Jetway said of itself tells it. Seconds are simulated, from the act's beginning. */
export interface Act {
  readonly number: number;
  readonly title: string;
  readonly at: string;
  readonly triggers: readonly { readonly seconds: number; readonly sentence: string }[];
  /** Of the accounts for which something was done or, where nothing was, of all that were looked at. */
  readonly decisions: readonly { readonly accounts: readonly string[]; readonly sentence: string }[];
  readonly changes: readonly Change[];
  /** Those that no earlier act told of. */
  readonly findings: readonly ToldFinding[];
  readonly looks: number;
  readonly ended: 'converged' | 'blocked' | 'nothing to do' | 'unfinished';
  readonly seconds: number;
  readonly calls: number;
  /** What the story expected and did not find. */
  readonly problems: readonly string[];
}

export interface Change {
  readonly seconds: number;
  readonly accounts: readonly string[];
  readonly verb: 'add' | 'remove';
  /** Each with how often. */
  readonly steps: readonly (readonly [step: string, count: number])[];
}

const Routed = z.object({
  event: z.enum(['routed', 'nobody']),
  sentence: z.string(),
  reason: z.optional(z.string()),
});
const Finding = z.object({ kind: z.string(), resource: z.string(), what: z.string(), remedy: z.string() });
const Reconciled = z.object({
  event: z.literal('reconciled'),
  account: z.string(),
  state: z.string(),
  findings: z.array(Finding),
});
export type ToldFinding = z.output<typeof Finding> & { readonly account: string };

export interface Told extends Pick<Act, 'number' | 'title' | 'calls' | 'problems'> {
  readonly startMs: number;
  readonly heard: readonly Heard[];
  /** Of the accounts that the act is about, once nothing more happened. */
  readonly plan: Plan | undefined;
  /** Puts the names of accounts and OUs in the place of their ids. */
  readonly named: (text: string) => string;
  /** Findings that were told before; those of this act are added to it. */
  readonly toldBefore: Set<string>;
}

export function actOf(told: Told): Act {
  const { number, title, calls, problems, startMs, heard, plan, named } = told;
  const after = (atMs: number) => Math.round((atMs - startMs) / 1000);
  const changes = changesOf(told, after);
  const looks = reconciledIn(heard);
  const lastMs = looks.at(-1)?.atMs ?? startMs;
  return {
    number,
    title,
    at: new Date(startMs).toISOString().slice(11, 19),
    triggers: triggersOf(heard, after).map(({ seconds, sentence }) => ({
      seconds,
      sentence: named(sentence),
    })),
    decisions: decisionsOf(plan?.accounts ?? [], named),
    changes,
    findings: newFindings(looks, told),
    looks: new Set(looks.map(({ account }) => account)).size,
    ended: endOf(looks, changes.length > 0),
    seconds: after(lastMs),
    calls,
    problems,
  };
}

/** What set looks off, or did not; alike events of one second are told together. */
function triggersOf(heard: readonly Heard[], after: (atMs: number) => number): Act['triggers'] {
  const alike = new Map<string, { seconds: number; what: string; whom: string[] }>();
  for (const { atMs, ...one } of heard) {
    const { data } = Routed.safeParse('line' in one ? one.line : undefined);
    // A look again comes by the same queue, and its trigger is the one that was told already.
    if (data === undefined || data.sentence.startsWith('look ') || data.reason === 'own-change') continue;
    const [, what = data.sentence, whom] = /^(.*: look at )(\d{12})$/.exec(data.sentence) ?? [];
    const key = `${after(atMs)} ${what}`;
    const trigger = alike.get(key) ?? { seconds: after(atMs), what, whom: [] };
    if (whom !== undefined && !trigger.whom.includes(whom)) trigger.whom.push(whom);
    alike.set(key, trigger);
  }
  return [...alike.values()].map(({ seconds, what, whom }) => ({
    seconds,
    sentence: `${what}${whom.join(', ')}`,
  }));
}

/** The accounts that were looked at, each time with the result. */
export function reconciledIn(heard: readonly Heard[]) {
  return heard.flatMap(({ atMs, ...one }) => {
    const { data } = Reconciled.safeParse('line' in one ? one.line : undefined);
    return data === undefined ? [] : [{ ...data, atMs }];
  });
}

/** What was done at one time for one account, and what was done alike for several told once. */
function changesOf({ heard, named }: Told, after: (atMs: number) => number): readonly Change[] {
  const done = new Map<
    string,
    { seconds: number; account: string; verb: Change['verb']; steps: Map<string, number> }
  >();
  for (const one of heard) {
    if (!('audit' in one) || one.audit.outcome !== 'done') continue;
    const { account, verb, step } = one.audit;
    const key = `${after(one.atMs)} ${account} ${verb}`;
    const change = done.get(key) ?? {
      seconds: after(one.atMs),
      account: named(account),
      verb,
      steps: new Map(),
    };
    change.steps.set(step, (change.steps.get(step) ?? 0) + 1);
    done.set(key, change);
  }
  const alike = new Map<string, Change>();
  for (const { seconds, account, verb, steps } of done.values()) {
    const key = JSON.stringify([seconds, verb, ...steps]);
    const accounts = [...(alike.get(key)?.accounts ?? []), account];
    alike.set(key, { seconds, accounts, verb, steps: [...steps] });
  }
  return [...alike.values()];
}

function decisionsOf(accounts: readonly AccountPlan[], named: Told['named']): Act['decisions'] {
  const bySentence = new Map<string, string[]>();
  for (const { account, sites } of accounts) {
    for (const { profile, member, reason } of sites.flatMap(({ decisions }) => decisions)) {
      const sentence = `${member ? 'a consumer' : 'no consumer'} of ${profile}: ${named(reason)}`;
      bySentence.set(sentence, [...(bySentence.get(sentence) ?? []), named(account)]);
    }
  }
  return [...bySentence].map(([sentence, names]) => ({ accounts: names, sentence }));
}

/** What the last look at each account found. */
function newFindings(looks: ReturnType<typeof reconciledIn>, { named, toldBefore }: Told): Act['findings'] {
  const last = new Map(looks.map((look) => [look.account, look]));
  return [...last.values()].flatMap(({ account, findings }) =>
    findings.flatMap((finding) => {
      const key = `${account} ${finding.kind} ${finding.resource} ${finding.what}`;
      if (toldBefore.has(key)) return [];
      toldBefore.add(key);
      return [{ ...finding, account: named(account), what: named(finding.what) }];
    }),
  );
}

/** The accounts that something was done for or, where nothing was, all that were looked at. */
export function concernedIn(heard: readonly Heard[]): readonly string[] {
  const changed = heard.flatMap((one) => ('audit' in one ? [one.audit.account] : []));
  const looked = reconciledIn(heard).map(({ account }) => account);
  return [...new Set<string>(changed.length === 0 ? looked : changed)];
}

function endOf(looks: ReturnType<typeof reconciledIn>, changed: boolean): Act['ended'] {
  const last = new Set(new Map(looks.map(({ account, state }) => [account, state])).values());
  if (last.has('waiting') || last.has('failed') || last.has('observed')) return 'unfinished';
  if (last.has('blocked')) return 'blocked';
  return changed ? 'converged' : 'nothing to do';
}
