/** The steps in the order of onboarding; offboarding walks it backwards. */
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
  'probe',
] as const;

export type StepName = (typeof order)[number];
