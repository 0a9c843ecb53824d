import * as z from 'zod/mini';
import { noticeRecord } from '../../services/ec2/private-dns.ts';
import { putTxtRecord } from '../../services/route53/public-dns.ts';
import { administratorOf, present } from '../administrator.ts';
import { type ResourceType, resourceType, withoutEffect } from '../resource-type.ts';
import { untilState } from '../until.ts';

const Tags = z._default(z.array(z.strictObject({ Key: z.string(), Value: z.string() })), []);

/** Names: records of public DNS, and Route 53 Profiles. */
export const names: Readonly<Record<string, ResourceType>> = {
  'AWS::Route53::RecordSet': resourceType(
    {
      HostedZoneId: z.string(),
      Name: z.string(),
      Type: z.literal('TXT'),
      ResourceRecords: z.array(z.string()),
      TTL: withoutEffect('nobody remembers an answer'),
    },
    ({ HostedZoneId, Name: name, ResourceRecords: values }, { world }) => {
      const record = putTxtRecord(world, HostedZoneId, { name, values });
      noticeRecord(world, record);
      return { ref: record, attributes: {} };
    },
  ),

  'AWS::Route53Profiles::Profile': resourceType(
    { Name: z.string(), Tags },
    ({ Name, Tags: tags }, making) => {
      const { profiles } = administratorOf(making);
      const ClientToken = making.naming.invention.uuid();
      const { Profile } = profiles('CreateProfile', { Name, ClientToken, Tags: tags });
      const Id = present(Profile?.Id, 'Id');
      return { ref: Id, attributes: { Id, Arn: present(Profile?.Arn, 'Arn') } };
    },
  ),

  'AWS::Route53Profiles::ProfileResourceAssociation': resourceType(
    { Name: z.string(), ProfileId: z.string(), ResourceArn: z.string() },
    async (properties, making) => {
      const { world } = making;
      const answer = administratorOf(making).profiles('AssociateResourceToProfile', properties);
      const Id = present(answer.ProfileResourceAssociation?.Id, 'Id');
      const is = () => world.profiles.resourceAssociations.get(Id)?.status;
      await untilState(world.clock, Id, { is, wanted: 'COMPLETE' });
      return { ref: Id, attributes: { Id } };
    },
  ),
};
