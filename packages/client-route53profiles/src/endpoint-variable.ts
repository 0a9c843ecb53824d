import { resolveEndpointConfig } from '@smithy/core/endpoints';
import { parseUrl } from '@smithy/core/protocols';
import type { Provider } from '@smithy/types';
import { defaultEndpointResolver } from './endpoint.ts';

interface ConfiguredEndpoint {
  serviceConfiguredEndpoint?: Provider<string | undefined>;
}

/**
 * Reads AWS_ENDPOINT_URL_ROUTE53_PROFILES as well. The SDK derives the variable's name from the service id,
 * which has no space, so alone it reads AWS_ENDPOINT_URL_ROUTE53PROFILES; that one goes first.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function resolveEndpointVariable<T extends ConfiguredEndpoint>(config: T): T {
  const bySdk = config.serviceConfiguredEndpoint;
  const spaced: ConfiguredEndpoint = resolveEndpointConfig({
    serviceId: 'Route53 Profiles',
    urlParser: parseUrl,
    endpointProvider: defaultEndpointResolver,
  });
  return Object.assign(config, {
    serviceConfiguredEndpoint: async () => {
      const { AWS_ENDPOINT_URL_ROUTE53PROFILES: derived, AWS_ENDPOINT_URL_ROUTE53_PROFILES: apart } =
        process.env;
      return !derived && apart ? spaced.serviceConfiguredEndpoint?.() : bySdk?.();
    },
  });
}
