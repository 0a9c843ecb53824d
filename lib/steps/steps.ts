import { association } from './association.ts';
import { attachment } from './attachment.ts';
import { consumerRoute } from './consumer-route.ts';
import { invitation } from './invitation.ts';
import type { StepName } from './names.ts';
import { prefixListEntry } from './prefix-list-entry.ts';
import { gatewayPrincipal, profilePrincipal } from './principal.ts';
import { probe } from './probe.ts';
import { profileAssociation } from './profile-association.ts';
import { propagation } from './propagation.ts';
import type { Step } from './step.ts';

const table = {
  'gateway-principal': gatewayPrincipal,
  invitation,
  attachment,
  association,
  propagation,
  'prefix-list-entry': prefixListEntry,
  'consumer-route': consumerRoute,
  'profile-principal': profilePrincipal,
  'profile-association': profileAssociation,
  probe,
} satisfies Record<StepName, unknown>;

/** What each step changes. */
export type Subjects = {
  [K in StepName]: (typeof table)[K] extends Step<infer Subject> ? Subject : never;
};

export const steps: { readonly [K in StepName]: Step<Subjects[K]> } = table;
