import { describe, expect, test } from '@jest/globals';
import {
  busPattern,
  consumerPatterns,
  organizationPatterns,
  type Patterns,
  providerPatterns,
} from '../../cdk/events/patterns.ts';
import { isObject } from '../../sim/deploy/document.ts';
import { Template } from '../../sim/deploy/template.ts';
import { compilePattern } from '../../sim/services/events/pattern.ts';
import { type StackKind, templateOfStack } from '../support/roles.ts';
import { variants } from '../support/variants.ts';
import { fixture, fixtureNames, withField } from '../unit/trigger/fixtures.ts';

/** The stacks with rules, the account that each is in, and what its rules are to match of that account's events. */
const stacks: readonly {
  readonly kind: StackKind;
  readonly account: string;
  readonly patterns: (stackId: string) => Patterns;
}[] = [
  { kind: 'management', account: '111111111111', patterns: organizationPatterns },
  { kind: 'events', account: '222222222222', patterns: providerPatterns },
  { kind: 'consumer', account: '333333333333', patterns: (ownStackId) => consumerPatterns({ ownStackId }) },
];

/** The event patterns of a synthesized template, as EventBridge gets them in that account. */
function synthesized(kind: StackKind, account: string) {
  const [variant] = variants;
  if (variant === undefined) throw new Error('there is no variant');
  const template = new Template(templateOfStack(variant, kind), {
    account,
    region: 'eu-west-1',
    partition: 'aws',
    stackName: `jetway-test-${kind}`,
  });
  const rules = template.ofType('AWS::Events::Rule').map(({ logicalId }) => {
    const pattern = template.property(logicalId, 'EventPattern');
    if (!isObject(pattern)) throw new Error(`${logicalId} has no event pattern`);
    return pattern;
  });
  return { rules, stackId: String(template.resolve({ Ref: 'AWS::StackId' }, kind)) };
}

const count = (rules: readonly object[], event: object) =>
  rules.filter((pattern) => compilePattern(pattern)(event)).length;

describe.each(stacks)('the rules of $kind', ({ kind, account, patterns }) => {
  const { rules, stackId } = synthesized(kind, account);
  const wanted = Object.values(patterns(stackId)).map(({ detailType, ...rest }) => ({
    ...rest,
    ...(detailType !== undefined && { 'detail-type': detailType }),
  }));

  test('are as many as there are patterns', () => expect(rules).toHaveLength(wanted.length));

  test.each(fixtureNames.map((name) => ({ name })))('$name', ({ name }) => {
    const own = Object(withField(fixture(name), ['account'], account));
    const foreign = Object(withField(fixture(name), ['account'], '999999999999'));
    expect(count(rules, own)).toBe(count(wanted, own));
    expect(count(rules, foreign)).toBe(0); // what another account put on the default bus is not forwarded
  });
});

test('the bus takes every source from every account, and nothing else', () => {
  const { rules } = synthesized('controlPlane', '222222222222');
  for (const name of fixtureNames) expect(count(rules, fixture(name))).toBe(1);
  expect(rules).toEqual([busPattern()]);
  expect(count(rules, { ...fixture('org-move-account.json'), source: 'jetway' })).toBe(0);
});
