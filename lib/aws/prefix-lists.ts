import {
  DescribeManagedPrefixListsCommand,
  type EC2Client,
  ModifyManagedPrefixListCommand,
  type ModifyManagedPrefixListCommandInput,
  paginateGetManagedPrefixListEntries,
} from '@aws-sdk/client-ec2';
import * as z from 'zod/mini';
import { Cidr } from '../model/cidr.ts';
import { PrefixListId } from '../model/ids.ts';
import type { PrefixListEntry } from '../model/network.ts';
import type { ProviderPort } from '../model/ports.ts';
import { answered } from './answer.ts';
import { everyItem, partsOf } from './lists.ts';

const Lists = z.tuple([
  z.object({
    PrefixListId,
    State: z.string(),
    MaxEntries: z.number(),
    Version: z.number(),
  }),
]);

const Entries = z.array(
  z.pipe(
    z.object({ Cidr, Description: z._default(z.string(), '') }),
    z.transform((entry) => ({ cidr: entry.Cidr, description: entry.Description })),
  ),
);

const entriesInCall = 100;

export const prefixLists = (
  ec2: EC2Client,
): Pick<ProviderPort, 'prefixListEntries' | 'prefixListSize' | 'addEntries' | 'removeEntries'> => ({
  prefixListEntries: (prefixList) => entriesOf(ec2, prefixList),

  async prefixListSize(prefixList) {
    const { State, MaxEntries } = await describe(ec2, prefixList);
    return { settled: /^(?:.+-complete|modify-failed)$/.test(State), maxEntries: MaxEntries };
  },

  async addEntries(prefixList, entries) {
    for (const part of partsOf(entries, entriesInCall))
      await modify(ec2, prefixList, {
        AddEntries: part.map(({ cidr, description }) => ({ Cidr: cidr, Description: description })),
      });
  },

  async removeEntries(prefixList, cidrs) {
    if (cidrs.length === 0) return;
    // AWS does not say what it answers for an entry that is gone, so only those that are there are named.
    const there = new Set((await entriesOf(ec2, prefixList)).map(({ cidr }) => cidr));
    const left = cidrs.filter((cidr) => there.has(cidr));
    for (const part of partsOf(left, entriesInCall))
      await modify(ec2, prefixList, { RemoveEntries: part.map((cidr) => ({ Cidr: cidr })) });
  },
});

async function entriesOf(ec2: EC2Client, prefixList: PrefixListId): Promise<readonly PrefixListEntry[]> {
  const pages = paginateGetManagedPrefixListEntries(
    { client: ec2, pageSize: 100 },
    { PrefixListId: prefixList },
  );
  return answered(Entries, await everyItem(pages, (page) => page.Entries), prefixList);
}

/** Every change of entries makes a version, and AWS takes the next change only with the newest. */
async function modify(
  ec2: EC2Client,
  prefixList: PrefixListId,
  change: Pick<ModifyManagedPrefixListCommandInput, 'AddEntries' | 'RemoveEntries'>,
): Promise<void> {
  const { Version } = await describe(ec2, prefixList);
  await ec2.send(
    new ModifyManagedPrefixListCommand({ PrefixListId: prefixList, CurrentVersion: Version, ...change }),
  );
}

async function describe(ec2: EC2Client, prefixList: PrefixListId) {
  const found = await ec2.send(new DescribeManagedPrefixListsCommand({ PrefixListIds: [prefixList] }));
  return answered(Lists, found.PrefixLists, prefixList)[0];
}
