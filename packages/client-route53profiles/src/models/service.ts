import type * as profile from './profile.ts';
import type * as association from './profile-association.ts';
import type * as resource from './profile-resource-association.ts';
import type * as tag from './tag.ts';

/** Every input the client can send. */
export type ServiceInputTypes =
  | association.AssociateProfileCommandInput
  | association.DisassociateProfileCommandInput
  | association.GetProfileAssociationCommandInput
  | association.ListProfileAssociationsCommandInput
  | profile.CreateProfileCommandInput
  | profile.DeleteProfileCommandInput
  | profile.GetProfileCommandInput
  | profile.ListProfilesCommandInput
  | resource.AssociateResourceToProfileCommandInput
  | resource.DisassociateResourceFromProfileCommandInput
  | resource.GetProfileResourceAssociationCommandInput
  | resource.ListProfileResourceAssociationsCommandInput
  | resource.UpdateProfileResourceAssociationCommandInput
  | tag.ListTagsForResourceCommandInput
  | tag.TagResourceCommandInput
  | tag.UntagResourceCommandInput;

/** Every output the client can return. */
export type ServiceOutputTypes =
  | association.AssociateProfileCommandOutput
  | association.DisassociateProfileCommandOutput
  | association.GetProfileAssociationCommandOutput
  | association.ListProfileAssociationsCommandOutput
  | profile.CreateProfileCommandOutput
  | profile.DeleteProfileCommandOutput
  | profile.GetProfileCommandOutput
  | profile.ListProfilesCommandOutput
  | resource.AssociateResourceToProfileCommandOutput
  | resource.DisassociateResourceFromProfileCommandOutput
  | resource.GetProfileResourceAssociationCommandOutput
  | resource.ListProfileResourceAssociationsCommandOutput
  | resource.UpdateProfileResourceAssociationCommandOutput
  | tag.ListTagsForResourceCommandOutput
  | tag.TagResourceCommandOutput
  | tag.UntagResourceCommandOutput;
