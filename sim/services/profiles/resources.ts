import type { ProfileResourceAssociation } from '@aws-sdk/client-route53profiles';
import { refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';
import { notFound } from './checks.ts';
import type { SimulatedResourceAssociation } from './state.ts';

export interface NewResourceAssociation {
  readonly profileId: string;
  readonly resourceArn: string;
  readonly name?: string;
  readonly properties?: string;
  readonly account?: string;
  readonly id?: string;
  readonly status?: SimulatedResourceAssociation['status'];
}

/** Gives a profile a resource, complete at once unless told otherwise. */
export function addResourceAssociation(
  world: World,
  association: NewResourceAssociation,
): SimulatedResourceAssociation {
  const { profileId, resourceArn, name = 'scenario', properties, status = 'COMPLETE' } = association;
  const profile = world.profiles.profiles.get(profileId) ?? notFound('PROFILE', profileId);
  const added: SimulatedResourceAssociation = {
    id: association.id ?? `rpr-${world.random.hex(17)}`,
    account: association.account ?? profile.account,
    profileId,
    resourceArn,
    resourceType: typeOf(resourceArn),
    name,
    properties,
    status,
    createdAtMs: world.clock.nowMs,
    modifiedAtMs: world.clock.nowMs,
  };
  world.profiles.resourceAssociations.set(added.id, added);
  return added;
}

// AWS documents FIREWALL_RULE_GROUP; the other names are formed like it.
const types: readonly (readonly [RegExp, string])[] = [
  [/^arn:[^:]+:ec2:[^:]+:\d{12}:vpc-endpoint\/vpce-[0-9a-f]+$/, 'VPC_ENDPOINT'],
  [/^arn:[^:]+:route53:::hostedzone\/[A-Z0-9]+$/, 'PRIVATE_HOSTED_ZONE'],
  [/^arn:[^:]+:route53resolver:[^:]+:\d{12}:resolver-rule\/.+$/, 'RESOLVER_RULE'],
  [/^arn:[^:]+:route53resolver:[^:]+:\d{12}:firewall-rule-group\/.+$/, 'FIREWALL_RULE_GROUP'],
  [/^arn:[^:]+:route53resolver:[^:]+:\d{12}:resolver-query-log-config\/.+$/, 'RESOLVER_QUERY_LOG_CONFIG'],
];

function typeOf(resourceArn: string): string {
  const [, type] = types.find(([pattern]) => pattern.test(resourceArn)) ?? [];
  return (
    type ??
    refuse('InvalidParameterException', `The resource ${resourceArn} cannot be part of a profile`, 400, {
      FieldName: 'ResourceArn',
    })
  );
}

const messages = {
  CREATING: 'Creating the association',
  UPDATING: 'Updating the Profile to DNS resource association',
  COMPLETE: 'Completed creation of the Profile to DNS resource association',
  DELETING: 'Deleting the Profile to DNS resource association',
  FAILED: 'Failed to associate the DNS resource',
} as const;

/** A resource association as AWS answers it. */
export function describeResource(association: SimulatedResourceAssociation): ProfileResourceAssociation {
  return {
    Id: association.id,
    Name: association.name,
    OwnerId: association.account,
    ProfileId: association.profileId,
    ResourceArn: association.resourceArn,
    ResourceType: association.resourceType,
    ResourceProperties: association.properties,
    Status: association.status,
    StatusMessage: messages[association.status],
    CreationTime: new Date(association.createdAtMs),
    ModificationTime: new Date(association.modifiedAtMs),
  };
}
