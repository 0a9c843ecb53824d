import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { BUNDLING_STACKS } from 'aws-cdk-lib/cx-api';
import { EndpointStack } from '../../../cdk/endpoint-stack.ts';
import { NetworkStack } from '../../../cdk/network-stack.ts';
import type { Configuration, Service } from '../../../lib/config/configuration.ts';
import { ServiceName } from '../../../lib/model/ids.ts';
import { aConfiguration } from '../../unit/support/configuration.ts';
import * as ids from '../../unit/support/ids.ts';
import { aDeployedSite } from './site.ts';

export const payments: Service = {
  name: ids.payments,
  privateDnsName: 'payments.example.com',
  ports: [80, 443],
  probe: 'tcp',
};
export const ledger: Service = {
  name: ServiceName.parse('ledger'),
  privateDnsName: 'ledger.example.com',
  ports: [8443],
  probe: 'tcp',
};

/** A load balancer to be behind a service. */
export const loadBalancer = `arn:aws:elasticloadbalancing:${ids.region}:${ids.provider}:loadbalancer/net/ledger/0123456789abcdef`;

/** The stacks of a site, with the service `payments`; their functions are not bundled. */
export function endpointStack(site = aDeployedSite(), changes: Partial<Configuration> = {}) {
  const app = new App({ context: { [BUNDLING_STACKS]: [] } });
  const configuration = aConfiguration({ sites: [site], services: [payments], ...changes });
  const network = new NetworkStack(app, { configuration, site });
  const stack = new EndpointStack(app, { configuration, site, network: network.network });
  return { configuration, network, stack };
}

export const endpointTemplate = (...parameters: Parameters<typeof endpointStack>) =>
  Template.fromStack(endpointStack(...parameters).stack);
