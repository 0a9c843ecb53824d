import type { World } from '../../world.ts';
import type { SimulatedRole } from './state.ts';

/** Creates a role, or replaces the one of the same name, as a deployed template does. */
export function addRole({ identity }: World, role: SimulatedRole): void {
  identity.roles.set(`${role.account}/${role.name}`, role);
}

/** Deletes a role; credentials that were issued for it are refused from then on. */
export function removeRole({ identity }: World, account: string, name: string): void {
  identity.roles.delete(`${account}/${name}`);
}
