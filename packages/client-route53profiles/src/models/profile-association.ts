import type { MetadataBearer } from '@smithy/types';
import type { ProfileStatus } from './enums.ts';
import type { Tag } from './tag.ts';

/** The association of a Profile with a VPC. */
export interface ProfileAssociation {
  Id?: string | undefined;
  Name?: string | undefined;
  /** The account that made the association, which need not own the Profile. */
  OwnerId?: string | undefined;
  ProfileId?: string | undefined;
  /** The id of the VPC. */
  ResourceId?: string | undefined;
  Status?: ProfileStatus | undefined;
  StatusMessage?: string | undefined;
  CreationTime?: Date | undefined;
  ModificationTime?: Date | undefined;
}

export interface AssociateProfileRequest {
  ProfileId: string | undefined;
  /** The id of the VPC; its ARN is refused. */
  ResourceId: string | undefined;
  Name: string | undefined;
  Tags?: Tag[] | undefined;
}
export interface AssociateProfileResponse {
  ProfileAssociation?: ProfileAssociation | undefined;
}

export interface DisassociateProfileRequest {
  ProfileId: string | undefined;
  /** The id of the VPC. */
  ResourceId: string | undefined;
}
export interface DisassociateProfileResponse {
  ProfileAssociation?: ProfileAssociation | undefined;
}

export interface GetProfileAssociationRequest {
  ProfileAssociationId: string | undefined;
}
export interface GetProfileAssociationResponse {
  ProfileAssociation?: ProfileAssociation | undefined;
}

/** Lists the associations of the calling account only, also when it owns the Profile. */
export interface ListProfileAssociationsRequest {
  /** The id of a VPC. */
  ResourceId?: string | undefined;
  ProfileId?: string | undefined;
  /** 1 to 100, and 100 when left out. */
  MaxResults?: number | undefined;
  NextToken?: string | undefined;
}
export interface ListProfileAssociationsResponse {
  ProfileAssociations?: ProfileAssociation[] | undefined;
  NextToken?: string | undefined;
}

export type AssociateProfileCommandInput = AssociateProfileRequest;
export interface AssociateProfileCommandOutput extends AssociateProfileResponse, MetadataBearer {}
export type DisassociateProfileCommandInput = DisassociateProfileRequest;
export interface DisassociateProfileCommandOutput extends DisassociateProfileResponse, MetadataBearer {}
export type GetProfileAssociationCommandInput = GetProfileAssociationRequest;
export interface GetProfileAssociationCommandOutput extends GetProfileAssociationResponse, MetadataBearer {}
export type ListProfileAssociationsCommandInput = ListProfileAssociationsRequest;
export interface ListProfileAssociationsCommandOutput
  extends ListProfileAssociationsResponse,
    MetadataBearer {}
