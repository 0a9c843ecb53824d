import type { App } from 'aws-cdk-lib';
import type { Configuration } from '../lib/config/configuration.ts';
import { partitionOf } from '../lib/model/partition.ts';
import { bootstrapless } from './constructs/bootstrapless.ts';
import { consumerTemplate } from './consumer-template.ts';
import { ControlPlaneStack } from './control-plane-stack.ts';
import { EndpointStack } from './endpoint-stack.ts';
import { EventsStack } from './events-stack.ts';
import { ManagementStack } from './management-stack.ts';
import { NetworkStack } from './network-stack.ts';
import { SampleConsumerStack } from './sample-consumer-stack.ts';
import { deployedSite } from './site.ts';

/**
 * All stacks of one configuration, in the order in which they are deployed.
 * @param configurationFile the path of the jetway.yaml that the configuration was read from; the functions carry it
 * @throws Error where a site of the configuration does not say what is to be deployed
 */
export function addJetway(
  app: App,
  { configuration, configurationFile }: { configuration: Configuration; configurationFile: string },
): void {
  for (const site of configuration.sites.map(deployedSite)) {
    const { network } = new NetworkStack(app, { configuration, site });
    new EndpointStack(app, { configuration, site, network });
  }
  const controlPlane = new ControlPlaneStack(app, {
    configuration,
    configurationFile,
    consumerTemplate: consumerTemplate(app, configuration),
  });
  for (const { region } of configuration.sites)
    new EventsStack(app, { configuration, region }).addStackDependency(controlPlane);
  addManagement(app, configuration);
  const { sampleConsumer } = configuration;
  if (sampleConsumer !== undefined) new SampleConsumerStack(app, { configuration, sample: sampleConsumer });
}

/** One stack where Organizations sends its events, and another where Control Tower does if that is elsewhere. */
function addManagement(app: App, configuration: Configuration): void {
  const { controlTowerRegion } = configuration.organization;
  const { organizationsRegion } = partitionOf(configuration.provider.region);
  const together = controlTowerRegion === organizationsRegion;
  new ManagementStack(app, {
    configuration,
    region: organizationsRegion,
    listensTo: together ? 'both' : 'organizations',
    synthesizer: bootstrapless(),
  });
  if (controlTowerRegion === undefined || together) return;
  new ManagementStack(app, {
    configuration,
    region: controlTowerRegion,
    listensTo: 'control-tower',
    synthesizer: bootstrapless(),
  });
}
