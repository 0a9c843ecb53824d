import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyUnknowns } from '../support/unknowns.ts';
import { anyStory, type Line, stageOf } from './support/acts.ts';
import { people } from './support/peopled.ts';
import { anyDeployment, type Deployment } from './support/rules.ts';

const runs = Number(process.env.JETWAY_PROPERTY_RUNS ?? 4);

const anyTale = anyDeployment.chain((deployment) =>
  anyStory(deployment).map((story) => ({
    deployment,
    acts: story.acts,
    toString: () => `${deployment}${story}`,
  })),
);

test('nothing that Jetway did not make is ever removed or changed, and every call is in the audit', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer(),
      anyUnknowns,
      fc.constantFrom('accept' as const, 'create' as const),
      anyTale,
      async (seed, unknowns, attachments, { deployment, acts }) => {
        const stage = stageOf({ seed, unknowns }, deployment, { attachments });
        people(stage.test, 2);
        await stage.run(['sweep']);
        for (const act of acts) {
          await stage.play(act);
          expect(stage.watched.trespasses).toEqual([]);
        }
        await stage.run(['deep sweep']);
        expect(stage.watched.trespasses).toEqual([]);
        expect(unaudited(stage.timeline)).toEqual([]);
      },
    ),
    { numRuns: runs },
  );
}, 3_600_000);

test.each<Deployment>([
  { returnRoutes: 'exact', resourceSharing: 'organization' },
  { returnRoutes: 'aggregate', resourceSharing: 'invitations' },
])(
  'in observe mode nothing is changed: $returnRoutes, $resourceSharing',
  async (deployment) => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), anyUnknowns, anyStory(deployment), async (seed, unknowns, { acts }) => {
        const stage = stageOf({ seed, unknowns }, deployment, { attachments: 'create' });
        people(stage.test, 2);
        for (const [index, act] of acts.entries()) {
          // Every other run may change the world, so that there is something to undo.
          const mode = act.kind === 'runs' && index % 2 === 0 ? 'enforce' : 'observe';
          const before = stage.watched.mutations.length;
          if (act.kind === 'runs') await stage.run(act.whom, { mode });
          else await stage.play(act);
          if (mode === 'enforce') continue;
          expect(stage.watched.mutations.slice(before)).toEqual([]);
          if (act.kind === 'runs') continue;
          const results = await stage.run(['deep sweep'], { mode: 'observe' });
          expect(results.map(({ state }) => state)).toEqual(['observed']);
          expect(stage.watched.mutations.slice(before)).toEqual([]);
        }
      }),
      { numRuns: runs },
    );
  },
  3_600_000,
);

/** Calls that no intent stands before and no outcome after, and batches whose counts differ, as sentences. */
function unaudited(timeline: readonly Line[]): string[] {
  const found: string[] = [];
  let open: readonly string[] = [];
  for (const line of timeline) {
    if (line.kind === 'call') {
      if (open.length === 0) found.push(`${line.operation} ${JSON.stringify(line.input)} has no intent`);
      const changed = sizeOf(line.input);
      if (changed !== undefined && changed > new Set(open).size)
        found.push(`${line.operation} changes ${changed}, and ${new Set(open).size} were intended`);
      continue;
    }
    const keys = line.records.map(({ account, step, verb, key }) =>
      step === 'prefix-list-entry' ? `${step} ${verb} ${key}` : `${account} ${step} ${verb} ${key}`,
    );
    const intent = line.records.every(({ phase }) => phase === 'intent');
    if (intent && open.length > 0) found.push(`${open.join()} has no outcome`);
    if (!intent && JSON.stringify(keys) !== JSON.stringify(open))
      found.push(`the outcome of ${keys.join()} follows the intent of ${open.join()}`);
    open = intent ? keys : [];
  }
  if (open.length > 0) found.push(`${open.join()} has no outcome`);
  return found;
}

function sizeOf({
  principals,
  AddEntries: added,
  RemoveEntries: removed,
}: Readonly<Record<string, unknown>>) {
  return [principals, added, removed].find((one) => Array.isArray(one))?.length;
}
