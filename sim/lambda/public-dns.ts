import { txtOf } from '../services/route53/public-dns.ts';
import type { World } from '../world.ts';

/** The module `dns/promises` of a function that is in no VPC: public DNS, of which the simulator knows TXT records. */
export function publicDnsOf(world: World) {
  const resolveTxt = async (hostname: string): Promise<string[][]> => {
    const values = txtOf(world, hostname);
    if (values.length > 0) return values.map((value) => [value]);
    const error = new Error(`queryTxt ENOTFOUND ${hostname}`);
    throw Object.assign(error, { code: 'ENOTFOUND', syscall: 'queryTxt', hostname });
  };
  class Resolver {
    readonly resolveTxt = resolveTxt;
  }
  return { Resolver, resolveTxt };
}
