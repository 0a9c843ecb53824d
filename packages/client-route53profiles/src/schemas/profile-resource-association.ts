import { integer, label, list, operation, query, structure, text, timestamp } from './schema.ts';

export const ProfileResourceAssociation$ = structure(
  'ProfileResourceAssociation',
  {},
  {
    Id: text,
    Name: text,
    OwnerId: text,
    ProfileId: text,
    ResourceArn: text,
    ResourceType: text,
    ResourceProperties: text,
    Status: text,
    StatusMessage: text,
    CreationTime: timestamp,
    ModificationTime: timestamp,
  },
);
const one = { ProfileResourceAssociation: ProfileResourceAssociation$ };

export const AssociateResourceToProfileRequest$ = structure(
  'AssociateResourceToProfileRequest',
  { ProfileId: text, ResourceArn: text, Name: text },
  { ResourceProperties: text },
);
export const AssociateResourceToProfileResponse$ = structure('AssociateResourceToProfileResponse', {}, one);
export const DisassociateResourceFromProfileRequest$ = structure('DisassociateResourceFromProfileRequest', {
  ProfileId: label,
  ResourceArn: label,
});
export const DisassociateResourceFromProfileResponse$ = structure(
  'DisassociateResourceFromProfileResponse',
  {},
  one,
);
export const GetProfileResourceAssociationRequest$ = structure('GetProfileResourceAssociationRequest', {
  ProfileResourceAssociationId: label,
});
export const GetProfileResourceAssociationResponse$ = structure(
  'GetProfileResourceAssociationResponse',
  {},
  one,
);
export const ListProfileResourceAssociationsRequest$ = structure(
  'ListProfileResourceAssociationsRequest',
  { ProfileId: label },
  {
    ResourceType: query('resourceType'),
    MaxResults: query('maxResults', integer),
    NextToken: query('nextToken'),
  },
);
export const ListProfileResourceAssociationsResponse$ = structure(
  'ListProfileResourceAssociationsResponse',
  {},
  {
    ProfileResourceAssociations: list('ProfileResourceAssociations', ProfileResourceAssociation$),
    NextToken: text,
  },
);
export const UpdateProfileResourceAssociationRequest$ = structure(
  'UpdateProfileResourceAssociationRequest',
  { ProfileResourceAssociationId: label },
  { Name: text, ResourceProperties: text },
);
export const UpdateProfileResourceAssociationResponse$ = structure(
  'UpdateProfileResourceAssociationResponse',
  {},
  one,
);

export const AssociateResourceToProfile$ = operation(
  'AssociateResourceToProfile',
  ['POST', '/profileresourceassociation', 200],
  AssociateResourceToProfileRequest$,
  AssociateResourceToProfileResponse$,
);
export const DisassociateResourceFromProfile$ = operation(
  'DisassociateResourceFromProfile',
  ['DELETE', '/profileresourceassociation/profileid/{ProfileId}/resourcearn/{ResourceArn}', 200],
  DisassociateResourceFromProfileRequest$,
  DisassociateResourceFromProfileResponse$,
);
export const GetProfileResourceAssociation$ = operation(
  'GetProfileResourceAssociation',
  ['GET', '/profileresourceassociation/{ProfileResourceAssociationId}', 200],
  GetProfileResourceAssociationRequest$,
  GetProfileResourceAssociationResponse$,
);
export const ListProfileResourceAssociations$ = operation(
  'ListProfileResourceAssociations',
  ['GET', '/profileresourceassociations/profileid/{ProfileId}', 200],
  ListProfileResourceAssociationsRequest$,
  ListProfileResourceAssociationsResponse$,
);
export const UpdateProfileResourceAssociation$ = operation(
  'UpdateProfileResourceAssociation',
  ['PATCH', '/profileresourceassociation/{ProfileResourceAssociationId}', 200],
  UpdateProfileResourceAssociationRequest$,
  UpdateProfileResourceAssociationResponse$,
);
