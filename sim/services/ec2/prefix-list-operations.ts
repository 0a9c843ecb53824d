import type { Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import { canonicalCidr } from './cidr.ts';
import { type FilterTable, filtered } from './filters.ts';
import { owned } from './owned.ts';
import { ec2Page } from './paging.ts';
import { beginChange } from './prefix-list-changes.ts';
import {
  addPrefixList,
  describePrefixList,
  ownPrefixList,
  seesPrefixList,
  tablesThatRouteTo,
  visiblePrefixList,
} from './prefix-lists.ts';
import type { SimulatedPrefixList } from './state.ts';
import { specifiedTags } from './tags.ts';

const prefixListFilters: FilterTable<SimulatedPrefixList> = {
  'owner-id': ({ account }) => account,
  'prefix-list-id': ({ id }) => id,
  'prefix-list-name': ({ name }) => name,
};

/** Customer-managed prefix lists. */
export const prefixListOperations: Operations<typeof import('@aws-sdk/client-ec2')> = {
  CreateManagedPrefixList: {
    takes: ['PrefixListName', 'Entries', 'MaxEntries', 'AddressFamily', 'TagSpecifications', 'ClientToken'],
    answer(input, call) {
      const { world, caller, region } = call;
      const { PrefixListName: name = '', MaxEntries: maxEntries = 0, AddressFamily: family } = input;
      const entries = input.Entries ?? [];
      const tags = specifiedTags(input.TagSpecifications, 'prefix-list');
      if (name === '' || name.startsWith('com.amazonaws'))
        refuse('InvalidParameterValue', `Value (${name}) for parameter PrefixListName is invalid.`);
      if (family !== 'IPv4' && family !== 'IPv6')
        return refuse('InvalidParameterValue', `Value (${family}) for parameter AddressFamily is invalid.`);
      if (maxEntries < 1 || maxEntries > world.ec2.quotas.prefixListEntries)
        refuse('InvalidParameterValue', `Value (${maxEntries}) for parameter MaxEntries is invalid.`);
      if (entries.length > 100) refuse('InvalidParameterValue', 'A request may name at most 100 entries');
      if (entries.length > maxEntries)
        refuse('PrefixListMaxEntriesExceeded', `The prefix list may have at most ${maxEntries} entries.`);
      if (owned(world.ec2.prefixLists, call).length >= world.ec2.quotas.prefixListsPerRegion)
        refuse('PrefixListLimitExceeded', 'The maximum number of prefix lists has been reached.');
      const first = entries.map(({ Cidr: cidr = '', Description: description }) => ({
        cidr: canonicalCidr(cidr, family),
        description,
      }));
      const list = addPrefixList(world, {
        account: caller.account,
        region,
        name,
        maxEntries,
        addressFamily: family,
        tags: Object.fromEntries(tags),
      });
      list.versions.set(1, first);
      list.state = 'create-in-progress';
      world.clock.after(world.latencies.prefixListModifies, () => {
        list.state = 'create-complete';
      });
      return { PrefixList: describePrefixList(call, list) };
    },
  },
  DescribeManagedPrefixLists: {
    takes: ['PrefixListIds', 'Filters', 'MaxResults', 'NextToken'],
    answer(input, call) {
      const { world } = call;
      const named =
        input.PrefixListIds?.map((id) => visiblePrefixList(call, id)) ??
        [...world.ec2.prefixLists.values()].filter((list) => seesPrefixList(call, list));
      const kept = filtered(named, input.Filters, prefixListFilters);
      const { items, nextToken } = ec2Page(kept, input, { min: 1, max: 100, default: 100 }, world);
      return { PrefixLists: items.map((list) => describePrefixList(call, list)), NextToken: nextToken };
    },
  },
  GetManagedPrefixListEntries: {
    takes: ['PrefixListId', 'TargetVersion', 'MaxResults', 'NextToken'],
    answer(input, call) {
      const list = visiblePrefixList(call, input.PrefixListId);
      const version = input.TargetVersion ?? list.version;
      const entries =
        list.versions.get(version) ??
        refuse('InvalidParameterValue', `The prefix list ${list.id} has no version ${version}`);
      const { items, nextToken } = ec2Page(entries, input, { min: 1, max: 100, default: 100 }, call.world);
      return {
        Entries: items.map(({ cidr, description }) => ({ Cidr: cidr, Description: description })),
        NextToken: nextToken,
      };
    },
  },
  ModifyManagedPrefixList: {
    takes: ['PrefixListId', 'CurrentVersion', 'PrefixListName', 'AddEntries', 'RemoveEntries', 'MaxEntries'],
    answer(input, call) {
      const list = ownPrefixList(call, input.PrefixListId);
      beginChange(call.world, list, input);
      return { PrefixList: describePrefixList(call, list) };
    },
  },
  GetManagedPrefixListAssociations: {
    takes: ['PrefixListId', 'MaxResults', 'NextToken'],
    answer(input, call) {
      const list = ownPrefixList(call, input.PrefixListId);
      const tables = tablesThatRouteTo(call.world, list);
      const { items, nextToken } = ec2Page(tables, input, { min: 5, max: 255 }, call.world);
      return {
        PrefixListAssociations: items.map(({ id, account }) => ({ ResourceId: id, ResourceOwner: account })),
        NextToken: nextToken,
      };
    },
  },
};
