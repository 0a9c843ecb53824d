import { Invention } from './invention.ts';
import type { Deployment } from './scope.ts';

/**
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
 */
export function pseudoParameters(deployment: Deployment): Readonly<Record<string, string>> {
  const { account, region, partition, stackName } = deployment;
  const id = new Invention(deployment, 'AWS::StackId').uuid();
  return {
    'AWS::AccountId': account,
    'AWS::Partition': partition,
    'AWS::Region': region,
    'AWS::StackId': `arn:${partition}:cloudformation:${region}:${account}:stack/${stackName}/${id}`,
    'AWS::StackName': stackName,
    'AWS::URLSuffix': urlSuffix(deployment),
  };
}

/** The domain of AWS's endpoints in the partition. */
export function urlSuffix({ partition }: Deployment): string {
  return partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
}
