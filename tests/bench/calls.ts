import { readSites } from '../../lib/look/sites.ts';
import { AccountId } from '../../lib/model/ids.ts';
import { planFor, reconcile } from '../../lib/reconcile.ts';
import { isMutating } from '../../sim/journal.ts';
import { startSimulator } from '../../sim/server.ts';
import { tag } from '../../sim/services/organizations/tree.ts';
import {
  addConnectedVpc,
  addConsumer,
  addConsumerVpc,
  contextFor,
  newTestWorld,
  otherOu,
  type TestSite,
  type TestWorld,
  workloadsOu,
} from '../support/world.ts';

/** What a piece of work cost in AWS calls, as the simulator counted them. */
export interface Cost {
  readonly calls: number;
  readonly mutating: number;
  /** By service and operation. */
  readonly counts: Readonly<Record<string, number>>;
}

const consumer = AccountId.parse('333333333333');

/** Reconciling an account with one connected VPC, opted in by the tag of the farther of the two OUs above it. */
export async function unchangedAccount(): Promise<Cost> {
  const test = withConsumer();
  addConnectedVpc(test, consumer, '10.1.0.0/16');
  return costOf(test, async (context) => {
    const { state } = await reconcile({ accounts: [consumer], deep: true }, context, { waitSeconds: 0 });
    expectState(state, 'converged');
  });
}

/** Connecting an account with one pending attachment and one route table, waiting included. */
export async function onboarding(): Promise<Cost> {
  const test = withConsumer();
  addConsumerVpc(test, consumer, '10.1.0.0/16');
  return costOf(test, async (context) => {
    const { state } = await reconcile({ accounts: [consumer], deep: true }, context, { waitSeconds: 1800 });
    expectState(state, 'converged');
  });
}

export const organizationSize = { accounts: 1000, consumers: 200 };

/** Planning an unchanged organization, from the management's and the provider's side or from every side. */
export async function unchangedOrganization(deep: boolean): Promise<Cost> {
  const test = unchangedWorld(organizationSize, { maxEntries: 400 });
  return costOf(test, async (context) => {
    const plan = await planFor({ accounts: 'organization', deep }, context);
    if (plan.accounts.some(({ sites }) => sites.some(({ actions }) => actions.length > 0)))
      throw new Error('the organization that should be unchanged has something to do');
  });
}

/** An organization whose consumers are all connected, each with one VPC; the other accounts are in another OU. */
export function unchangedWorld(
  { accounts, consumers }: { readonly accounts: number; readonly consumers: number },
  site: TestSite,
): TestWorld {
  const test = newTestWorld({}, site);
  for (let index = 0; index < accounts - 2; index += 1) {
    const id = String(300_000_000_000 + index);
    const isConsumer = index < consumers;
    addConsumer(test, {
      id,
      tags: { jetway: isConsumer ? 'on' : 'off' },
      ...(isConsumer ? {} : { ou: otherOu }),
    });
    if (!isConsumer) continue;
    const cidr = `10.${Math.floor(index / 100)}.${index % 100}.0/24`;
    addConnectedVpc(test, id, cidr);
  }
  return test;
}

function withConsumer(): TestWorld {
  const test = newTestWorld();
  addConsumer(test, { id: consumer, tags: {} });
  tag(test.world, workloadsOu, { jetway: 'on' });
  return test;
}

/** Counts every call of a fresh process over HTTP, the site parameter and AssumeRole included. */
async function costOf(
  test: TestWorld,
  work: (context: ReturnType<typeof contextFor>) => Promise<void>,
): Promise<Cost> {
  const simulator = await startSimulator(test.world);
  try {
    const context = contextFor(test, { endpoint: simulator.url }, []);
    const { sites } = await readSites(context.configuration, context.ports);
    await work({ ...context, sites });
    const { records } = simulator.journal;
    return {
      calls: records.length,
      mutating: records.filter(({ service, operation }) => isMutating(service, operation)).length,
      counts: simulator.journal.counts(),
    };
  } finally {
    await simulator.close();
  }
}

function expectState(state: string, expected: string): void {
  if (state !== expected) throw new Error(`the run ended ${state}, not ${expected}`);
}
