import * as z from 'zod/mini';
import { addTable } from '../../services/dynamodb/tables.ts';
import { addLogGroup } from '../../services/logs/groups.ts';
import { number, type ResourceType, resourceType, Tags, truth, withoutEffect } from '../resource-type.ts';

const keyOf = (name: string, type: string) =>
  z.object({ AttributeName: z.literal(name), KeyType: z.literal(type) });

/** What keeps data: tables, logs. */
export const storage: Readonly<Record<string, ResourceType>> = {
  'AWS::DynamoDB::GlobalTable': resourceType(
    {
      TableName: z.optional(z.string()),
      // The tables of the simulator have these keys and no others.
      KeySchema: z.tuple([keyOf('pk', 'HASH'), keyOf('sk', 'RANGE')]),
      AttributeDefinitions: withoutEffect('the keys say it all'),
      BillingMode: withoutEffect('nothing is throttled by its capacity'),
      Replicas: z.array(z.looseObject({ Region: z.string() })),
      TimeToLiveSpecification: z.optional(z.object({ AttributeName: z.string(), Enabled: truth })),
    },
    ({ Replicas, TimeToLiveSpecification: timeToLive }, { world, deployment, identifiers }) => {
      const { account } = deployment;
      if (Replicas.length !== 1 || Replicas[0]?.Region !== deployment.region)
        throw new Error('The simulator keeps a table in the Region of its stack alone');
      const attribute = timeToLive?.Enabled === true ? timeToLive.AttributeName : undefined;
      addTable(world, {
        account,
        region: deployment.region,
        name: identifiers.ref,
        ...(attribute !== undefined && { timeToLive: attribute }),
      });
      return identifiers;
    },
  ),

  'AWS::Logs::LogGroup': resourceType(
    {
      LogGroupName: z.optional(z.string()),
      RetentionInDays: z.optional(number),
      KmsKeyId: withoutEffect('encryption at rest changes no answer'),
      Tags,
    },
    ({ RetentionInDays: retentionDays }, { world, deployment: { account, region }, identifiers }) => {
      const days = retentionDays === undefined ? {} : { retentionDays };
      addLogGroup(world, { account, region, name: identifiers.ref, ...days });
      return identifiers;
    },
  ),
};
