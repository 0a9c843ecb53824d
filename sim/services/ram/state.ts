import type {
  AcceptResourceShareInvitationResponse,
  AssociateResourceShareResponse,
  CreateResourceShareResponse,
  DeleteResourceShareResponse,
  DisassociateResourceShareResponse,
  RejectResourceShareInvitationResponse,
  ResourceShareAssociationStatus,
  UpdateResourceShareResponse,
} from '@aws-sdk/client-ram';
import { Once } from './once.ts';

/** A principal or a resource of a share. */
export interface SimulatedAssociation {
  readonly type: 'PRINCIPAL' | 'RESOURCE';
  /** An account id, an OU's or the organization's ARN; for a resource its ARN. */
  readonly entity: string;
  status: ResourceShareAssociationStatus;
  readonly createdAtMs: number;
  updatedAtMs: number;
  /** Whether the principal was outside the organization when it was associated. */
  readonly external: boolean;
  /** Whether the principal has still to accept an invitation. */
  invited: boolean;
  /** When consumers can begin to use what is shared; absent before ASSOCIATED. */
  usableAtMs: number | undefined;
}

export interface SimulatedShare {
  readonly arn: string;
  readonly owner: string;
  readonly region: string;
  name: string;
  allowExternalPrincipals: boolean;
  readonly retainSharingOnAccountLeaveOrganization: boolean;
  status: 'ACTIVE' | 'DELETING' | 'DELETED';
  readonly tags: ReadonlyMap<string, string>;
  readonly createdAtMs: number;
  updatedAtMs: number;
  associations: readonly SimulatedAssociation[];
}

export interface SimulatedInvitation {
  readonly arn: string;
  readonly share: SimulatedShare;
  readonly receiver: string;
  readonly invitedAtMs: number;
  status: 'PENDING' | 'ACCEPTED' | 'REJECTED' | 'EXPIRED';
}

/** The resource shares of all accounts and Regions, by ARN, and the invitations to them. */
export class RamState {
  /** Whether sharing with the organization is enabled, so that its accounts need no invitation. */
  organizationSharing = true;
  readonly shares = new Map<string, SimulatedShare>();
  readonly invitations = new Map<string, SimulatedInvitation>();
  readonly created = new Once<CreateResourceShareResponse>();
  readonly updated = new Once<UpdateResourceShareResponse>();
  readonly deleted = new Once<DeleteResourceShareResponse>();
  readonly associated = new Once<AssociateResourceShareResponse>();
  readonly disassociated = new Once<DisassociateResourceShareResponse>();
  readonly accepted = new Once<AcceptResourceShareInvitationResponse>();
  readonly rejected = new Once<RejectResourceShareInvitationResponse>();
}
