import type { ResourceType } from '../resource-type.ts';
import { buses } from './buses.ts';
import { functions } from './functions.ts';
import { identity } from './identity.ts';
import { queues } from './queues.ts';
import { schedules } from './schedules.ts';
import { storage } from './storage.ts';

/** How the simulator makes resources, by type. */
export const resourceTypes: Readonly<Record<string, ResourceType>> = {
  ...buses,
  ...functions,
  ...identity,
  ...queues,
  ...schedules,
  ...storage,
};
