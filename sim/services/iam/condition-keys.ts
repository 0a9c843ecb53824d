/** The condition keys that the simulator has values for, and whether a request may have several of one. */
const known = {
  'aws:PrincipalAccount': 'one',
  'aws:PrincipalArn': 'one',
  'aws:PrincipalIsAWSService': 'one',
  'aws:PrincipalOrgID': 'one',
  'aws:RequestedRegion': 'one',
  'aws:ResourceAccount': 'one',
  'aws:ResourceOrgID': 'one',
  'aws:SecureTransport': 'one',
  'aws:SourceAccount': 'one',
  'aws:SourceArn': 'one',
  'aws:TagKeys': 'several',
  'dynamodb:LeadingKeys': 'several',
  'ec2:CreateAction': 'one',
  'ec2:Region': 'one',
  'ec2:Vpc': 'one',
  'iam:AWSServiceName': 'one',
  'lambda:Layer': 'several',
  'lambda:SourceFunctionArn': 'one',
  'ram:Principal': 'one',
  'ram:RequestedAllowsExternalPrincipals': 'one',
  'ram:ResourceShareName': 'one',
  'ram:ShareOwnerAccountId': 'one',
  'route53profiles:ResourceArns': 'one',
  'route53profiles:ResourceIds': 'one',
  'sts:ExternalId': 'one',
  'sts:RoleSessionName': 'one',
} as const;

/** A key by the name that AWS's documentation writes; policies may write it in any case. */
export type ConditionKeyName = keyof typeof known;

export type ConditionKey =
  | { readonly kind: 'named'; readonly name: ConditionKeyName; readonly several: boolean }
  | { readonly kind: 'requestTag' | 'resourceTag'; readonly tag: string; readonly several: false };

const isKnown = (name: string): name is ConditionKeyName => Object.hasOwn(known, name);
const byLowerCase = new Map(
  Object.keys(known)
    .filter(isKnown)
    .map((name) => [name.toLowerCase(), name]),
);

/**
 * The key that a policy names.
 * @throws Error for a key that the simulator has no values for
 */
export function conditionKey(text: string): ConditionKey {
  const [, whose, tag] = /^aws:(Request|Resource)Tag\/(.+)$/i.exec(text) ?? [];
  if (whose !== undefined && tag !== undefined)
    return { kind: /^request$/i.test(whose) ? 'requestTag' : 'resourceTag', tag, several: false };
  const name = byLowerCase.get(text.toLowerCase());
  if (name === undefined) throw new Error(`The simulator does not know the condition key ${text}`);
  return { kind: 'named', name, several: known[name] === 'several' };
}
