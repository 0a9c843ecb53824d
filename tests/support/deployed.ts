import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CreateSubnetCommand,
  CreateTransitGatewayVpcAttachmentCommand,
  CreateVpcCommand,
  DescribeTransitGatewaysCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { MoveAccountCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { type AssembledStack, deployAssembly, readAssembly } from '../../sim/deploy/assembly.ts';
import { Lambda } from '../../sim/lambda/runtime.ts';
import { createSimulator, type SimulatorCore } from '../../sim/server.ts';
import { addAccount, addOu } from '../../sim/services/organizations/tree.ts';
import { addHostedZone } from '../../sim/services/route53/public-dns.ts';
import { delegateStackSets } from '../../sim/services/stack-sets/stack-sets.ts';
import { inProcess } from '../../sim/wire/in-process.ts';
import { World } from '../../sim/world.ts';
import type { Variant } from './variants.ts';
import { consumersOu, management, otherOu, provider, region, workloadsOu } from './world.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The stacks of a variant of tests/support/jetway.yaml as `cdk synth` writes them to a folder, functions and all. */
export function synthesize({ name }: Pick<Variant, 'name'>, folder: string): readonly AssembledStack[] {
  const script = 'tests/support/synthesize.ts';
  const command = ['--no-warnings', '--import', 'tsx', script, folder, name];
  execFileSync(process.execPath, command, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  return readAssembly(join(folder, name));
}

/**
 * The stacks of an assembly that was synthesized without bundles. Only the functions behind the private DNS names run
 * while their stack is deployed, so those get their bundle.
 */
export function withBundle(folder: string, privateDnsName: string): readonly AssembledStack[] {
  return readAssembly(folder).map((stack) => {
    if (!stack.name.includes('-endpoint-')) return stack;
    const assets = [...stack.assets].map(
      ([key, path]) => [key, path.includes('/asset.') ? path : privateDnsName] as const,
    );
    return { ...stack, assets: new Map(assets) };
  });
}

/** An organization as it is before the first deployment: nothing of Jetway is in it. */
export function newOrganization(
  { resourceSharing }: Pick<Variant, 'resourceSharing'>,
  { delegated = true } = {},
): World {
  const world = new World();
  addOu(world, { name: 'Workloads', id: workloadsOu });
  addOu(world, { name: 'Consumers', id: consumersOu, parentId: workloadsOu });
  addOu(world, { name: 'Others', id: otherOu });
  addAccount(world, { id: provider, name: 'network' });
  world.ram.organizationSharing = resourceSharing === 'organization';
  delegateStackSets(world, provider);
  addHostedZone(world, { id: 'Z0123456789ABCDEFGHIJ', account: provider, name: 'example.com', delegated });
  return world;
}

/** A world in which the stacks are deployed, and what runs their functions. */
export interface Deployed {
  readonly world: World;
  readonly core: SimulatorCore;
  readonly lambda: Lambda;
}

/** What an SDK client needs to be an account's administrator. */
export const clientOf = ({ core }: Pick<Deployed, 'core'>, account: string, at = region) => ({
  region: at,
  endpoint: 'http://simulator',
  maxAttempts: 1,
  credentials: { accessKeyId: account, secretAccessKey: 'simulated' },
  requestHandler: inProcess(core),
});

export async function moveAccount(
  deployed: Deployed,
  AccountId: string,
  { from: SourceParentId, to: DestinationParentId }: { readonly from: string; readonly to: string },
): Promise<void> {
  const organizations = new OrganizationsClient(clientOf(deployed, management, 'us-east-1'));
  await organizations.send(new MoveAccountCommand({ AccountId, SourceParentId, DestinationParentId }));
}

/** A VPC of an account's own making, with a subnet as large. */
export interface OwnVpc {
  readonly account: string;
  readonly VpcId: string;
  readonly SubnetIds: string[];
}

export async function createVpc(deployed: Deployed, account: string, CidrBlock: string): Promise<OwnVpc> {
  const ec2 = new EC2Client(clientOf(deployed, account));
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock }));
  const VpcId = Vpc?.VpcId ?? '';
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock }));
  return { account, VpcId, SubnetIds: [Subnet?.SubnetId ?? ''] };
}

/** Whether an account sees the site's transit gateway, because it is shared with it. */
export async function seesGateway(deployed: Deployed, account: string): Promise<boolean> {
  const ec2 = new EC2Client(clientOf(deployed, account));
  const { TransitGateways = [] } = await ec2.send(new DescribeTransitGatewaysCommand({}));
  return TransitGateways.length > 0;
}

/** Asks for the attachment of a VPC to the site's transit gateway. */
export async function attach(deployed: Deployed, { account, ...vpc }: OwnVpc): Promise<void> {
  const [TransitGatewayId] = deployed.world.ec2.gateway.gateways.keys();
  const ec2 = new EC2Client(clientOf(deployed, account));
  await ec2.send(new CreateTransitGatewayVpcAttachmentCommand({ TransitGatewayId, ...vpc }));
}

export async function deployInto(world: World, stacks: readonly AssembledStack[]): Promise<Deployed> {
  const core = createSimulator(world);
  const lambda = new Lambda(core);
  await deployAssembly(stacks, { lambda });
  return { world, core, lambda };
}
