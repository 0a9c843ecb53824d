import {
  paginateGetResources,
  type ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import * as z from 'zod/mini';
import { answered, TagList } from './answer.ts';
import { everyItem } from './lists.ts';

const Mappings = z.array(z.object({ ResourceARN: z.string(), Tags: TagList }));

/**
 * The values of one tag over all accounts and OUs, by id. The client must be of the Organizations Region: every
 * other one answers with nothing.
 */
export async function readTagged(
  client: ResourceGroupsTaggingAPIClient,
  key: string,
): Promise<ReadonlyMap<string, string>> {
  const pages = paginateGetResources(
    { client, pageSize: 100 },
    { ResourceTypeFilters: ['organizations:account', 'organizations:ou'], TagFilters: [{ Key: key }] },
  );
  const found = await everyItem(pages, (page) => page.ResourceTagMappingList);
  return new Map(
    answered(Mappings, found, `tag ${key}`).flatMap(({ ResourceARN, Tags: { [key]: value } }) =>
      value === undefined ? [] : [[ResourceARN.slice(ResourceARN.lastIndexOf('/') + 1), value]],
    ),
  );
}
