import type * as sdk from '@aws-sdk/client-lambda';
import type { Call } from '../../call.ts';
import type { Authorizations, Need } from '../iam/need.ts';
import { functionArn } from './functions.ts';

/**
 * Who moves a function into a VPC is asked for EC2's reads as well, with which Lambda checks what it is given.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
export const lambdaAuthorization: Authorizations<typeof sdk> = {
  GetFunctionConfiguration: ({ FunctionName }, call) => [onFunction(call, FunctionName)],
  UpdateFunctionConfiguration: ({ FunctionName, VpcConfig, Layers = [] }, call) => [
    {
      ...onFunction(call, FunctionName),
      ...(Layers.length > 0 && { context: { 'lambda:Layer': Layers } }),
    },
    ...((VpcConfig?.SubnetIds ?? []).length === 0 ? [] : networkReads),
  ],
  Invoke: ({ FunctionName }, call) => [onFunction(call, FunctionName)],
};

const networkReads: readonly Need[] = [
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSubnets',
  'ec2:DescribeVpcs',
].map((action) => ({ action, resource: '*' }));

function onFunction({ world, caller, region }: Call, name = ''): Need {
  return {
    resource: name.startsWith('arn:') ? name : functionArn(world, caller.account, region, name),
  };
}
