import fc from 'fast-check';
import { AccountId } from '../../../lib/model/ids.ts';
import { type Context, type Result, reconcile } from '../../../lib/reconcile.ts';
import type { AuditRecord } from '../../../lib/record/audit.ts';
import { createSimulator, type SimulatorCore } from '../../../sim/server.ts';
import { inProcess } from '../../../sim/wire/in-process.ts';
import type { WorldOptions } from '../../../sim/world.ts';
import { accountIds, type Change } from '../../support/outside-world.ts';
import { contextFor, redeployConsumerRoles, type TestWorld } from '../../support/world.ts';
import { anyWorldChange } from './changes.ts';
import {
  anyRuleChange,
  type Deployment,
  newRuledWorld,
  type RuleChange,
  type Rules,
  redeploy,
  ruledBy,
  usualRules,
} from './rules.ts';
import { type Witness, witness } from './witness.ts';

/** Whom one run of Jetway looks at: `sweep`, `deep sweep`, or an account. */
export type Whom = string;

export type Act =
  | { readonly kind: 'change'; readonly change: Change }
  | { readonly kind: 'rules'; readonly change: RuleChange }
  /** Runs of Jetway, all at once where there are more than one. */
  | { readonly kind: 'runs'; readonly whom: readonly Whom[] };

const anyWhom = fc.constantFrom<Whom>('sweep', 'deep sweep', ...accountIds);

export function anyAct(deployment: Deployment, { atOnce = 1 } = {}): fc.Arbitrary<Act> {
  const runs = fc
    .uniqueArray(anyWhom, { minLength: atOnce, maxLength: atOnce })
    .map((whom): Act => ({ kind: 'runs', whom }));
  return fc.oneof(
    { weight: 6, arbitrary: anyWorldChange.map((change): Act => ({ kind: 'change', change })) },
    { weight: 2, arbitrary: anyRuleChange(deployment).map((change): Act => ({ kind: 'rules', change })) },
    { weight: 4, arbitrary: runs },
  );
}

export interface Story {
  readonly acts: readonly Act[];
  toString(): string;
}

export function anyStory(
  deployment: Deployment,
  options?: { readonly atOnce?: number },
): fc.Arbitrary<Story> {
  return fc
    .array(anyAct(deployment, options), { minLength: 4, maxLength: 16 })
    .map((acts) => ({ acts, toString: () => `\n${acts.map(describeAct).join('\n')}` }));
}

export function describeAct(act: Act): string {
  switch (act.kind) {
    case 'change':
      return act.change.name;
    case 'rules':
      return `jetway.yaml: ${act.change.name}`;
    case 'runs':
      return `look at ${act.whom.join(' and at ')}`;
  }
}

/** One line of what happened in a run: an audit record or a call. */
export type Line =
  | { readonly kind: 'audit'; readonly records: readonly AuditRecord[] }
  | { readonly kind: 'call'; readonly operation: string; readonly input: Readonly<Record<string, unknown>> };

export interface Stage {
  readonly test: TestWorld;
  readonly core: SimulatorCore;
  readonly watched: Witness;
  readonly timeline: readonly Line[];
  rules: Rules;
  play(act: Act): Promise<readonly Result[]>;
  run(whom: readonly Whom[], options?: { readonly mode?: 'enforce' | 'observe' }): Promise<readonly Result[]>;
}

/** A world with Jetway in it. Before and after whatever the outside world does, everything comes to rest. */
export function stageOf(options: WorldOptions, deployment: Deployment, begin: Partial<Rules> = {}): Stage {
  const test = newRuledWorld(options, deployment);
  const core = createSimulator(test.world);
  const timeline: Line[] = [];
  const audit = (records: readonly AuditRecord[]) => timeline.push({ kind: 'audit', records });
  core.onCall(({ mutating, operation, input }) => {
    if (mutating) timeline.push({ kind: 'call', operation, input });
  });
  const rules: Rules = { ...usualRules, ...begin };
  redeployConsumerRoles(test, rules.attachments);
  const watched = witness(core, test, rules);
  const stage: Stage = {
    test,
    core,
    watched,
    timeline,
    rules,
    async play(act) {
      if (act.kind === 'runs') return stage.run(act.whom);
      test.world.clock.advance(rest);
      watched.check('after Jetway');
      if (act.kind === 'change') act.change.make(test);
      else {
        stage.rules = { ...stage.rules, ...act.change.rules };
        redeploy(test, stage.rules);
      }
      test.world.clock.advance(rest);
      watched.rebase(stage.rules);
      return [];
    },
    run(whom, { mode = 'enforce' } = {}) {
      const context = (): Context => ({
        ...contextFor(
          ruledBy(test, stage.rules, deployment, { mode }),
          { requestHandler: inProcess(core) },
          [],
        ),
        audit: { write: async (records) => void audit(records) },
      });
      return Promise.all(
        whom.map((one) =>
          reconcile(
            one === 'sweep' || one === 'deep sweep'
              ? { accounts: 'organization', deep: one === 'deep sweep' }
              : { accounts: [AccountId.parse(one)], deep: true },
            context(),
            { waitSeconds: 1200 },
          ),
        ),
      );
    },
  };
  return stage;
}

const rest = 900;
