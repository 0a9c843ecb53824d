import { Aws, CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Configuration } from '../lib/config/configuration.ts';
import { bootstrapless } from './constructs/bootstrapless.ts';
import { ConsumerRole } from './constructs/consumer-role.ts';
import { Forwarding } from './constructs/forwarding.ts';
import { own } from './constructs/ownership.ts';
import { Probe } from './constructs/probe.ts';
import { consumerPatterns } from './events/patterns.ts';
import { busArn, namesOf } from './names.ts';

/**
 * What a consumer account has, in each site's Region: the role that the reconciler enters with, the forwarding of its
 * network events, and the probe. It is the template of a StackSet, which knows neither assets nor a bootstrapped
 * account; nothing in it depends on the account, and all of it goes with the stack.
 */
export class ConsumerStack extends Stack {
  constructor(scope: Construct, { configuration }: { readonly configuration: Configuration }) {
    const names = namesOf(configuration);
    const stackName = names.stack.consumer;
    super(scope, stackName, {
      stackName,
      description: `Jetway ${configuration.name}, in a consumer account`,
      synthesizer: bootstrapless(),
    });
    new ConsumerRole(this, 'Consumer', { configuration });
    new Forwarding(this, 'Forwarding', {
      busArn: busArn(configuration),
      patterns: consumerPatterns({ ownStackId: Aws.STACK_ID }),
    });
    const probe = new Probe(this, 'Probe', { functionName: names.probe });
    own(this, configuration);
    new CfnOutput(this, 'ProbeFunction', {
      description: 'Asks a shared service from inside a VPC of this account; Jetway invokes it',
      value: probe.functionName,
    });
  }
}
