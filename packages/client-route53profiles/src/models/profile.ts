import type { MetadataBearer } from '@smithy/types';
import type { ProfileStatus, ShareStatus } from './enums.ts';
import type { Tag } from './tag.ts';

/** A Route 53 Profile. */
export interface Profile {
  Id?: string | undefined;
  Arn?: string | undefined;
  Name?: string | undefined;
  /** The account that owns the Profile. */
  OwnerId?: string | undefined;
  Status?: ProfileStatus | undefined;
  StatusMessage?: string | undefined;
  ShareStatus?: ShareStatus | undefined;
  CreationTime?: Date | undefined;
  ModificationTime?: Date | undefined;
  /** The token the Profile was created with. */
  ClientToken?: string | undefined;
}

/** What a list tells of a Profile; its owner is read from the ARN or with GetProfile. */
export interface ProfileSummary {
  Id?: string | undefined;
  Arn?: string | undefined;
  Name?: string | undefined;
  ShareStatus?: ShareStatus | undefined;
}

export interface CreateProfileRequest {
  /** 1 to 64 letters, digits, hyphens, underscores, spaces or apostrophes; not digits only. */
  Name: string | undefined;
  /** Makes the call safe to repeat; filled in when left out. */
  ClientToken?: string | undefined;
  Tags?: Tag[] | undefined;
}
export interface CreateProfileResponse {
  Profile?: Profile | undefined;
}

export interface DeleteProfileRequest {
  ProfileId: string | undefined;
}
export interface DeleteProfileResponse {
  Profile?: Profile | undefined;
}

export interface GetProfileRequest {
  ProfileId: string | undefined;
}
export interface GetProfileResponse {
  Profile?: Profile | undefined;
}

export interface ListProfilesRequest {
  /** 1 to 100, and 100 when left out. */
  MaxResults?: number | undefined;
  NextToken?: string | undefined;
}
export interface ListProfilesResponse {
  ProfileSummaries?: ProfileSummary[] | undefined;
  NextToken?: string | undefined;
}

export type CreateProfileCommandInput = CreateProfileRequest;
export interface CreateProfileCommandOutput extends CreateProfileResponse, MetadataBearer {}
export type DeleteProfileCommandInput = DeleteProfileRequest;
export interface DeleteProfileCommandOutput extends DeleteProfileResponse, MetadataBearer {}
export type GetProfileCommandInput = GetProfileRequest;
export interface GetProfileCommandOutput extends GetProfileResponse, MetadataBearer {}
export type ListProfilesCommandInput = ListProfilesRequest;
export interface ListProfilesCommandOutput extends ListProfilesResponse, MetadataBearer {}
