import type { ResourceType } from '../resource-type.ts';
import { buses } from './buses.ts';
import { customResources } from './custom-resources.ts';
import { endpoints } from './endpoints.ts';
import { functions } from './functions.ts';
import { identity } from './identity.ts';
import { loadBalancers } from './load-balancers.ts';
import { names } from './names.ts';
import { parameters } from './parameters.ts';
import { queues } from './queues.ts';
import { schedules } from './schedules.ts';
import { securityGroups } from './security-groups.ts';
import { sharing } from './sharing.ts';
import { stackSets } from './stack-sets.ts';
import { storage } from './storage.ts';
import { transitGateways } from './transit-gateways.ts';
import { vpcs } from './vpcs.ts';
import { waiters } from './waiters.ts';

/** How the simulator makes resources, by type. */
export const resourceTypes: Readonly<Record<string, ResourceType>> = {
  ...buses,
  ...customResources,
  ...endpoints,
  ...functions,
  ...identity,
  ...loadBalancers,
  ...names,
  ...parameters,
  ...queues,
  ...schedules,
  ...securityGroups,
  ...sharing,
  ...stackSets,
  ...storage,
  ...transitGateways,
  ...vpcs,
  ...waiters,
};
