import { App } from 'aws-cdk-lib';
import { ControlPlaneStack, type ControlPlaneStackProps } from '../../../cdk/control-plane-stack.ts';
import type { Configuration } from '../../../lib/config/configuration.ts';
import { aConfiguration } from '../../unit/support/configuration.ts';
import { aDeployedSite } from './site.ts';

/** One site, where everything is made. */
export const configuration = aConfiguration({ sites: [aDeployedSite()] });

/** The control plane of that configuration with changes. Its functions are packed only in an app that packs. */
export function controlPlane(
  changes: Partial<Configuration> = {},
  props: Partial<ControlPlaneStackProps> = {},
  app = new App({ context: { 'aws:cdk:bundling-stacks': [] } }),
): ControlPlaneStack {
  return new ControlPlaneStack(app, {
    configuration: { ...configuration, ...changes },
    configurationFile: 'jetway.yaml',
    consumerTemplate: '{"Resources":{}}',
    ...props,
  });
}
