import {
  AcceptTransitGatewayVpcAttachmentCommand,
  CreateRouteTableCommand,
  CreateTagsCommand,
  CreateTransitGatewayVpcAttachmentCommand,
  DeleteTransitGatewayVpcAttachmentCommand,
  DeleteVpcCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import {
  CloseAccountCommand,
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  MoveAccountCommand,
  OrganizationsClient,
  RemoveAccountFromOrganizationCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-organizations';
import { AssociateResourceShareCommand, RAMClient } from '@aws-sdk/client-ram';
import { beforeEach, describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { createSimulator, type SimulatorCore } from '../../sim/server.ts';
import { addSubnet } from '../../sim/services/ec2/subnets.ts';
import { addVpc } from '../../sim/services/ec2/vpcs.ts';
import { addRule } from '../../sim/services/events/rules.ts';
import { addQueue } from '../../sim/services/sqs/queues.ts';
import { inProcess } from '../../sim/wire/in-process.ts';
import {
  addConsumer,
  addConsumerVpc,
  consumersOu,
  management,
  newTestWorld,
  provider,
  region,
  type TestWorld,
} from '../support/world.ts';
import { fixture } from '../unit/trigger/fixtures.ts';
import { clientSettings } from './client-settings.ts';

const consumer = '333333333333';
const guest = '444444444444';

/** An option of attachments that the simulator does not have. */
const notSimulated = /securityGroupReferencingSupport$/;

const Event = z.looseObject({
  detail: z.looseObject({
    eventName: z.string(),
    requestParameters: z.nullable(z.looseObject({})),
    responseElements: z.nullable(z.looseObject({})),
    serviceEventDetails: z.optional(z.looseObject({})),
  }),
});

let shared: TestWorld;
let core: SimulatorCore;
beforeEach(() => {
  shared = newTestWorld();
  addConsumer(shared, { id: consumer, ou: 'r-ab12', tags: {} });
  addConsumer(shared, { id: guest });
  core = createSimulator(shared.world);
  listen(management, 'us-east-1');
  for (const account of [provider, consumer]) listen(account, region);
});

/** A rule that puts everything from AWS that comes to a default bus into a queue. */
function listen(account: string, at: string): void {
  const { world } = shared;
  const { arn } = addQueue(world, { account, region: at, name: 'heard' });
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: arn,
  };
  world.queues.queues.get(arn)?.attributes.set('Policy', JSON.stringify({ Statement: statement }));
  const pattern = { source: [{ prefix: 'aws.' }] };
  addRule(world, { account, region: at, name: 'all', pattern, targets: [{ id: 'queue', arn }] });
}

const heard = () =>
  [...shared.world.queues.queues.values()]
    .filter(({ name }) => name === 'heard')
    .flatMap(({ messages }) => messages.map(({ body }) => Event.parse(JSON.parse(body))));

const settings = (account: string, at = region) => ({
  ...clientSettings('http://simulator', account, at),
  requestHandler: inProcess(core),
});
const ec2 = (account: string) => new EC2Client(settings(account));
const organizations = () => new OrganizationsClient(settings(management, 'us-east-1'));

/** The path of every field, sorted; lists are taken for their first item. */
const shape = (value: unknown): readonly string[] => pathsIn(value).toSorted();

function pathsIn(value: unknown, above = ''): readonly string[] {
  if (Array.isArray(value)) return value.slice(0, 1).flatMap((each) => pathsIn(each, `${above}[]`));
  if (typeof value !== 'object' || value === null) return [above];
  return Object.entries(value).flatMap(([name, each]) => pathsIn(each, `${above}.${name}`));
}

const move = {
  AccountId: consumer,
  SourceParentId: 'r-ab12',
  DestinationParentId: consumersOu,
};
const tags = [{ Key: 'jetway', Value: 'on' }];

/** An attachment of the consumer's that waits for the provider. */
function pending(): { readonly TransitGatewayAttachmentId: string } {
  const vpc = addConsumerVpc(shared, consumer, '10.1.0.0/16');
  const found = [...shared.world.ec2.gateway.attachments.values()].find(({ vpcId }) => vpcId === vpc);
  return { TransitGatewayAttachmentId: found?.id ?? '' };
}

/** The provider's own attachment of one more VPC. */
function attach() {
  const vpc = addVpc(shared.world, { account: provider, region, cidrs: ['10.8.0.0/16'] });
  return ec2(provider).send(
    new CreateTransitGatewayVpcAttachmentCommand({
      VpcId: vpc.id,
      TransitGatewayId: shared.site.expectation.gatewayId,
      SubnetIds: [addSubnet(shared.world, { vpcId: vpc.id, cidr: '10.8.0.0/24' }).id],
      TagSpecifications: [{ ResourceType: 'transit-gateway-attachment', Tags: tags }],
    }),
  );
}

describe('a call is told of as the stored sample shows it', () => {
  test.each<{ sample: string; call: () => Promise<unknown> }>([
    { sample: 'org-move-account', call: () => organizations().send(new MoveAccountCommand(move)) },
    {
      sample: 'org-tag-resource-account',
      call: () => organizations().send(new TagResourceCommand({ ResourceId: consumer, Tags: tags })),
    },
    {
      sample: 'org-untag-resource-account',
      call: () => organizations().send(new UntagResourceCommand({ ResourceId: guest, TagKeys: ['jetway'] })),
    },
    {
      sample: 'org-create-ou',
      call: () =>
        organizations().send(new CreateOrganizationalUnitCommand({ Name: 'New', ParentId: 'r-ab12' })),
    },
    {
      sample: 'org-remove-account',
      call: () => organizations().send(new RemoveAccountFromOrganizationCommand({ AccountId: guest })),
    },
    {
      sample: 'org-close-account',
      call: () => organizations().send(new CloseAccountCommand({ AccountId: guest })),
    },
    {
      sample: 'org-create-account',
      call: () =>
        organizations().send(
          new CreateAccountCommand({ AccountName: 'new', Email: 'n@example.com', Tags: [] }),
        ),
    },
    {
      sample: 'ec2-create-route-table',
      call: () =>
        ec2(consumer).send(
          new CreateRouteTableCommand({
            VpcId: addConsumerVpc(shared, consumer, '10.1.0.0/16'),
            TagSpecifications: [{ ResourceType: 'route-table', Tags: tags }],
          }),
        ),
    },
    {
      sample: 'ec2-create-tags-vpc',
      call: () => {
        const Resources = [addConsumerVpc(shared, consumer, '10.1.0.0/16')];
        return ec2(consumer).send(new CreateTagsCommand({ Resources, Tags: tags }));
      },
    },
    {
      sample: 'ec2-accept-tgw-vpc-attachment',
      call: () => ec2(provider).send(new AcceptTransitGatewayVpcAttachmentCommand(pending())),
    },
    {
      sample: 'ec2-delete-tgw-vpc-attachment',
      call: () => ec2(consumer).send(new DeleteTransitGatewayVpcAttachmentCommand(pending())),
    },
    { sample: 'ec2-create-tgw-vpc-attachment-pending-acceptance', call: attach },
    {
      sample: 'ram-associate-resource-share',
      call: () => {
        const [share] = shared.world.ram.shares.values();
        const resourceShareArn = share?.arn ?? '';
        const principals = [consumer];
        return new RAMClient(settings(provider)).send(
          new AssociateResourceShareCommand({ resourceShareArn, principals }),
        );
      },
    },
  ])('$sample', async ({ sample, call }) => {
    await call();
    shared.world.clock.advance(30);
    const told = Event.parse(fixture(`${sample}.json`));
    const event = heard().find(({ detail }) => detail.eventName === told.detail.eventName);
    // The client made the token up; the sample's had none.
    const { clientToken: _, ...requested } = event?.detail.requestParameters ?? {};
    expect(event).toMatchObject({ source: told.source, 'detail-type': told['detail-type'] });
    expect(shape(requested)).toEqual(shape(told.detail.requestParameters));
    expect(shape(event?.detail.responseElements)).toEqual(
      expect.arrayContaining(shape(told.detail.responseElements).filter((path) => !notSimulated.test(path))),
    );
  });
});

test('what the service does by itself is told of as well', async () => {
  await organizations().send(new CreateAccountCommand({ AccountName: 'new', Email: 'new@example.com' }));
  await organizations().send(new CloseAccountCommand({ AccountId: guest }));
  shared.world.clock.advance(300);
  for (const sample of [
    'org-create-account-result-succeeded',
    'org-account-joined-created',
    'org-close-account-result-succeeded',
  ]) {
    const told = Event.parse(fixture(`${sample}.json`));
    const event = heard().find(({ detail }) => detail.eventName === told.detail.eventName);
    expect(event).toMatchObject({ 'detail-type': told['detail-type'], account: management });
    expect(shape(event?.detail.serviceEventDetails)).toEqual(shape(told.detail.serviceEventDetails));
  }
});

test('a refused call has an error code, and a read is not told of', async () => {
  await ec2(consumer).send(new DescribeVpcsCommand({}));
  await expect(
    ec2(consumer).send(new DeleteVpcCommand({ VpcId: 'vpc-0123456789abcdef0' })),
  ).rejects.toThrow();
  shared.world.clock.advance(30);
  expect(heard()).toMatchObject([
    { detail: { eventName: 'DeleteVpc', errorCode: 'Client.InvalidVpcID.NotFound', responseElements: null } },
  ]);
});

test('where no rule listens, no event waits', async () => {
  const { world } = shared;
  world.events.buses.clear();
  world.clock.advance(60);
  const before = world.clock.nextDueMs;
  await organizations().send(new MoveAccountCommand(move));
  expect(world.clock.nextDueMs).toBe(before);
});
