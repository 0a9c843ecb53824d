import { ConfiguredRetryStrategy } from '@smithy/core/retry';
import { Pacer } from '../../../lib/aws/pace.ts';
import { awsPorts } from '../../../lib/aws/ports.ts';
import type { Clock } from '../../../lib/model/clock.ts';
import { AccountId, OrganizationId, Region } from '../../../lib/model/ids.ts';
import type { Ports } from '../../../lib/model/ports.ts';
import { type Simulator, startSimulator } from '../../../sim/server.ts';
import { addAccount, addOu } from '../../../sim/services/organizations/tree.ts';
import { addRole } from '../../../sim/services/sts/roles.ts';
import { World, type WorldOptions } from '../../../sim/world.ts';

export const management = AccountId.parse('111111111111');
export const provider = AccountId.parse('222222222222');
export const consumer = AccountId.parse('333333333333');
export const region = Region.parse('eu-west-1');
export const consumersOu = 'ou-ab12-11111111';
export const innerOu = 'ou-ab12-22222222';

/** A world with a management account, a provider and one consumer two OUs deep, and Jetway's roles in them. */
export function aWorld(options: WorldOptions = {}): World {
  const world = new World(options);
  addOu(world, { name: 'Consumers', id: consumersOu });
  addOu(world, { name: 'Inner', id: innerOu, parentId: consumersOu });
  addAccount(world, { id: provider, name: 'Provider' });
  addAccount(world, { id: consumer, name: 'Consumer', parentId: innerOu });
  addRole(world, { account: management, name: 'reader', trusts: [provider] });
  addRole(world, { account: consumer, name: 'jetway', trusts: [provider] });
  return world;
}

export interface Simulated {
  readonly world: World;
  readonly simulator: Simulator;
  readonly ports: Ports;
  /** The operations called since the last look, in order. */
  calls(): readonly string[];
}

export interface PortOptions {
  readonly as?: AccountId;
  readonly organization?: string;
}

/** The ports of Jetway against a simulated AWS, with retries that do not wait. */
export async function simulated(world: World, options: PortOptions = {}): Promise<Simulated> {
  const simulator = await startSimulator(world);
  let seen = 0;
  return {
    world,
    simulator,
    ports: portsTo(simulator, world, options),
    calls() {
      const names = simulator.journal.records.slice(seen).map(({ operation }) => operation);
      seen = simulator.journal.records.length;
      return names;
    },
  };
}

/** Another process's ports to the same simulator. */
export function portsTo(
  { url }: Simulator,
  world: World,
  { as = provider, organization }: PortOptions,
): Ports {
  const clock: Clock = {
    nowMs: () => world.clock.nowMs,
    sleep: async (seconds) => world.clock.advance(seconds),
  };
  return awsPorts({
    region,
    organization: {
      id: OrganizationId.parse(organization ?? world.organization.id),
      managementAccount: management,
    },
    roles: { organizationReader: 'reader', consumer: 'jetway' },
    callerAccount: as,
    sessionName: 'jetway-test',
    clock,
    pace: new Pacer({ clock }),
    credentials: { accessKeyId: as, secretAccessKey: 'unchecked' },
    clientOptions: { endpoint: url, retryStrategy: new ConfiguredRetryStrategy(3, 0) },
  });
}
