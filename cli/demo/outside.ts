import { CreateTransitGatewayVpcAttachmentCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  CloseAccountCommand,
  CreateAccountCommand,
  MoveAccountCommand,
  OrganizationsClient,
  TagResourceCommand,
} from '@aws-sdk/client-organizations';
import type { AccountId } from '../../lib/model/ids.ts';
import { AccountId as AccountIdSchema } from '../../lib/model/ids.ts';
import { type EventName, eventOf } from '../../sim/scenarios/events.ts';
import { addSubnet } from '../../sim/services/ec2/subnets.ts';
import { addVpc } from '../../sim/services/ec2/vpcs.ts';
import type { Stage } from './stage.ts';

/** Everybody but Jetway: they change the world as people and pipelines do, and CloudTrail tells of it. */
export interface Outside {
  /** Asks for an account, and waits until it is there. */
  createAccount(name: string): Promise<AccountId>;
  moveAccount(account: AccountId, from: string, to: string): Promise<void>;
  tagAccount(account: AccountId, value: string): Promise<void>;
  closeAccount(account: AccountId): Promise<void>;
  /** Makes a VPC with a subnet, of which nobody is told before it is attached. */
  addVpc(account: AccountId, cidr: string): string;
  attach(account: AccountId, vpcId: string): Promise<void>;
  /** Stops what the VPC's attachment propagates to the provider; the event is lost. */
  disablePropagation(vpcId: string): void;
  /** Puts an event of the payloads in `sim/scenarios/events` where EventBridge would have put it. */
  tell(
    name: EventName,
    replacements: Readonly<Record<string, string>>,
  ): Promise<Readonly<Record<string, unknown>>>;
}

export function outside(stage: Stage, managementAccount: string): Outside {
  const { world, requestHandler, site } = stage;
  const { region, gatewayId } = site.expectation;
  const as = (account: string) => ({
    requestHandler,
    credentials: { accessKeyId: account, secretAccessKey: 'simulated' },
  });
  const organizations = new OrganizationsClient({ region: 'us-east-1', ...as(managementAccount) });
  const ec2 = (account: string) => new EC2Client({ region, ...as(account) });

  const tell: Outside['tell'] = async (name, replacements) => {
    const event = eventOf(name, { id: world.random.uuid(), atMs: world.clock.nowMs, replacements });
    stage.watch.outsideChanged();
    await stage.send(JSON.stringify(event));
    return event;
  };
  return {
    tell,
    async createAccount(name) {
      const email = `${name}@example.com`;
      await organizations.send(new CreateAccountCommand({ AccountName: name, Email: email }));
      world.clock.advance(world.latencies.accountCreates);
      const created = [...world.organization.accounts.values()].find((account) => account.email === email);
      return AccountIdSchema.parse(created?.id);
    },
    async moveAccount(account, from, to) {
      const move = { AccountId: account, SourceParentId: from, DestinationParentId: to };
      await organizations.send(new MoveAccountCommand(move));
      stage.watch.outsideChanged();
    },
    async tagAccount(account, value) {
      const Tags = [{ Key: 'jetway', Value: value }];
      await organizations.send(new TagResourceCommand({ ResourceId: account, Tags }));
      stage.watch.outsideChanged();
    },
    async closeAccount(account) {
      await organizations.send(new CloseAccountCommand({ AccountId: account }));
      stage.watch.outsideChanged();
    },
    addVpc(account, cidr) {
      const vpc = addVpc(world, { account, region, cidrs: [cidr] });
      vpc.dnsHostnames = true;
      addSubnet(world, { vpcId: vpc.id, cidr: cidr.replace(/\d+$/, '20') });
      return vpc.id;
    },
    async attach(account, vpcId) {
      const subnets = [...world.ec2.subnets.values()].filter((subnet) => subnet.vpcId === vpcId);
      const SubnetIds = subnets.map(({ id }) => id);
      await ec2(account).send(
        new CreateTransitGatewayVpcAttachmentCommand({
          TransitGatewayId: gatewayId,
          VpcId: vpcId,
          SubnetIds,
        }),
      );
      stage.watch.outsideChanged();
    },
    disablePropagation(vpcId) {
      const attachment = [...world.ec2.gateway.attachments.values()].find((one) => one.vpcId === vpcId);
      if (attachment === undefined) throw new Error(`${vpcId} has no attachment`);
      const { providerRouteTable } = site.parameter.transitGateway;
      world.ec2.gateway.routeTables.get(providerRouteTable)?.propagations.delete(attachment.id);
      stage.watch.outsideChanged();
    },
  };
}
