import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type AssembledStack, deployAssembly, readAssembly } from '../../sim/deploy/assembly.ts';
import { Lambda } from '../../sim/lambda/runtime.ts';
import { createSimulator, type SimulatorCore } from '../../sim/server.ts';
import { addAccount, addOu } from '../../sim/services/organizations/tree.ts';
import { addHostedZone } from '../../sim/services/route53/public-dns.ts';
import { delegateStackSets } from '../../sim/services/stack-sets/stack-sets.ts';
import { World } from '../../sim/world.ts';
import type { Variant } from './variants.ts';
import { consumersOu, otherOu, provider, workloadsOu } from './world.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The stacks of a variant of tests/support/jetway.yaml as `cdk synth` writes them to a folder, functions and all. */
export function synthesize({ name }: Pick<Variant, 'name'>, folder: string): readonly AssembledStack[] {
  const script = 'tests/support/synthesize.ts';
  const command = ['--no-warnings', '--import', 'tsx', script, folder, name];
  execFileSync(process.execPath, command, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  return readAssembly(join(folder, name));
}

/**
 * The stacks of an assembly that was synthesized without bundles. Only the functions behind the private DNS names run
 * while their stack is deployed, so those get their bundle.
 */
export function withBundle(folder: string, privateDnsName: string): readonly AssembledStack[] {
  return readAssembly(folder).map((stack) => {
    if (!stack.name.includes('-endpoint-')) return stack;
    const assets = [...stack.assets].map(
      ([key, path]) => [key, path.includes('/asset.') ? path : privateDnsName] as const,
    );
    return { ...stack, assets: new Map(assets) };
  });
}

/** An organization as it is before the first deployment: nothing of Jetway is in it. */
export function newOrganization(
  { resourceSharing }: Pick<Variant, 'resourceSharing'>,
  { delegated = true } = {},
): World {
  const world = new World();
  addOu(world, { name: 'Workloads', id: workloadsOu });
  addOu(world, { name: 'Consumers', id: consumersOu, parentId: workloadsOu });
  addOu(world, { name: 'Others', id: otherOu });
  addAccount(world, { id: provider, name: 'network' });
  world.ram.organizationSharing = resourceSharing === 'organization';
  delegateStackSets(world, provider);
  addHostedZone(world, { id: 'Z0123456789ABCDEFGHIJ', account: provider, name: 'example.com', delegated });
  return world;
}

/** A world in which the stacks are deployed, and what runs their functions. */
export interface Deployed {
  readonly world: World;
  readonly core: SimulatorCore;
  readonly lambda: Lambda;
}

export async function deployInto(world: World, stacks: readonly AssembledStack[]): Promise<Deployed> {
  const core = createSimulator(world);
  const lambda = new Lambda(core);
  await deployAssembly(stacks, { lambda });
  return { world, core, lambda };
}
