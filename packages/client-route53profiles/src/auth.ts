import {
  type AwsSdkSigV4AuthInputConfig,
  type AwsSdkSigV4AuthResolvedConfig,
  type AwsSdkSigV4PreviouslyResolved,
  resolveAwsSdkSigV4Config,
} from '@aws-sdk/core/httpAuthSchemes';
import { getSmithyContext, normalizeProvider } from '@smithy/core/client';
import type {
  HandlerExecutionContext,
  HttpAuthScheme,
  HttpAuthSchemeParameters,
  HttpAuthSchemeProvider,
  Provider,
} from '@smithy/types';
import { endpointPrefix } from './endpoint.ts';

export interface Route53ProfilesHttpAuthSchemeParameters extends HttpAuthSchemeParameters {
  region?: string;
}
export type Route53ProfilesHttpAuthSchemeProvider =
  HttpAuthSchemeProvider<Route53ProfilesHttpAuthSchemeParameters>;

export interface HttpAuthSchemeInputConfig extends AwsSdkSigV4AuthInputConfig {
  authSchemePreference?: string[] | Provider<string[]>;
  httpAuthSchemes?: HttpAuthScheme[];
  httpAuthSchemeProvider?: Route53ProfilesHttpAuthSchemeProvider;
}
export interface HttpAuthSchemeResolvedConfig extends AwsSdkSigV4AuthResolvedConfig {
  readonly authSchemePreference: Provider<string[]>;
  readonly httpAuthSchemes: HttpAuthScheme[];
  readonly httpAuthSchemeProvider: Route53ProfilesHttpAuthSchemeProvider;
}

/** What signing needs to know of one request. */
export async function defaultRoute53ProfilesHttpAuthSchemeParametersProvider(
  config: { readonly region: Provider<string> },
  context: HandlerExecutionContext,
): Promise<Route53ProfilesHttpAuthSchemeParameters> {
  return { operation: String(getSmithyContext(context).operation), region: await config.region() };
}

/** Every operation is signed alike. */
export const defaultRoute53ProfilesHttpAuthSchemeProvider: Route53ProfilesHttpAuthSchemeProvider = ({
  region,
}) => [
  {
    schemeId: 'aws.auth#sigv4',
    signingProperties: { name: endpointPrefix, region },
    propertiesExtractor: (config, context) => ({ signingProperties: { config, context } }),
  },
];

/** Completes the configuration with a signer and memoized credentials. */
export const resolveHttpAuthSchemeConfig = <T>(
  config: T & HttpAuthSchemeInputConfig & AwsSdkSigV4PreviouslyResolved,
) =>
  Object.assign(resolveAwsSdkSigV4Config(config), {
    authSchemePreference: normalizeProvider(config.authSchemePreference ?? []),
  });
