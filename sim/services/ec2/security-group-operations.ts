import type { Operations } from '../../operation.ts';
import { type FilterTable, filtered } from './filters.ts';
import { owned } from './owned.ts';
import { ec2Page } from './paging.ts';
import type { SimulatedSecurityGroup } from './state.ts';

const filters: FilterTable<SimulatedSecurityGroup> = {
  'vpc-id': ({ vpcId }) => vpcId,
  'group-name': ({ name }) => name,
};

/** Security groups, which templates make. */
export const securityGroupOperations: Operations<typeof import('@aws-sdk/client-ec2')> = {
  DescribeSecurityGroups: {
    takes: ['Filters', 'MaxResults', 'NextToken'],
    answer(input, call) {
      const kept = filtered(owned(call.world.ec2.securityGroups, call), input.Filters, filters);
      const { items, nextToken } = ec2Page(kept, input, { min: 5, max: 1000 }, call.world);
      return {
        SecurityGroups: items.map(({ id, name, description, vpcId, account }) => ({
          GroupId: id,
          GroupName: name,
          Description: description,
          VpcId: vpcId,
          OwnerId: account,
        })),
        NextToken: nextToken,
      };
    },
  },
};
