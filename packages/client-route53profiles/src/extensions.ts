import {
  getAwsRegionExtensionConfiguration,
  type RegionExtensionRuntimeConfigType,
  resolveAwsRegionExtensionConfiguration,
} from '@aws-sdk/core/client';
import type { AwsRegionExtensionConfiguration } from '@aws-sdk/types';
import {
  type DefaultExtensionRuntimeConfigType,
  getDefaultExtensionConfiguration,
  resolveDefaultRuntimeConfig,
} from '@smithy/core/client';
import {
  getHttpHandlerExtensionConfiguration,
  type HttpHandlerExtensionConfigType,
  type HttpHandlerExtensionConfiguration,
  resolveHttpHandlerRuntimeConfig,
} from '@smithy/core/protocols';
import type {
  AwsCredentialIdentity,
  AwsCredentialIdentityProvider,
  DefaultExtensionConfiguration,
  HttpAuthScheme,
} from '@smithy/types';
import type { Route53ProfilesHttpAuthSchemeProvider } from './auth.ts';

type Credentials = AwsCredentialIdentity | AwsCredentialIdentityProvider;

export interface HttpAuthExtensionConfiguration {
  setHttpAuthScheme(httpAuthScheme: HttpAuthScheme): void;
  httpAuthSchemes(): HttpAuthScheme[];
  setHttpAuthSchemeProvider(httpAuthSchemeProvider: Route53ProfilesHttpAuthSchemeProvider): void;
  httpAuthSchemeProvider(): Route53ProfilesHttpAuthSchemeProvider;
  setCredentials(credentials: Credentials): void;
  credentials(): Credentials | undefined;
}

/** What a runtime extension may change. */
export interface Route53ProfilesExtensionConfiguration
  extends HttpHandlerExtensionConfiguration,
    DefaultExtensionConfiguration,
    AwsRegionExtensionConfiguration,
    HttpAuthExtensionConfiguration {}

export interface RuntimeExtension {
  configure(extensionConfiguration: Route53ProfilesExtensionConfiguration): void;
}
export interface RuntimeExtensionsConfig {
  extensions: RuntimeExtension[];
}

interface Auth {
  readonly httpAuthSchemes: HttpAuthScheme[];
  readonly httpAuthSchemeProvider: Route53ProfilesHttpAuthSchemeProvider;
  readonly credentials?: Credentials;
}
type Extensible = RegionExtensionRuntimeConfigType &
  DefaultExtensionRuntimeConfigType &
  HttpHandlerExtensionConfigType &
  Auth;

function authExtension(config: Auth): HttpAuthExtensionConfiguration {
  const schemes = config.httpAuthSchemes;
  let provider = config.httpAuthSchemeProvider;
  let credentials = config.credentials;
  return {
    setHttpAuthScheme(scheme) {
      const index = schemes.findIndex(({ schemeId }) => schemeId === scheme.schemeId);
      if (index === -1) schemes.push(scheme);
      else schemes[index] = scheme;
    },
    httpAuthSchemes: () => schemes,
    setHttpAuthSchemeProvider(changed) {
      provider = changed;
    },
    httpAuthSchemeProvider: () => provider,
    setCredentials(changed) {
      credentials = changed;
    },
    credentials: () => credentials,
  };
}

/** Lets every extension change the configuration, in place, and returns it. */
export function resolveRuntimeExtensions<T extends Extensible>(
  config: T,
  extensions: readonly RuntimeExtension[],
): T {
  const extension: Route53ProfilesExtensionConfiguration = {
    ...getAwsRegionExtensionConfiguration(config),
    ...getDefaultExtensionConfiguration(config),
    ...getHttpHandlerExtensionConfiguration(config),
    ...authExtension(config),
  };
  for (const each of extensions) each.configure(extension);
  return Object.assign(config, {
    ...resolveAwsRegionExtensionConfiguration(extension),
    ...resolveDefaultRuntimeConfig(extension),
    ...resolveHttpHandlerRuntimeConfig(extension),
    httpAuthSchemes: extension.httpAuthSchemes(),
    httpAuthSchemeProvider: extension.httpAuthSchemeProvider(),
    credentials: extension.credentials(),
  });
}
