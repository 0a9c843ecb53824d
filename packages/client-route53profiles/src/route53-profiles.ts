import { createAggregatedClient } from '@smithy/core/client';
import type { HttpHandlerOptions, MetricsRecorder, PaginationConfiguration, Paginator } from '@smithy/types';
import { Route53ProfilesClient } from './client.ts';
import * as profileCommands from './commands/profile.ts';
import * as associationCommands from './commands/profile-association.ts';
import * as resourceCommands from './commands/profile-resource-association.ts';
import * as tagCommands from './commands/tag.ts';
import type * as profile from './models/profile.ts';
import type * as association from './models/profile-association.ts';
import type * as resource from './models/profile-resource-association.ts';
import type * as tag from './models/tag.ts';
import * as paginators from './pagination.ts';

export interface Route53ProfilesRequestOptions extends HttpHandlerOptions {
  metricsRecorder?: MetricsRecorder<unknown>;
}

interface Operation<Input, Output> {
  (args: Input, options?: Route53ProfilesRequestOptions): Promise<Output>;
  (args: Input, cb: (err: unknown, data?: Output) => void): void;
  (args: Input, options: Route53ProfilesRequestOptions, cb: (err: unknown, data?: Output) => void): void;
}
interface ListOperation<Input, Output> extends Operation<Input, Output> {
  (): Promise<Output>;
}
type Paging = Omit<PaginationConfiguration, 'client'>;

/** The client with a method for each operation, for who prefers it to sending commands. */
export class Route53Profiles extends Route53ProfilesClient {
  declare readonly associateProfile: Operation<
    association.AssociateProfileCommandInput,
    association.AssociateProfileCommandOutput
  >;
  declare readonly associateResourceToProfile: Operation<
    resource.AssociateResourceToProfileCommandInput,
    resource.AssociateResourceToProfileCommandOutput
  >;
  declare readonly createProfile: Operation<
    profile.CreateProfileCommandInput,
    profile.CreateProfileCommandOutput
  >;
  declare readonly deleteProfile: Operation<
    profile.DeleteProfileCommandInput,
    profile.DeleteProfileCommandOutput
  >;
  declare readonly disassociateProfile: Operation<
    association.DisassociateProfileCommandInput,
    association.DisassociateProfileCommandOutput
  >;
  declare readonly disassociateResourceFromProfile: Operation<
    resource.DisassociateResourceFromProfileCommandInput,
    resource.DisassociateResourceFromProfileCommandOutput
  >;
  declare readonly getProfile: Operation<profile.GetProfileCommandInput, profile.GetProfileCommandOutput>;
  declare readonly getProfileAssociation: Operation<
    association.GetProfileAssociationCommandInput,
    association.GetProfileAssociationCommandOutput
  >;
  declare readonly getProfileResourceAssociation: Operation<
    resource.GetProfileResourceAssociationCommandInput,
    resource.GetProfileResourceAssociationCommandOutput
  >;
  declare readonly listProfileAssociations: ListOperation<
    association.ListProfileAssociationsCommandInput,
    association.ListProfileAssociationsCommandOutput
  >;
  declare readonly listProfileResourceAssociations: Operation<
    resource.ListProfileResourceAssociationsCommandInput,
    resource.ListProfileResourceAssociationsCommandOutput
  >;
  declare readonly listProfiles: ListOperation<
    profile.ListProfilesCommandInput,
    profile.ListProfilesCommandOutput
  >;
  declare readonly listTagsForResource: Operation<
    tag.ListTagsForResourceCommandInput,
    tag.ListTagsForResourceCommandOutput
  >;
  declare readonly tagResource: Operation<tag.TagResourceCommandInput, tag.TagResourceCommandOutput>;
  declare readonly untagResource: Operation<tag.UntagResourceCommandInput, tag.UntagResourceCommandOutput>;
  declare readonly updateProfileResourceAssociation: Operation<
    resource.UpdateProfileResourceAssociationCommandInput,
    resource.UpdateProfileResourceAssociationCommandOutput
  >;
  declare readonly paginateListProfileAssociations: (
    args?: association.ListProfileAssociationsCommandInput,
    paging?: Paging,
  ) => Paginator<association.ListProfileAssociationsCommandOutput>;
  declare readonly paginateListProfileResourceAssociations: (
    args: resource.ListProfileResourceAssociationsCommandInput,
    paging?: Paging,
  ) => Paginator<resource.ListProfileResourceAssociationsCommandOutput>;
  declare readonly paginateListProfiles: (
    args?: profile.ListProfilesCommandInput,
    paging?: Paging,
  ) => Paginator<profile.ListProfilesCommandOutput>;
}
createAggregatedClient(
  { ...profileCommands, ...associationCommands, ...resourceCommands, ...tagCommands },
  Route53Profiles,
  { paginators },
);
