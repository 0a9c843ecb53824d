import {
  getHostHeaderPlugin,
  getLoggerPlugin,
  getRecursionDetectionPlugin,
  getUserAgentPlugin,
  resolveHostHeaderConfig,
  resolveUserAgentConfig,
} from '@aws-sdk/core/client';
import {
  DefaultIdentityProviderConfig,
  getHttpAuthSchemeEndpointRuleSetPlugin,
  getHttpSigningPlugin,
} from '@smithy/core';
import { Client } from '@smithy/core/client';
import { resolveRegionConfig } from '@smithy/core/config';
import { resolveEndpointConfig } from '@smithy/core/endpoints';
import { getContentLengthPlugin } from '@smithy/core/protocols';
import { getRetryPlugin, resolveRetryConfig } from '@smithy/core/retry';
import { getSchemaSerdePlugin } from '@smithy/core/schema';
import type { CheckOptionalClientConfig, HttpHandlerOptions } from '@smithy/types';
import {
  defaultRoute53ProfilesHttpAuthSchemeParametersProvider,
  resolveHttpAuthSchemeConfig,
} from './auth.ts';
import type { Route53ProfilesClientConfig, Route53ProfilesClientResolvedConfig } from './config.ts';
import { resolveClientEndpointParameters } from './endpoint.ts';
import { resolveEndpointVariable } from './endpoint-variable.ts';
import { resolveRuntimeExtensions } from './extensions.ts';
import type { ServiceInputTypes, ServiceOutputTypes } from './models/service.ts';
import { getRuntimeConfig } from './runtime-config.ts';

/** Sends the commands of Amazon Route 53 Profiles to one Region. */
export class Route53ProfilesClient extends Client<
  HttpHandlerOptions,
  ServiceInputTypes,
  ServiceOutputTypes,
  Route53ProfilesClientResolvedConfig
> {
  override readonly config: Route53ProfilesClientResolvedConfig;

  constructor(...[configuration = {}]: CheckOptionalClientConfig<Route53ProfilesClientConfig>) {
    const initial = resolveClientEndpointParameters(getRuntimeConfig(configuration));
    const userAgent = resolveUserAgentConfig(initial);
    const retry = resolveRetryConfig(userAgent);
    const region = resolveRegionConfig(retry);
    const hostHeader = resolveHostHeaderConfig(region);
    const endpoint = resolveEndpointVariable(resolveEndpointConfig(hostHeader));
    const auth = resolveHttpAuthSchemeConfig(endpoint);
    const config = resolveRuntimeExtensions(auth, configuration.extensions ?? []);
    super(config);
    this.initConfig = config;
    this.config = config;
    this.middlewareStack.use(getSchemaSerdePlugin(this.config));
    this.middlewareStack.use(getUserAgentPlugin(this.config));
    this.middlewareStack.use(getRetryPlugin(this.config));
    this.middlewareStack.use(getContentLengthPlugin(this.config));
    this.middlewareStack.use(getHostHeaderPlugin(this.config));
    this.middlewareStack.use(getLoggerPlugin(this.config));
    this.middlewareStack.use(getRecursionDetectionPlugin(this.config));
    this.middlewareStack.use(
      getHttpAuthSchemeEndpointRuleSetPlugin(this.config, {
        httpAuthSchemeParametersProvider: defaultRoute53ProfilesHttpAuthSchemeParametersProvider,
        identityProviderConfigProvider: async ({ credentials }: Route53ProfilesClientResolvedConfig) =>
          new DefaultIdentityProviderConfig({ 'aws.auth#sigv4': credentials }),
      }),
    );
    this.middlewareStack.use(getHttpSigningPlugin(this.config));
  }
}
