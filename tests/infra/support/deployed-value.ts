import type { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod/mini';

const account = '222222222222';

/** What CloudFormation would answer for an attribute of a resource, by type and attribute; `n` tells resources apart. */
const answers: Readonly<Record<string, (n: number, region: string) => string>> = {
  'AWS::EC2::VPC.Ref': (n) => `vpc-${n}`,
  'AWS::EC2::TransitGateway.Id': (n) => `tgw-${n}`,
  'AWS::EC2::TransitGatewayRouteTable.TransitGatewayRouteTableId': (n) => `tgw-rtb-${n}`,
  'AWS::EC2::PrefixList.PrefixListId': (n) => `pl-${n}`,
  'AWS::EC2::VPCEndpointService.Ref': (n) => `vpce-svc-${n}`,
  'AWS::EC2::VPCEndpoint.Ref': (n) => `vpce-${n}`,
  'AWS::Route53Profiles::Profile.Id': (n) => `rp-${n}`,
  'AWS::Route53Profiles::Profile.Arn': (n, region) =>
    `arn:aws:route53profiles:${region}:${account}:profile/rp-${n}`,
  'AWS::RAM::ResourceShare.Arn': (n, region) => `arn:aws:ram:${region}:${account}:resource-share/${n}`,
};

const Value = z.union([
  z.string(),
  z.strictObject({ Ref: z.string() }),
  z.strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }),
  z.strictObject({ 'Fn::ImportValue': z.string() }),
  z.strictObject({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) }),
]);

/** A value of a template with plausible ids in the place of references, to its own resources and to others' exports. */
export function deployed(
  value: unknown,
  region: string,
  template: Template,
  others: readonly Template[],
): string {
  const parsed = Value.parse(value);
  if (typeof parsed === 'string') return parsed;
  if ('Fn::Join' in parsed) {
    const [delimiter, parts] = parsed['Fn::Join'];
    return parts.map((part) => deployed(part, region, template, others)).join(delimiter);
  }
  if ('Fn::ImportValue' in parsed) {
    const name = parsed['Fn::ImportValue'];
    for (const other of others)
      for (const { Value: exported } of Object.values(other.findOutputs('*', { Export: { Name: name } })))
        return deployed(exported, region, other, others);
    throw new Error(`no template exports ${name}`);
  }
  if ('Ref' in parsed && parsed.Ref === 'AWS::Partition') return 'aws';
  const [id, attribute] = 'Ref' in parsed ? [parsed.Ref, 'Ref'] : parsed['Fn::GetAtt'];
  const resources = z.record(z.string(), z.object({ Type: z.string() })).parse(template.toJSON().Resources);
  const answer = answers[`${resources[id]?.Type}.${attribute}`];
  if (answer === undefined) throw new Error(`say what ${resources[id]?.Type}.${attribute} is`);
  return answer(Object.keys(resources).indexOf(id), region);
}
