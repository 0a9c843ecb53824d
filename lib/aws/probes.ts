import { DescribeSecurityGroupsCommand, type EC2Client } from '@aws-sdk/client-ec2';
import {
  GetFunctionConfigurationCommand,
  InvokeCommand,
  type LambdaClient,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import { JetwayError } from '../model/errors.ts';
import { VpcId } from '../model/ids.ts';
import type { Subnet } from '../model/network.ts';
import type { ConsumerPort } from '../model/ports.ts';
import { ProbeAnswer, type ProbePlace } from '../model/probe.ts';
import { answered } from './answer.ts';

const Configuration = z.object({
  VpcConfig: z.optional(z.object({ VpcId: z.optional(z.union([VpcId, z.literal('')])) })),
  State: z._default(z.enum(['Pending', 'Active', 'Inactive', 'Failed']), 'Active'),
  StateReason: z.optional(z.string()),
  LastUpdateStatus: z._default(z.enum(['Successful', 'InProgress', 'Failed']), 'Successful'),
  LastUpdateStatusReason: z.optional(z.string()),
});

const SecurityGroups = z.array(z.object({ GroupId: z.string(), GroupName: z.string() }));

/** A group of this name goes before the VPC's default group, which many organizations close. */
const ownGroup = 'jetway-probe';

/** The probe has network interfaces in so many subnets, each in another Availability Zone where there is one. */
const subnetsOfProbe = 2;

export const probes = (
  lambda: LambdaClient,
  ec2: EC2Client,
  { subnets }: Pick<ConsumerPort, 'subnets'>,
): Pick<ConsumerPort, 'probePlace' | 'askProbe' | 'moveProbeInto' | 'takeProbeOut'> => ({
  async probePlace(functionName) {
    try {
      const found = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: functionName }));
      return placeOf(answered(Configuration, found, functionName));
    } catch (error) {
      if (error instanceof JetwayError && error.code === 'not-found') return undefined;
      throw error;
    }
  },

  async askProbe(functionName, event) {
    const { FunctionError, Payload } = await lambda.send(
      new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(event) }),
    );
    const text = new TextDecoder().decode(Payload);
    if (FunctionError !== undefined) throw broken(functionName, text);
    return answered(ProbeAnswer, JSON.parse(text), functionName);
  },

  async moveProbeInto(vpc, functionName) {
    const found = await ec2.send(
      new DescribeSecurityGroupsCommand({
        Filters: [
          { Name: 'vpc-id', Values: [vpc] },
          { Name: 'group-name', Values: [ownGroup, 'default'] },
        ],
      }),
    );
    const groups = answered(SecurityGroups, found.SecurityGroups, vpc);
    const group = groups.find(({ GroupName }) => GroupName === ownGroup) ?? groups[0];
    const chosen = spread(await subnets(vpc));
    if (group === undefined || chosen.length === 0) throw nowhere(vpc);
    await lambda.send(
      new UpdateFunctionConfigurationCommand({
        FunctionName: functionName,
        VpcConfig: { SubnetIds: chosen, SecurityGroupIds: [group.GroupId] },
      }),
    );
  },

  async takeProbeOut(functionName) {
    await lambda.send(
      new UpdateFunctionConfigurationCommand({
        FunctionName: functionName,
        VpcConfig: { SubnetIds: [], SecurityGroupIds: [] },
      }),
    );
  },
});

function placeOf(found: z.output<typeof Configuration>): ProbePlace {
  const vpc = found.VpcConfig?.VpcId;
  const failed = found.State === 'Failed' || found.LastUpdateStatus === 'Failed';
  const changing = found.State === 'Pending' || found.LastUpdateStatus === 'InProgress';
  return {
    vpc: vpc === '' ? undefined : vpc,
    state: changing ? 'changing' : failed ? 'failed' : 'settled',
    problem: (failed && (found.LastUpdateStatusReason ?? found.StateReason)) || '',
  };
}

/** The roomiest subnets, no two of one zone. */
function spread(subnets: readonly Subnet[]): string[] {
  const roomiest = subnets
    .filter(({ freeAddresses }) => freeAddresses > 0)
    .sort((a, b) => b.freeAddresses - a.freeAddresses || (a.id < b.id ? -1 : 1));
  const byZone = new Map<string, string>();
  for (const { id, zone } of roomiest) if (!byZone.has(zone)) byZone.set(zone, id);
  return [...byZone.values()].slice(0, subnetsOfProbe).sort();
}

function broken(functionName: string, text: string): JetwayError {
  return new JetwayError('rejected', {
    resource: functionName,
    what: `the function failed: ${text}`,
    remedy: 'Read its log in the consumer account; deploy the consumer stack again where it is an old one',
  });
}

function nowhere(vpc: VpcId): JetwayError {
  return new JetwayError('rejected', {
    resource: vpc,
    what: 'it has no subnet with a free IPv4 address, or no security group, for the probe',
    remedy: 'Add a subnet, or turn the probe off in jetway.yaml',
  });
}
