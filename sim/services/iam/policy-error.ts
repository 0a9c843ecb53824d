/** A policy that the simulator cannot judge. It is a fault of the simulator or of the policy, never an answer. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
}
