import * as z from 'zod/mini';
import { addRole, attachPolicy } from '../../services/sts/roles.ts';
import { managedPolicy } from '../managed-policies.ts';
import { type ResourceType, resourceType, Tags, withoutEffect } from '../resource-type.ts';

/** Roles and what they may do. */
export const identity: Readonly<Record<string, ResourceType>> = {
  'AWS::IAM::Role': resourceType(
    {
      RoleName: z.optional(z.string()),
      Path: z.optional(z.string()),
      AssumeRolePolicyDocument: z.unknown(),
      Policies: z._default(
        z.array(z.strictObject({ PolicyName: z.string(), PolicyDocument: z.unknown() })),
        [],
      ),
      ManagedPolicyArns: z._default(z.array(z.string()), []),
      Description: withoutEffect('it is text for people'),
      MaxSessionDuration: withoutEffect('no session lasts so long'),
      Tags,
    },
    (properties, { world, deployment: { account }, logicalId, identifiers }) => {
      const { Path: path, Policies, ManagedPolicyArns } = properties;
      addRole(world, {
        account,
        name: identifiers.ref,
        ...(path !== undefined && { path }),
        trustPolicy: properties.AssumeRolePolicyDocument,
        policies: [
          ...Policies.map(({ PolicyDocument }) => PolicyDocument),
          ...ManagedPolicyArns.map((arn) => managedPolicy(arn, `${logicalId}.Properties.ManagedPolicyArns`)),
        ],
      });
      return identifiers;
    },
  ),

  'AWS::IAM::Policy': resourceType(
    { PolicyName: z.string(), PolicyDocument: z.unknown(), Roles: z.array(z.string()) },
    ({ PolicyDocument, Roles }, { world, deployment: { account }, identifiers }) => {
      for (const role of Roles) attachPolicy(world, { account, name: role }, PolicyDocument);
      return identifiers;
    },
  ),
};
