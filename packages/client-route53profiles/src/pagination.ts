import { createPaginator } from '@smithy/core';
import type { PaginationConfiguration, Paginator } from '@smithy/types';
import { Route53ProfilesClient } from './client.ts';
import { ListProfilesCommand } from './commands/profile.ts';
import { ListProfileAssociationsCommand } from './commands/profile-association.ts';
import { ListProfileResourceAssociationsCommand } from './commands/profile-resource-association.ts';
import type { ListProfilesCommandInput, ListProfilesCommandOutput } from './models/profile.ts';
import type {
  ListProfileAssociationsCommandInput,
  ListProfileAssociationsCommandOutput,
} from './models/profile-association.ts';
import type {
  ListProfileResourceAssociationsCommandInput,
  ListProfileResourceAssociationsCommandOutput,
} from './models/profile-resource-association.ts';

export interface Route53ProfilesPaginationConfiguration extends PaginationConfiguration {
  client: Route53ProfilesClient;
}
type Pages<Input, Output> = (
  config: Route53ProfilesPaginationConfiguration,
  input: Input,
  ...rest: unknown[]
) => Paginator<Output>;

export const paginateListProfileAssociations: Pages<
  ListProfileAssociationsCommandInput,
  ListProfileAssociationsCommandOutput
> = createPaginator(
  Route53ProfilesClient,
  ListProfileAssociationsCommand,
  'NextToken',
  'NextToken',
  'MaxResults',
);

export const paginateListProfileResourceAssociations: Pages<
  ListProfileResourceAssociationsCommandInput,
  ListProfileResourceAssociationsCommandOutput
> = createPaginator(
  Route53ProfilesClient,
  ListProfileResourceAssociationsCommand,
  'NextToken',
  'NextToken',
  'MaxResults',
);

export const paginateListProfiles: Pages<ListProfilesCommandInput, ListProfilesCommandOutput> =
  createPaginator(Route53ProfilesClient, ListProfilesCommand, 'NextToken', 'NextToken', 'MaxResults');
