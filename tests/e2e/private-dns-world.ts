import { JetwayError } from '../../lib/model/errors.ts';
import type { PublicDns } from '../../lib/model/ports.ts';
import type { Provider } from '../../sim/deploy/provider-framework.ts';
import { txtOf } from '../../sim/services/route53/public-dns.ts';
import type { World } from '../../sim/world.ts';
import { rolesOfStack } from '../support/roles.ts';
import { variants } from '../support/variants.ts';
import { provider, region } from '../support/world.ts';

const [variant] = variants;
/** Those of the endpoint stack. */
export const stackRoles =
  variant === undefined ? [] : rolesOfStack(variant, 'endpoint', { account: provider, region });
export const roleOf = (handler: keyof Provider) => {
  const role = stackRoles.find(({ name }) => name.includes(`PrivateDnsNames${handler}Role`));
  if (role === undefined) throw new Error(`the endpoint stack has no role of ${handler}`);
  return role;
};
/** The roles may touch the service that the stack makes, and no other. */
export const serviceId = /vpce-svc-[0-9a-f]+/.exec(JSON.stringify(roleOf('onEvent').policies))?.[0] ?? '';

/** Public DNS as the world has it. */
export const publicDnsOf = (world: World): PublicDns => ({
  async txt(asked) {
    const found = txtOf(world, asked);
    if (found.includes('unreachable'))
      throw new JetwayError('unavailable', { resource: asked, what: 'ESERVFAIL', remedy: 'Wait' });
    return found;
  },
});
