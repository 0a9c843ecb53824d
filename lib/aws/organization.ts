import {
  DescribeOrganizationalUnitCommand,
  type OrganizationsClient,
  paginateListTagsForResource,
} from '@aws-sdk/client-organizations';
import type { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import * as z from 'zod/mini';
import type { OrganizationPort } from '../model/ports.ts';
import { answered, TagList } from './answer.ts';
import { everyItem } from './lists.ts';
import { type ExpectedOrganization, readAccount, readAccounts } from './organization-accounts.ts';
import { readTagged } from './tagging.ts';

/** Clients that are made when they are first needed, which may be when a role is assumed. */
interface OrganizationClients {
  organizations(): Promise<OrganizationsClient>;
  tagging(): Promise<ResourceGroupsTaggingAPIClient>;
}

const Ou = z.object({ Name: z.string() });

export const organizationPort = (
  clients: OrganizationClients,
  expected: ExpectedOrganization,
): OrganizationPort => ({
  account: async (id) => readAccount(await clients.organizations(), expected, id),
  accounts: async () => readAccounts(await clients.organizations(), expected),
  async tags(id) {
    const pages = paginateListTagsForResource({ client: await clients.organizations() }, { ResourceId: id });
    return answered(TagList, await everyItem(pages, (page) => page.Tags), `the tags of ${id}`);
  },
  tagged: async (key) => readTagged(await clients.tagging(), key),
  async ouName(id) {
    if (id.startsWith('r-')) return id;
    const client = await clients.organizations();
    const found = await client.send(new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: id }));
    return answered(Ou, found.OrganizationalUnit, id).Name;
  },
});
