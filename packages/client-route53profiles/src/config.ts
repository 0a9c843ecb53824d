import type {
  HostHeaderInputConfig,
  HostHeaderResolvedConfig,
  UserAgentInputConfig,
  UserAgentResolvedConfig,
} from '@aws-sdk/core/client';
import type { AwsSdkSigV4PreviouslyResolved } from '@aws-sdk/core/httpAuthSchemes';
import type { DefaultsMode, SmithyConfiguration, SmithyResolvedConfiguration } from '@smithy/core/client';
import type { RegionInputConfig, RegionResolvedConfig } from '@smithy/core/config';
import type { EndpointInputConfig, EndpointResolvedConfig } from '@smithy/core/endpoints';
import type { HttpHandlerUserInput } from '@smithy/core/protocols';
import type { RetryInputConfig, RetryResolvedConfig } from '@smithy/core/retry';
import type {
  BodyLengthCalculator,
  ChecksumConstructor,
  Decoder,
  Encoder,
  HashConstructor,
  HttpHandlerOptions,
  Logger,
  Provider,
  StreamCollector,
  UrlParser,
  UserAgent,
} from '@smithy/types';
import type { HttpAuthSchemeInputConfig, HttpAuthSchemeResolvedConfig } from './auth.ts';
import type {
  ClientInputEndpointParameters,
  ClientResolvedEndpointParameters,
  EndpointParameters,
} from './endpoint.ts';
import type { RuntimeExtension, RuntimeExtensionsConfig } from './extensions.ts';

export interface ClientDefaults extends Partial<SmithyConfiguration<HttpHandlerOptions>> {
  /** The HTTP handler, or the options of the default one. */
  requestHandler?: HttpHandlerUserInput;
  sha256?: ChecksumConstructor | HashConstructor;
  urlParser?: UrlParser;
  bodyLengthChecker?: BodyLengthCalculator;
  streamCollector?: StreamCollector;
  base64Decoder?: Decoder;
  base64Encoder?: Encoder;
  utf8Decoder?: Decoder;
  utf8Encoder?: Encoder;
  runtime?: string;
  disableHostPrefix?: boolean;
  serviceId?: string;
  useDualstackEndpoint?: boolean | Provider<boolean>;
  useFipsEndpoint?: boolean | Provider<boolean>;
  region?: string | Provider<string>;
  /** The profile of the shared configuration file that fills what is left out here. */
  profile?: string;
  defaultUserAgentProvider?: Provider<UserAgent>;
  /** @deprecated use `credentials` */
  credentialDefaultProvider?: NonNullable<AwsSdkSigV4PreviouslyResolved['credentialDefaultProvider']>;
  /** How often a request is made at most. */
  maxAttempts?: number | Provider<number>;
  retryMode?: string | Provider<string>;
  logger?: Logger;
  extensions?: RuntimeExtension[];
  defaultsMode?: DefaultsMode | Provider<DefaultsMode>;
}

export type Route53ProfilesClientConfigType = Partial<SmithyConfiguration<HttpHandlerOptions>> &
  ClientDefaults &
  UserAgentInputConfig &
  RetryInputConfig &
  RegionInputConfig &
  HostHeaderInputConfig &
  EndpointInputConfig<EndpointParameters> &
  HttpAuthSchemeInputConfig &
  ClientInputEndpointParameters;
/** What the client's constructor takes: the region, credentials and other options. */
export interface Route53ProfilesClientConfig extends Route53ProfilesClientConfigType {}

export type Route53ProfilesClientResolvedConfigType = SmithyResolvedConfiguration<HttpHandlerOptions> &
  Required<Omit<ClientDefaults, 'cacheMiddleware' | 'profile'>> &
  Pick<ClientDefaults, 'profile'> &
  RuntimeExtensionsConfig &
  UserAgentResolvedConfig &
  RetryResolvedConfig &
  RegionResolvedConfig &
  HostHeaderResolvedConfig &
  EndpointResolvedConfig<EndpointParameters> &
  HttpAuthSchemeResolvedConfig &
  ClientResolvedEndpointParameters;
/** The configuration a client runs with. */
export interface Route53ProfilesClientResolvedConfig extends Route53ProfilesClientResolvedConfigType {}
