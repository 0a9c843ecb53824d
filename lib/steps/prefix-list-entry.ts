import { describeEntry, entryOwner } from '../model/entry-owner.ts';
import type { PrefixListId, VpcId } from '../model/ids.ts';
import type { PrefixListEntry } from '../model/network.ts';
import { map } from '../model/observation.ts';
import type { Seen, Step } from './step.ts';

export interface EntrySubject extends PrefixListEntry {
  readonly prefixList: PrefixListId;
  /** The VPC that the entry stands for. */
  readonly vpc: VpcId;
}

/**
 * A VPC's CIDR as an entry of the provider's managed prefix list, which is the way back in every provider route
 * table. With aggregate return routes there is no list and nothing to do.
 */
export const prefixListEntry: Step<EntrySubject> = {
  parts: ['prefixListEntries', 'prefixListSize'],
  settlesInSeconds: 5,
  batch: { by: ({ prefixList }) => prefixList, limit: 100 },
  key: ({ prefixList, cidr }) => `${prefixList} ${cidr}`,
  resource: ({ prefixList }) => prefixList,
  vpc: ({ vpc }) => vpc,
  needs: () => ['attachment'],
  explain: (verb, { cidr, prefixList, vpc }) =>
    verb === 'add' ? `add ${cidr} of ${vpc} to ${prefixList}` : `take ${cidr} of ${vpc} out of ${prefixList}`,
  wanted({ vpcs, site: { prefixList }, account }) {
    if (prefixList === undefined) return [];
    return vpcs.connected.flatMap(({ id, cidrs }) =>
      cidrs.map((cidr) => ({
        prefixList,
        cidr,
        vpc: id,
        description: describeEntry({ account: account.id, vpc: id }),
      })),
    );
  },
  seen(view) {
    const { prefixList } = view.site;
    const wanted = prefixListEntry.wanted(view);
    return map(view.provider.prefixListEntries, (entries) =>
      entries.flatMap((entry): readonly Seen<EntrySubject>[] => {
        if (prefixList === undefined) return [];
        const owner = entryOwner(entry.description);
        const vpc =
          owner?.account === view.account.id
            ? owner.vpc
            : wanted.find(({ cidr }) => cidr === entry.cidr)?.vpc;
        return vpc === undefined
          ? []
          : [{ subject: { ...entry, prefixList, vpc }, state: 'present', ours: true }];
      }),
    );
  },
  hinders(verb, { prefixList }, { provider, vpcs, site, account }) {
    const { prefixListSize: size, prefixListEntries: entries } = provider;
    if (size.state !== 'read') return undefined;
    if (!size.value.settled)
      return { for: `the change of ${prefixList} that is in progress`, lookAgainSeconds: 5 };
    if (verb === 'remove' || entries.state !== 'read') return undefined;
    const listed = new Set(entries.value.map(({ cidr }) => cidr));
    const missing = vpcs.connected.flatMap(({ cidrs }) => cidrs).filter((cidr) => !listed.has(cidr)).length;
    if (listed.size + missing <= size.value.maxEntries) return undefined;
    return {
      kind: 'quota',
      site: site.region,
      account: account.id,
      resource: prefixList,
      what: `it has ${listed.size} of at most ${size.value.maxEntries} entries and ${missing} more are wanted`,
      remedy:
        'Raise its MaxEntries, which counts against the quota of every route table that refers to it, or set returnRoutes: aggregate',
    };
  },
  async add(subjects, { provider }) {
    for (const [prefixList, entries] of byList(subjects)) await provider.addEntries(prefixList, entries);
  },
  async remove(subjects, { provider }) {
    for (const [prefixList, entries] of byList(subjects))
      await provider.removeEntries(
        prefixList,
        entries.map(({ cidr }) => cidr),
      );
  },
};

function byList(subjects: readonly EntrySubject[]): Map<PrefixListId, PrefixListEntry[]> {
  const lists = new Map<PrefixListId, PrefixListEntry[]>();
  for (const { prefixList, cidr, description } of subjects) {
    const entries = lists.get(prefixList) ?? [];
    // Two accounts may ask for one CIDR at once; a list has it once, and the overlap shows in the next look.
    if (!entries.some((entry) => entry.cidr === cidr)) entries.push({ cidr, description });
    lists.set(prefixList, entries);
  }
  return lists;
}
