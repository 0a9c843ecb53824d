import { BootstraplessSynthesizer, type IStackSynthesizer } from 'aws-cdk-lib';

/** For a stack without assets in an account that nobody has bootstrapped. */
export function bootstrapless(): IStackSynthesizer {
  // CDK writes the qualifier as optional in the interface and as possibly undefined in the class, which
  // exactOptionalPropertyTypes tells apart; it has none either way.
  return new BootstraplessSynthesizer() as IStackSynthesizer;
}
