import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Configuration } from '../lib/config/configuration.ts';
import type { Region } from '../lib/model/ids.ts';
import { Forwarding } from './constructs/forwarding.ts';
import { own } from './constructs/ownership.ts';
import { providerPatterns } from './events/patterns.ts';
import { busArn, namesOf } from './names.ts';

/**
 * What the provider itself does in one Region, forwarded to Jetway's bus. It is a stack apart from the network because
 * EventBridge takes a bus for a target only where it exists and admits the sender, so the control plane comes first.
 */
export class EventsStack extends Stack {
  constructor(
    scope: Construct,
    { configuration, region }: { readonly configuration: Configuration; readonly region: Region },
  ) {
    const stackName = namesOf(configuration).stack.events(region);
    super(scope, stackName, {
      stackName,
      description: `Jetway ${configuration.name}: the provider's own events in ${region}`,
      env: { account: configuration.provider.account, region },
    });
    new Forwarding(this, 'Forwarding', { busArn: busArn(configuration), patterns: providerPatterns() });
    own(this, configuration);
  }
}
