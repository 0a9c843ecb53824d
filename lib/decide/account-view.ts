import type { Sighting } from './sighting.ts';
import type { VpcDecisions } from './vpcs.ts';

/** What every step looks at: one account in one site, its VPCs judged. */
export interface AccountView extends Sighting {
  readonly vpcs: VpcDecisions;
}
