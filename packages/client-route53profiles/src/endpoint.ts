import { partition } from '@aws-sdk/core/client';
import { EndpointError } from '@smithy/core/endpoints';
import type {
  Endpoint,
  EndpointV2,
  Provider,
  EndpointParameters as SmithyEndpointParameters,
} from '@smithy/types';

/** The signing name, and the first label of every host name. */
export const endpointPrefix = 'route53profiles';

export interface ClientInputEndpointParameters {
  region?: string | undefined | Provider<string | undefined>;
  useDualstackEndpoint?: boolean | undefined | Provider<boolean | undefined>;
  useFipsEndpoint?: boolean | undefined | Provider<boolean | undefined>;
  endpoint?: string | Provider<string> | Endpoint | Provider<Endpoint> | EndpointV2 | Provider<EndpointV2>;
}
export type ClientResolvedEndpointParameters = Omit<ClientInputEndpointParameters, 'endpoint'> & {
  defaultSigningName: string;
};
export interface EndpointParameters extends SmithyEndpointParameters {
  Region?: string | undefined;
  UseDualStack?: boolean | undefined;
  UseFIPS?: boolean | undefined;
  Endpoint?: string | undefined;
}

/** Which part of the client's configuration fills which endpoint parameter. */
export const commonParams = {
  UseFIPS: { type: 'builtInParams', name: 'useFipsEndpoint' },
  Endpoint: { type: 'builtInParams', name: 'endpoint' },
  Region: { type: 'builtInParams', name: 'region' },
  UseDualStack: { type: 'builtInParams', name: 'useDualstackEndpoint' },
} as const;

/**
 * Where a request goes: the service's endpoint rules, from its published model.
 * @throws EndpointError when the partition has no such endpoint, or the parameters exclude each other
 */
export function defaultEndpointResolver(parameters: EndpointParameters): EndpointV2 {
  const {
    Endpoint: custom,
    Region: region,
    UseFIPS: fips = false,
    UseDualStack: dualStack = false,
  } = parameters;
  if (custom !== undefined) {
    const excluded = fips ? 'FIPS' : dualStack ? 'Dualstack' : undefined;
    if (excluded === undefined) return { url: new URL(custom), properties: {}, headers: {} };
    throw new EndpointError(`Invalid Configuration: ${excluded} and custom endpoint are not supported`);
  }
  if (region === undefined) throw new EndpointError('Invalid Configuration: Missing Region');
  const { dnsSuffix, dualStackDnsSuffix, supportsFIPS, supportsDualStack } = partition(region);
  const lacks = (fips && !supportsFIPS) || (dualStack && !supportsDualStack);
  if (lacks && fips && dualStack)
    throw new EndpointError(
      'FIPS and DualStack are enabled, but this partition does not support one or both',
    );
  if (lacks) {
    const variant = fips ? 'FIPS' : 'DualStack';
    throw new EndpointError(`${variant} is enabled but this partition does not support ${variant}`);
  }
  const host = `${endpointPrefix}${fips ? '-fips' : ''}.${region}.${dualStack ? dualStackDnsSuffix : dnsSuffix}`;
  return { url: new URL(`https://${host}`), properties: {}, headers: {} };
}

/** Completes the configuration with what the endpoint rules default to. */
export const resolveClientEndpointParameters = <T>(options: T & ClientInputEndpointParameters) =>
  Object.assign(options, {
    useDualstackEndpoint: options.useDualstackEndpoint ?? false,
    useFipsEndpoint: options.useFipsEndpoint ?? false,
    defaultSigningName: endpointPrefix,
  });
