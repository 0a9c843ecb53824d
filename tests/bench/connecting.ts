import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTransitGatewayVpcAttachmentCommand, DeleteRouteCommand, EC2Client } from '@aws-sdk/client-ec2';
import { MoveAccountCommand, OrganizationsClient, TagResourceCommand } from '@aws-sdk/client-organizations';
import { siteIn } from '../../sim/deploy/site.ts';
import { runUntilQuiet } from '../../sim/lambda/run.ts';
import { addRouteTable } from '../../sim/services/ec2/route-tables.ts';
import { addSubnet } from '../../sim/services/ec2/subnets.ts';
import { addVpc } from '../../sim/services/ec2/vpcs.ts';
import { addAccount } from '../../sim/services/organizations/tree.ts';
import { inProcess } from '../../sim/wire/in-process.ts';
import { type Deployed, deployInto, newOrganization, synthesize } from '../support/deployed.ts';
import { consumersOu, management, otherOu, provider, region } from '../support/world.ts';

/** One event, from the API call that it reports to the end of what Jetway made of it. */
export interface Measured {
  readonly event: string;
  /** Simulated, until AWS calls the VPC's profile association complete; absent where nothing is connected. */
  readonly connectedSeconds?: number;
  /** What AWS's own steps take of that, one after the other where they need one another. */
  readonly leastSeconds?: number;
  readonly because?: string;
  /** Of Jetway's functions, those to its own queues, ledger, log groups and bus left out. */
  readonly calls: number;
  readonly changes: number;
}

const consumer = '333333333333';
const own = new Set(['sqs', 'dynamodb', 'logs', 'events']);

/** Deploys what `cdk synth` writes, and plays events one after the other. */
export async function connecting(): Promise<readonly Measured[]> {
  const variant = { name: 'accept-organization', resourceSharing: 'organization' } as const;
  const folder = mkdtempSync(join(tmpdir(), 'jetway-bench-'));
  try {
    const world = newOrganization(variant);
    addAccount(world, { id: consumer, name: 'workload', parentId: otherOu, tags: { jetway: 'on' } });
    const deployed = await deployInto(world, synthesize(variant, folder));
    await runUntilQuiet(deployed.lambda, { longestSeconds: 600 });
    return await played(deployed);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function played(deployed: Deployed): Promise<readonly Measured[]> {
  const { world } = deployed;
  const { latencies } = world;
  const { expectation, parameter } = siteIn(world, { account: provider, region, name: 'test' });
  const vpc = addVpc(world, { account: consumer, region, cidrs: ['10.1.0.0/16'] });
  vpc.dnsHostnames = true;
  const subnet = addSubnet(world, { vpcId: vpc.id, cidr: '10.1.0.0/20' });
  const table = addRouteTable(world, { vpcId: vpc.id, subnetIds: [subnet.id] });
  const organizations = new OrganizationsClient(clientOf(deployed, management, 'us-east-1'));
  const ec2 = new EC2Client(clientOf(deployed, consumer, region));
  const attach = new CreateTransitGatewayVpcAttachmentCommand({
    TransitGatewayId: expectation.gatewayId,
    VpcId: vpc.id,
    SubnetIds: [subnet.id],
  });
  const tag = (value: string) =>
    new TagResourceCommand({ ResourceId: consumer, Tags: [{ Key: 'jetway', Value: value }] });
  const isConnected = () =>
    [...world.profiles.associations.values()].some(
      ({ vpcId, status }) => vpcId === vpc.id && status === 'COMPLETE',
    );

  const told = latencies.trailTells;
  const attaching =
    told +
    latencies.attachmentBecomesAvailable +
    latencies.routeTableAssociates +
    latencies.profileAssociates;
  const steps = `CloudTrail ${told}, attachment ${latencies.attachmentBecomesAvailable}, association ${latencies.routeTableAssociates}, profile association ${latencies.profileAssociates}`;

  const measured: Measured[] = [];
  measured.push(
    await measure(deployed, 'an account moves into the OU', () =>
      organizations.send(
        new MoveAccountCommand({
          AccountId: consumer,
          SourceParentId: otherOu,
          DestinationParentId: consumersOu,
        }),
      ),
    ),
    await measure(deployed, 'it attaches a VPC', () => ec2.send(attach), {
      isConnected,
      leastSeconds: attaching,
      because: steps,
    }),
    await measure(deployed, 'a route of it is deleted by hand', () =>
      ec2.send(
        new DeleteRouteCommand({
          RouteTableId: table.id,
          DestinationCidrBlock: parameter.providerCidrs[0] ?? '',
        }),
      ),
    ),
    await measure(deployed, 'it is tagged, and nothing changes by it', () => organizations.send(tag('on'))),
  );
  return measured;
}

interface Connecting {
  readonly isConnected: () => boolean;
  readonly leastSeconds: number;
  readonly because: string;
}

async function measure(
  { world, core, lambda }: Deployed,
  event: string,
  happen: () => Promise<unknown>,
  connect?: Connecting,
): Promise<Measured> {
  const before = core.journal.records.length;
  const beganMs = world.clock.nowMs;
  await happen();
  let connectedSeconds: number | undefined;
  const { state } = await runUntilQuiet(lambda, {
    longestSeconds: 3600,
    stepSeconds: 1,
    after: () => {
      if (connectedSeconds === undefined && connect?.isConnected() === true)
        connectedSeconds = (world.clock.nowMs - beganMs) / 1000;
    },
  });
  if (state !== 'quiet') throw new Error(`${event}: Jetway did not come to an end within an hour`);
  if (connect !== undefined && connectedSeconds === undefined)
    throw new Error(`${event}: nothing is connected`);
  const ours = core.journal.records
    .slice(before)
    .filter(({ caller, service }) => (caller?.role ?? '').startsWith('jetway-') && !own.has(service));
  return {
    event,
    ...(connect === undefined || connectedSeconds === undefined
      ? {}
      : { connectedSeconds, leastSeconds: connect.leastSeconds, because: connect.because }),
    calls: ours.length,
    changes: ours.filter(({ mutating }) => mutating).length,
  };
}

function clientOf({ core }: Deployed, account: string, at: string) {
  return {
    region: at,
    maxAttempts: 1,
    credentials: { accessKeyId: account, secretAccessKey: 'simulated' },
    requestHandler: inProcess(core),
  };
}
