/** What the calls of this test file needed of the stacks' roles, a line each: `allowed ROLE ACTION`. */
export const uses = new Set<string>();

/** Remembers that a call needed an action of a role, and whether the simulator let it through. */
export function remember(verdict: 'allowed' | 'refused', role: string, action: string): void {
  uses.add(`${verdict} ${role} ${action}`);
}
