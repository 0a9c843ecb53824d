import {
  idempotencyToken,
  integer,
  label,
  list,
  operation,
  query,
  structure,
  text,
  timestamp,
} from './schema.ts';
import { Tag$ } from './tag.ts';

export const Profile$ = structure(
  'Profile',
  {},
  {
    Id: text,
    Arn: text,
    Name: text,
    OwnerId: text,
    Status: text,
    StatusMessage: text,
    ShareStatus: text,
    CreationTime: timestamp,
    ModificationTime: timestamp,
    ClientToken: text,
  },
);
export const ProfileSummary$ = structure(
  'ProfileSummary',
  {},
  { Id: text, Arn: text, Name: text, ShareStatus: text },
);

export const CreateProfileRequest$ = structure(
  'CreateProfileRequest',
  { Name: text, ClientToken: idempotencyToken },
  { Tags: list('TagList', Tag$) },
);
export const CreateProfileResponse$ = structure('CreateProfileResponse', {}, { Profile: Profile$ });
export const DeleteProfileRequest$ = structure('DeleteProfileRequest', { ProfileId: label });
export const DeleteProfileResponse$ = structure('DeleteProfileResponse', {}, { Profile: Profile$ });
export const GetProfileRequest$ = structure('GetProfileRequest', { ProfileId: label });
export const GetProfileResponse$ = structure('GetProfileResponse', {}, { Profile: Profile$ });
export const ListProfilesRequest$ = structure(
  'ListProfilesRequest',
  {},
  { MaxResults: query('maxResults', integer), NextToken: query('nextToken') },
);
export const ListProfilesResponse$ = structure(
  'ListProfilesResponse',
  {},
  { ProfileSummaries: list('ProfileSummaryList', ProfileSummary$), NextToken: text },
);

export const CreateProfile$ = operation(
  'CreateProfile',
  ['POST', '/profile', 200],
  CreateProfileRequest$,
  CreateProfileResponse$,
);
export const DeleteProfile$ = operation(
  'DeleteProfile',
  ['DELETE', '/profile/{ProfileId}', 200],
  DeleteProfileRequest$,
  DeleteProfileResponse$,
);
export const GetProfile$ = operation(
  'GetProfile',
  ['GET', '/profile/{ProfileId}', 200],
  GetProfileRequest$,
  GetProfileResponse$,
);
export const ListProfiles$ = operation(
  'ListProfiles',
  ['GET', '/profiles', 200],
  ListProfilesRequest$,
  ListProfilesResponse$,
);
