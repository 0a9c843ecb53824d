import { Resolver } from 'node:dns/promises';
import { JetwayError } from '../model/errors.ts';
import type { PublicDns } from '../model/ports.ts';

/** Answers of DNS that there is no such name, or no such record at it. */
const nothing: readonly string[] = ['ENOTFOUND', 'ENODATA'];

/** Public DNS through the machine's own resolver: that of a function outside a VPC answers what the internet sees. */
export const publicDns = (resolver = new Resolver({ timeout: 3000, tries: 2 })): PublicDns => ({
  async txt(name) {
    try {
      const records = await resolver.resolveTxt(name);
      return records.map((parts) => parts.join(''));
    } catch (cause) {
      const code = codeOf(cause);
      if (nothing.includes(code)) return [];
      const what = `public DNS gave no answer for its TXT record: ${code}`;
      const remedy = 'Look again later; where it stays so, check the name servers of the domain';
      throw new JetwayError('unavailable', { resource: name, what, remedy }, { cause });
    }
  },
});

/** What Node.js itself throws is no Error of an isolated context, so the code alone is looked at. */
function codeOf(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : String(cause);
}
