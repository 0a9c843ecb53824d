import { Stage } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Configuration } from '../lib/config/configuration.ts';
import { ConsumerStack } from './consumer-stack.ts';

/**
 * The template of the StackSet, as compact JSON. Its stack is in a stage of its own: it is synthesized before the stack
 * that carries it, is seen by every check of the app, and is passed over by `cdk deploy --all`, because only the
 * StackSet deploys it.
 */
export function consumerTemplate(scope: Construct, configuration: Configuration): string {
  const stage = new Stage(scope, 'Consumers');
  const stack = new ConsumerStack(stage, { configuration });
  return JSON.stringify(stage.synth().getStackArtifact(stack.artifactId).template);
}
