import type { Configuration } from '../../lib/config/configuration.ts';
import { AccountId } from '../../lib/model/ids.ts';
import type { World } from '../../sim/world.ts';
import { type AccountRow, accountRows } from './account-rows.ts';
import { outside } from './outside.ts';
import { type Act, actOf, concernedIn, reconciledIn } from './report.ts';
import type { Stage } from './stage.ts';
import { playOn, type Scene, story } from './story.ts';

export interface Played {
  readonly acts: readonly Act[];
  readonly accounts: readonly AccountRow[];
  /** Jetway's calls to AWS, and how many of them changed something. */
  readonly calls: number;
  readonly changes: number;
  readonly simulatedSeconds: number;
  /** Where the story did not go as it should, or a call of Jetway's broke its promise. */
  readonly problems: readonly string[];
}

/** Time between two acts, in simulated seconds: longer than SQS remembers what it has seen. */
const pauseSeconds = 600;

/** Plays the story from beginning to end and tells each act as soon as it is over. */
export async function play(
  stage: Stage,
  configuration: Configuration,
  onAct: (act: Act) => void,
): Promise<Played> {
  const startMs = stage.world.clock.nowMs;
  const toldBefore = new Set<string>();
  const acts: Act[] = [];
  const cast = playOn(stage, outside(stage, configuration.organization.managementAccount));
  for (const [index, scene] of story.entries()) {
    const act = await playScene(scene, { number: index + 1, stage, cast, toldBefore });
    acts.push(act);
    onAct(act);
    await stage.rest(pauseSeconds);
  }
  const { calls, changes, broken } = stage.watch;
  const simulatedSeconds = Math.round((stage.world.clock.nowMs - startMs) / 1000) - pauseSeconds;
  const failed = acts.flatMap(({ number, problems }) =>
    problems.map((problem) => `act ${number}: ${problem}`),
  );
  const accounts = await accountRows(stage, namesIn(stage.world));
  return { acts, accounts, calls, changes, simulatedSeconds, problems: [...failed, ...broken] };
}

async function playScene(
  scene: Scene,
  {
    number,
    stage,
    cast,
    toldBefore,
  }: { number: number; stage: Stage; cast: Parameters<Scene['happen']>[0]; toldBefore: Set<string> },
): Promise<Act> {
  const { watch, world } = stage;
  const [firstHeard, callsBefore, brokenBefore] = [stage.heard.length, watch.calls, watch.broken.length];
  await scene.happen(cast);
  const startMs = world.clock.nowMs;
  await stage.settle();
  const calls = watch.calls - callsBefore;
  const heard = stage.heard.slice(firstHeard);
  const concerned = concernedIn(heard).map((account) => AccountId.parse(account));
  const plan = concerned.length === 0 ? undefined : await stage.plan(concerned);
  const named = namesIn(world);
  const act = actOf({
    number,
    title: scene.title,
    calls,
    problems: [],
    startMs,
    heard,
    plan,
    named,
    toldBefore,
  });
  const outcome = {
    changes: heard.filter((one) => 'audit' in one && one.audit.outcome === 'done').length,
    looks: reconciledIn(heard).length,
    findings: act.findings.map(({ kind }) => kind),
  };
  const unfinished = act.ended === 'unfinished' ? ['Jetway did not come to an end'] : [];
  const problems = [...scene.judge(cast, outcome), ...unfinished, ...watch.broken.slice(brokenBefore)];
  return { ...act, problems };
}

function namesIn({ organization }: World): (text: string) => string {
  const { accounts, ous } = organization;
  return (text) =>
    text.replace(/\b(?:\d{12}|ou-[0-9a-z-]+)\b/g, (id) => accounts.get(id)?.name ?? ous.get(id)?.name ?? id);
}
