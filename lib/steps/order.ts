import { association } from './association.ts';
import { attachment } from './attachment.ts';
import { consumerRoute } from './consumer-route.ts';
import { invitation } from './invitation.ts';
import { prefixListEntry } from './prefix-list-entry.ts';
import { gatewayPrincipal, profilePrincipal } from './principal.ts';
import { profileAssociation } from './profile-association.ts';
import { propagation } from './propagation.ts';
import type { Step } from './step.ts';

/** The order of onboarding; offboarding walks it backwards. */
export const order = [
  'gateway-principal',
  'invitation',
  'attachment',
  'association',
  'propagation',
  'prefix-list-entry',
  'consumer-route',
  'profile-principal',
  'profile-association',
] as const;

export type StepName = (typeof order)[number];

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
} satisfies Record<StepName, unknown>;

export type Subjects = {
  [K in StepName]: (typeof table)[K] extends Step<infer Subject> ? Subject : never;
};

export const steps: { readonly [K in StepName]: Step<Subjects[K]> } = table;
