import { integer, label, list, operation, query, structure, text, timestamp } from './schema.ts';
import { Tag$ } from './tag.ts';

export const ProfileAssociation$ = structure(
  'ProfileAssociation',
  {},
  {
    Id: text,
    Name: text,
    OwnerId: text,
    ProfileId: text,
    ResourceId: text,
    Status: text,
    StatusMessage: text,
    CreationTime: timestamp,
    ModificationTime: timestamp,
  },
);
const one = { ProfileAssociation: ProfileAssociation$ };

export const AssociateProfileRequest$ = structure(
  'AssociateProfileRequest',
  { ProfileId: text, ResourceId: text, Name: text },
  { Tags: list('TagList', Tag$) },
);
export const AssociateProfileResponse$ = structure('AssociateProfileResponse', {}, one);
export const DisassociateProfileRequest$ = structure('DisassociateProfileRequest', {
  ProfileId: label,
  ResourceId: label,
});
export const DisassociateProfileResponse$ = structure('DisassociateProfileResponse', {}, one);
export const GetProfileAssociationRequest$ = structure('GetProfileAssociationRequest', {
  ProfileAssociationId: label,
});
export const GetProfileAssociationResponse$ = structure('GetProfileAssociationResponse', {}, one);
export const ListProfileAssociationsRequest$ = structure(
  'ListProfileAssociationsRequest',
  {},
  {
    ResourceId: query('resourceId'),
    ProfileId: query('profileId'),
    MaxResults: query('maxResults', integer),
    NextToken: query('nextToken'),
  },
);
export const ListProfileAssociationsResponse$ = structure(
  'ListProfileAssociationsResponse',
  {},
  { ProfileAssociations: list('ProfileAssociations', ProfileAssociation$), NextToken: text },
);

export const AssociateProfile$ = operation(
  'AssociateProfile',
  ['POST', '/profileassociation', 200],
  AssociateProfileRequest$,
  AssociateProfileResponse$,
);
export const DisassociateProfile$ = operation(
  'DisassociateProfile',
  ['DELETE', '/profileassociation/Profileid/{ProfileId}/resourceid/{ResourceId}', 200],
  DisassociateProfileRequest$,
  DisassociateProfileResponse$,
);
export const GetProfileAssociation$ = operation(
  'GetProfileAssociation',
  ['GET', '/profileassociation/{ProfileAssociationId}', 200],
  GetProfileAssociationRequest$,
  GetProfileAssociationResponse$,
);
export const ListProfileAssociations$ = operation(
  'ListProfileAssociations',
  ['GET', '/profileassociations', 200],
  ListProfileAssociationsRequest$,
  ListProfileAssociationsResponse$,
);
