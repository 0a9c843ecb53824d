import * as ec2 from '@aws-sdk/client-ec2';
import * as sts from '@aws-sdk/client-sts';
import { QueryShapeSerializer } from '@aws-sdk/core/protocols';
import { expect, test } from '@jest/globals';
import { NormalizedSchema } from '@smithy/core/schema';
import fc from 'fast-check';
import { readForm } from '../../sim/wire/query-form.ts';

const word = fc.string({ minLength: 1, maxLength: 12 });
const words = fc.array(word, { minLength: 1, maxLength: 12 });
const filters = fc.array(fc.record({ Name: word, Values: words }), { minLength: 1, maxLength: 11 });
const tags = fc.array(fc.record({ Key: word, Value: word }), { minLength: 1, maxLength: 3 });
const when = fc.date({ min: new Date(0), max: new Date(Date.UTC(2100, 0)), noInvalidDate: true });

test.each([
  {
    operation: 'ec2:DescribeVpcs',
    dialect: true,
    schema: ec2.DescribeVpcsRequest$,
    inputs: fc.record({ Filters: filters, VpcIds: words, MaxResults: fc.nat(), DryRun: fc.boolean() }),
  },
  {
    operation: 'ec2:CreateTransitGatewayVpcAttachment',
    dialect: true,
    schema: ec2.CreateTransitGatewayVpcAttachmentRequest$,
    inputs: fc.record({
      TransitGatewayId: word,
      SubnetIds: words,
      Options: fc.record({ DnsSupport: fc.constant('enable') }),
      TagSpecifications: fc.array(fc.record({ Tags: tags }), { minLength: 1, maxLength: 2 }),
    }),
  },
  {
    operation: 'ec2:ModifyManagedPrefixList',
    dialect: true,
    schema: ec2.ModifyManagedPrefixListRequest$,
    inputs: fc.record({
      AddEntries: fc.array(fc.record({ Cidr: word, Description: word }), { minLength: 1 }),
    }),
  },
  {
    operation: 'ec2:DescribeSpotPriceHistory, which has timestamps',
    dialect: true,
    schema: ec2.DescribeSpotPriceHistoryRequest$,
    inputs: fc.record({ StartTime: when }),
  },
  {
    operation: 'sts:AssumeRole',
    dialect: false,
    schema: sts.AssumeRoleRequest$,
    inputs: fc.record({ RoleArn: word, DurationSeconds: fc.nat(), Tags: tags, TransitiveTagKeys: words }),
  },
])('what the SDK writes for $operation is read back as it was', ({ dialect, schema, inputs }) => {
  const written = (input: unknown) => {
    const serializer = new QueryShapeSerializer({
      timestampFormat: { useTrait: true, default: 5 },
      serializeEmptyLists: !dialect,
      ...(dialect && { ec2: true, capitalizeKeys: true, flattenLists: true }),
    });
    serializer.write(schema, input);
    return new URLSearchParams(`Action=Any&Version=1${serializer.flush()}`);
  };
  fc.assert(
    fc.property(inputs, (input) => {
      const read = readForm(NormalizedSchema.of(schema), written(input), { ec2: dialect });
      expect(read).toEqual({ members: input, strangers: [] });
    }),
    { numRuns: 50 },
  );
});

test('parameters that no member has are strangers, nested ones by their path', () => {
  const form = new URLSearchParams(
    'Action=DescribeVpcs&Version=1&Colour=red&Filter.1.Name=a&Filter.1.Shape=round',
  );
  const { members, strangers } = readForm(NormalizedSchema.of(ec2.DescribeVpcsRequest$), form, { ec2: true });
  expect(members).toEqual({ Filters: [{ Name: 'a' }] });
  expect(strangers).toEqual(['Filter.1.Shape', 'Colour']);
});
