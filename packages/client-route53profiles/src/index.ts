export {
  Client as __Client,
  Command as $Command,
  ServiceException as __ServiceException,
} from '@smithy/core/client';
export type { MetadataBearer as __MetadataBearer } from '@smithy/types';
export { Route53ProfilesClient } from './client.ts';
export * from './commands/profile.ts';
export * from './commands/profile-association.ts';
export * from './commands/profile-resource-association.ts';
export * from './commands/tag.ts';
export type {
  ClientDefaults,
  Route53ProfilesClientConfig,
  Route53ProfilesClientConfigType,
  Route53ProfilesClientResolvedConfig,
  Route53ProfilesClientResolvedConfigType,
} from './config.ts';
export type { ClientInputEndpointParameters } from './endpoint.ts';
export * from './exceptions.ts';
export type { Route53ProfilesExtensionConfiguration, RuntimeExtension } from './extensions.ts';
export * from './models/enums.ts';
export type * from './models/profile.ts';
export type * from './models/profile-association.ts';
export type * from './models/profile-resource-association.ts';
export type * from './models/service.ts';
export type * from './models/tag.ts';
export * from './pagination.ts';
export { Route53Profiles, type Route53ProfilesRequestOptions } from './route53-profiles.ts';
export * from './schemas/errors.ts';
export * from './schemas/profile.ts';
export * from './schemas/profile-association.ts';
export * from './schemas/profile-resource-association.ts';
export * from './schemas/tag.ts';
