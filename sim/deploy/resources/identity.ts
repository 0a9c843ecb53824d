import * as z from 'zod/mini';
import { addRole, attachPolicy } from '../../services/sts/roles.ts';
import { managedPolicy } from '../managed-policies.ts';
import { type ResourceType, resourceType, Tags, withoutEffect } from '../resource-type.ts';

/** A policy reads it, strictly, once it belongs to something. */
const PolicyDocument = z.record(z.string(), z.unknown());

/** Roles and what they may do. */
export const identity: Readonly<Record<string, ResourceType>> = {
  'AWS::IAM::Role': resourceType(
    {
      RoleName: z.optional(z.string()),
      Path: z.optional(z.string()),
      AssumeRolePolicyDocument: PolicyDocument,
      Policies: z._default(z.array(z.strictObject({ PolicyName: z.string(), PolicyDocument })), []),
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
          ...Policies.map((policy) => policy.PolicyDocument),
          ...ManagedPolicyArns.map(
            (arn, index) =>
              world.identity.managedPolicies.get(arn) ??
              managedPolicy(arn, `${logicalId}.Properties.ManagedPolicyArns[${index}]`),
          ),
        ],
      });
      return identifiers;
    },
  ),

  'AWS::IAM::Policy': resourceType(
    { PolicyName: z.string(), PolicyDocument, Roles: z.array(z.string()) },
    ({ PolicyDocument: document, Roles }, { world, deployment: { account }, identifiers }) => {
      for (const name of Roles) attachPolicy(world, { account, name }, document);
      return identifiers;
    },
  ),

  'AWS::IAM::RolePolicy': resourceType(
    { PolicyName: z.string(), PolicyDocument, RoleName: z.string() },
    ({ PolicyDocument: document, RoleName: name }, { world, deployment: { account }, identifiers }) => {
      attachPolicy(world, { account, name }, document);
      return identifiers;
    },
  ),

  'AWS::IAM::ManagedPolicy': resourceType(
    {
      ManagedPolicyName: z.optional(z.string()),
      Path: z.optional(z.string()),
      PolicyDocument,
      Roles: z._default(z.array(z.string()), []),
      Description: withoutEffect('it is text for people'),
      Tags,
    },
    ({ PolicyDocument: document, Roles }, { world, deployment: { account }, identifiers }) => {
      world.identity.managedPolicies.set(identifiers.ref, document);
      for (const name of Roles) attachPolicy(world, { account, name }, document);
      return identifiers;
    },
  ),
};
