import {
  AssociateProfileCommand,
  DisassociateProfileCommand,
  paginateListProfileAssociations,
  type Route53ProfilesClient,
} from '@aws-sdk/client-route53profiles';
import * as z from 'zod/mini';
import { ProfileId, VpcId } from '../model/ids.ts';
import type { ProfileAssociation } from '../model/network.ts';
import type { ConsumerPort } from '../model/ports.ts';
import { answered } from './answer.ts';
import { goneIsDone } from './errors.ts';
import { everyItem } from './lists.ts';

const live = ['CREATING', 'UPDATING', 'COMPLETE', 'DELETING', 'FAILED'] as const;

const Association = z.object({
  Name: z._default(z.string(), ''),
  ProfileId,
  ResourceId: VpcId,
  Status: z.enum([...live, 'DELETED']),
});

export const profiles = (
  client: Route53ProfilesClient,
): Pick<ConsumerPort, 'profileAssociations' | 'associateProfile' | 'disassociateProfile'> => ({
  async profileAssociations() {
    const pages = paginateListProfileAssociations({ client, pageSize: 100 }, {});
    const found = await everyItem(pages, (page) => page.ProfileAssociations);
    return answered(z.array(Association), found, 'the profile associations').flatMap(associationOf);
  },

  async associateProfile(profile, vpc, name, tags) {
    await client.send(
      new AssociateProfileCommand({
        Name: name,
        ProfileId: profile,
        ResourceId: vpc,
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      }),
    );
  },

  disassociateProfile: (profile, vpc) =>
    goneIsDone(client.send(new DisassociateProfileCommand({ ProfileId: profile, ResourceId: vpc }))),
});

function associationOf(found: z.output<typeof Association>): readonly ProfileAssociation[] {
  const status = live.find((name) => name === found.Status);
  if (status === undefined) return [];
  return [{ name: found.Name, profile: found.ProfileId, vpc: found.ResourceId, status }];
}
