import { refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';
import type { FunctionNetwork } from './state.ts';

interface WantedNetwork {
  /** Whose function it is, and where. */
  readonly account: string;
  readonly region: string;
  readonly SubnetIds?: readonly string[] | undefined;
  readonly SecurityGroupIds?: readonly string[] | undefined;
}

/**
 * Subnets and security groups of one VPC of the account's, or nothing where there are none.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_VpcConfig.html
 */
export function networkOf(
  { ec2 }: World,
  { account, region, SubnetIds: subnetIds = [], SecurityGroupIds: securityGroupIds = [] }: WantedNetwork,
): FunctionNetwork | undefined {
  if (subnetIds.length === 0 && securityGroupIds.length === 0) return undefined;
  const found = [
    ...subnetIds.map((id) => ec2.subnets.get(id)),
    ...securityGroupIds.map((id) => ec2.securityGroups.get(id)),
  ].filter((one) => one?.account === account && one.region === region);
  const vpcs = new Set(found.flatMap((one) => one?.vpcId ?? []));
  const [vpcId] = vpcs;
  const whole = found.length === subnetIds.length + securityGroupIds.length;
  if (vpcId === undefined || vpcs.size > 1 || !whole || subnetIds.length * securityGroupIds.length === 0)
    return refuse(
      'InvalidParameterValueException',
      'The VpcConfig needs subnets and security groups of the account, all of one VPC',
    );
  return { vpcId, subnetIds, securityGroupIds };
}
