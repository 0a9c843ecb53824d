import type { MetadataBearer } from '@smithy/types';
import type { ProfileStatus } from './enums.ts';

/** The association of a Profile with a DNS resource: a hosted zone, a rule, an interface endpoint. */
export interface ProfileResourceAssociation {
  Id?: string | undefined;
  Name?: string | undefined;
  /** The account that made the association. */
  OwnerId?: string | undefined;
  ProfileId?: string | undefined;
  ResourceArn?: string | undefined;
  ResourceType?: string | undefined;
  ResourceProperties?: string | undefined;
  Status?: ProfileStatus | undefined;
  StatusMessage?: string | undefined;
  CreationTime?: Date | undefined;
  ModificationTime?: Date | undefined;
}

export interface AssociateResourceToProfileRequest {
  ProfileId: string | undefined;
  ResourceArn: string | undefined;
  Name: string | undefined;
  /** JSON text, `{"priority":101}`, for a DNS Firewall rule group; its priority is 100 to 9900. */
  ResourceProperties?: string | undefined;
}
export interface AssociateResourceToProfileResponse {
  ProfileResourceAssociation?: ProfileResourceAssociation | undefined;
}

export interface DisassociateResourceFromProfileRequest {
  ProfileId: string | undefined;
  ResourceArn: string | undefined;
}
export interface DisassociateResourceFromProfileResponse {
  ProfileResourceAssociation?: ProfileResourceAssociation | undefined;
}

export interface GetProfileResourceAssociationRequest {
  ProfileResourceAssociationId: string | undefined;
}
export interface GetProfileResourceAssociationResponse {
  ProfileResourceAssociation?: ProfileResourceAssociation | undefined;
}

export interface ListProfileResourceAssociationsRequest {
  ProfileId: string | undefined;
  ResourceType?: string | undefined;
  /** 1 to 100, and 100 when left out. */
  MaxResults?: number | undefined;
  NextToken?: string | undefined;
}
export interface ListProfileResourceAssociationsResponse {
  ProfileResourceAssociations?: ProfileResourceAssociation[] | undefined;
  NextToken?: string | undefined;
}

export interface UpdateProfileResourceAssociationRequest {
  ProfileResourceAssociationId: string | undefined;
  Name?: string | undefined;
  ResourceProperties?: string | undefined;
}
export interface UpdateProfileResourceAssociationResponse {
  ProfileResourceAssociation?: ProfileResourceAssociation | undefined;
}

export type AssociateResourceToProfileCommandInput = AssociateResourceToProfileRequest;
export interface AssociateResourceToProfileCommandOutput
  extends AssociateResourceToProfileResponse,
    MetadataBearer {}
export type DisassociateResourceFromProfileCommandInput = DisassociateResourceFromProfileRequest;
export interface DisassociateResourceFromProfileCommandOutput
  extends DisassociateResourceFromProfileResponse,
    MetadataBearer {}
export type GetProfileResourceAssociationCommandInput = GetProfileResourceAssociationRequest;
export interface GetProfileResourceAssociationCommandOutput
  extends GetProfileResourceAssociationResponse,
    MetadataBearer {}
export type ListProfileResourceAssociationsCommandInput = ListProfileResourceAssociationsRequest;
export interface ListProfileResourceAssociationsCommandOutput
  extends ListProfileResourceAssociationsResponse,
    MetadataBearer {}
export type UpdateProfileResourceAssociationCommandInput = UpdateProfileResourceAssociationRequest;
export interface UpdateProfileResourceAssociationCommandOutput
  extends UpdateProfileResourceAssociationResponse,
    MetadataBearer {}
