import type { Stack } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';

/** What AwsSolutions has against a stack and nobody acknowledged: the rule, and where. */
export function findings(stack: Stack): readonly string[] {
  const { violations } = quietly(() => new AwsSolutionsChecks(stack).validateScope(stack));
  return violations.flatMap(({ ruleName, violatingResources }) =>
    violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`),
  );
}

/** Without the warnings of aws-cdk-lib about deprecated properties: the checks read them all, whoever uses them. */
function quietly<T>(work: () => T): T {
  const { JSII_DEPRECATED: before = 'warn' } = process.env;
  process.env.JSII_DEPRECATED = 'quiet';
  try {
    return work();
  } finally {
    process.env.JSII_DEPRECATED = before;
  }
}
