import { EC2Client } from '@aws-sdk/client-ec2';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { LogLine } from '../../handlers/log.ts';
import { privateDnsName } from '../../handlers/private-dns-name.ts';
import { endpointServices } from '../../lib/aws/endpoint-services.ts';
import {
  type CustomResourceRequest,
  type Provided,
  type Provider,
  provide,
} from '../../sim/deploy/provider-framework.ts';
import { createSimulator, type SimulatorCore } from '../../sim/server.ts';
import { addEndpointService, type NewEndpointService } from '../../sim/services/ec2/endpoint-services.ts';
import { addEndpoint } from '../../sim/services/ec2/endpoints.ts';
import { publishRecord, startVerification } from '../../sim/services/ec2/private-dns.ts';
import type { SimulatedEndpointService } from '../../sim/services/ec2/state.ts';
import { addVpc } from '../../sim/services/ec2/vpcs.ts';
import { addAccount } from '../../sim/services/organizations/tree.ts';
import { inProcess } from '../../sim/wire/in-process.ts';
import { World, type WorldOptions } from '../../sim/world.ts';
import { addRoles, credentialsOf, rememberUses } from '../support/roles.ts';
import { provider, region } from '../support/world.ts';
import { publicDnsOf, roleOf, serviceId, stackRoles } from './private-dns-world.ts';

const name = 'payments.example.com';
const pollSeconds = 30;

let world: World;
let core: SimulatorCore;
let handlers: Provider;
let log: LogLine[];
/** What happens while the framework waits after the nth poll. */
let meanwhile: (poll: number) => void;

function arrange(options: WorldOptions = {}): void {
  world = new World(options);
  addAccount(world, { id: provider, name: 'network' });
  core = createSimulator(world);
  log = [];
  meanwhile = () => undefined;
  rememberUses(world);
  addRoles(world, stackRoles);
  handlers = {
    onEvent: privateDnsName(async () => contextOf('onEvent')).onEvent,
    isComplete: privateDnsName(async () => contextOf('isComplete')).isComplete,
  };
}

/** What one of the two functions stands on, with its own role. */
function contextOf(handler: keyof Provider) {
  const credentials = credentialsOf(world, provider, roleOf(handler).name);
  const ec2 = new EC2Client({ region, credentials, maxAttempts: 1, requestHandler: inProcess(core) });
  return {
    services: endpointServices(ec2),
    publicDns: publicDnsOf(world),
    clock: { nowMs: () => world.clock.nowMs },
    log: (line: LogLine) => void log.push(line),
  };
}
beforeEach(() => arrange());

const aService = (settings: Partial<NewEndpointService> = {}) =>
  addEndpointService(world, { account: provider, region, id: serviceId, ...settings });
const named = (settings: Partial<NewEndpointService> = {}) => aService({ privateDnsName: name, ...settings });
const publish = (id: string, value = world.ec2.endpointServices.get(id)?.privateDns?.record.value) =>
  publishRecord(world, id, value);

const run = (resource: CustomResourceRequest): Promise<Provided> => {
  let poll = 0;
  const wait = () => {
    poll += 1;
    meanwhile(poll);
    world.clock.advance(pollSeconds);
  };
  return provide(handlers, resource, { polls: 120, wait });
};
const nameOf = (
  { id }: SimulatedEndpointService,
  RequestType: CustomResourceRequest['RequestType'] = 'Create',
  properties: Record<string, string> = {},
) =>
  run({
    ResourceType: 'Custom::JetwayPrivateDnsName',
    RequestType,
    ...(RequestType !== 'Create' && { PhysicalResourceId: `${id}/private-dns-name` }),
    ResourceProperties: { ServiceId: id, PrivateDnsName: name, Existing: 'false', ...properties },
  });
const proofOf = ({ id }: SimulatedEndpointService, properties: Record<string, string> = {}) =>
  run({
    ResourceType: 'Custom::JetwayPrivateDnsNameProof',
    RequestType: 'Create',
    ResourceProperties: { ServiceId: id, PrivateDnsName: name, WaitMinutes: '50', ...properties },
  });
const changes = () =>
  core.journal.records.filter(({ mutating }) => mutating).map(({ operation }) => operation);
const existing = { Existing: 'true' };

describe('the name of a service', () => {
  test('is set, and the record that proves it is told', async () => {
    const service = aService();
    const deployed = await nameOf(service);
    const { record } = service.privateDns ?? {};
    expect(deployed).toEqual({
      polls: 1,
      id: `${service.id}/private-dns-name`,
      data: {
        RecordName: `${record?.name}.payments.example.com`,
        RecordValue: record?.value,
        State: 'pendingVerification',
      },
    });
    expect(record?.value).toMatch(/^vpce:/);
  });

  test('with a wildcard is proved at the domain', async () => {
    const service = aService();
    const { data } = await nameOf(service, 'Create', { PrivateDnsName: '*.example.com' });
    expect(data.RecordName).toBe(`${service.privateDns?.record.name}.example.com`);
  });

  test('that AWS shows later is waited for', async () => {
    world.ec2.latencies.privateDnsNameChanges = 100;
    const { polls, data } = await nameOf(aService());
    expect({ polls, state: data.State }).toEqual({ polls: 5, state: 'pendingVerification' });
    expect(log.map(({ event }) => event)).toEqual(['waiting', 'waiting', 'waiting', 'waiting']);
  });

  test.each(['Create', 'Update'] as const)('that it has is left alone by %s', async (type) => {
    expect(await nameOf(named({ verified: true }), type)).toMatchObject({ data: { State: 'verified' } });
    expect(changes()).toEqual([]);
  });

  test('is changed by Update, and keeps its physical id', async () => {
    const service = named({ verified: true });
    const { id, data } = await nameOf(service, 'Update', { PrivateDnsName: 'other.example.com' });
    expect(id).toBe(`${service.id}/private-dns-name`);
    expect(data).toMatchObject({
      State: 'pendingVerification',
      RecordValue: service.privateDns?.record.value,
    });
    expect(service.privateDns?.name).toBe('other.example.com');
  });

  test('is removed with it', async () => {
    const service = named();
    expect(await nameOf(service, 'Delete')).toMatchObject({ polls: 1, id: `${service.id}/private-dns-name` });
    expect(service.privateDns).toBeUndefined();
  });

  test('is not removed where somebody gave it another', async () => {
    expect(
      (await nameOf(aService({ privateDnsName: 'other.example.com' }), 'Delete')).reason,
    ).toBeUndefined();
    expect(changes()).toEqual([]);
  });

  test('cannot be removed while anything is connected', async () => {
    const service = named({ verified: true });
    const vpc = addVpc(world, { account: provider, region, cidrs: ['10.0.0.0/16'] });
    addEndpoint(world, { vpcId: vpc.id, serviceName: service.name });
    const { reason } = await nameOf(service, 'Delete');
    expect(reason).toContain(service.id);
    expect(reason).toContain('ExistingVpcEndpointConnections');
  });

  test('is gone with the service', async () => {
    const service = named();
    world.ec2.endpointServices.delete(service.id);
    expect((await nameOf(service, 'Delete')).reason).toBeUndefined();
    expect((await nameOf(service, 'Create')).reason).toContain(service.id);
  });
});

describe('the name of an existing service', () => {
  test('is taken as it is, and stays', async () => {
    const service = named();
    const { data } = await nameOf(service, 'Create', existing);
    expect(data.RecordValue).toBe(service.privateDns?.record.value);
    expect((await nameOf(service, 'Delete', existing)).reason).toBeUndefined();
    expect(changes()).toEqual([]);
  });

  test.each([{ other: 'other.example.com' }, { other: undefined }])(
    'is $other: refused',
    async ({ other }) => {
      const service = aService(other === undefined ? {} : { privateDnsName: other });
      const { reason } = await nameOf(service, 'Create', existing);
      expect(reason).toContain(`its private DNS name is ${other ?? 'not set'}, and jetway.yaml says ${name}`);
      expect(changes()).toEqual([]);
    },
  );
});

describe('the proof', () => {
  test('of a verified name is complete at once, and asks AWS for nothing', async () => {
    expect(await proofOf(named({ verified: true }))).toMatchObject({
      polls: 1,
      data: { StartedAt: world.clock.now().toISOString() },
    });
    expect(changes()).toEqual([]);
    expect(log).toEqual([]);
  });

  const openQuestions = ([true, false] as const).flatMap((verifiesByItself) =>
    (['pendingVerification', 'failed'] as const).flatMap((restartedVerification) =>
      (['pendingVerification', 'failed'] as const).map((state) => ({
        unknowns: { verifiesByItself, restartedVerification },
        state,
      })),
    ),
  );
  test.each(openQuestions)(
    'of a name that is $state ends with the record, where $unknowns',
    async (given) => {
      arrange({ unknowns: given.unknowns });
      const service = named();
      if (given.state === 'failed') fail(service);
      meanwhile = (poll) => {
        if (poll === 4) publish(service.id);
      };
      const { reason, polls } = await proofOf(service);
      expect(reason).toBeUndefined();
      const answers = log.map(({ publicDns }) => publicDns);
      expect(answers).toHaveLength(polls - 1);
      expect(answers.slice(0, 4)).toEqual(['nothing', 'nothing', 'nothing', 'nothing']);
      expect(new Set(answers.slice(4))).toEqual(new Set(['right']));
      // AWS is asked for the first time once the record is there, and not with every poll.
      expect(log.findIndex(({ started }) => started === true)).toBeGreaterThanOrEqual(4);
      expect(changes().length).toBeLessThanOrEqual(1 + polls / 3);
    },
  );

  test('says with every poll what is missing', async () => {
    const service = named();
    meanwhile = (poll) => {
      if (poll === 1) publish(service.id, 'vpce:wrong');
      if (poll === 2) publish(service.id, 'unreachable');
      if (poll === 3) publish(service.id);
    };
    await proofOf(service);
    const { name: label, value } = service.privateDns?.record ?? {};
    const record = { name: `${label}.payments.example.com`, value };
    expect(log.slice(0, 4)).toMatchObject(
      ['nothing', 'another-value', 'unreadable', 'right'].map((publicDns) => ({
        event: 'waiting',
        service: service.id,
        privateDnsName: name,
        publicDns,
        record,
        sentence: expect.stringContaining(record.name),
      })),
    );
  });

  test('that never comes fails with everything that helps, before the framework gives up', async () => {
    const service = named();
    const { reason } = await proofOf(service);
    const { record } = service.privateDns ?? {};
    for (const part of [service.id, name, 'nothing', `${record?.name}.payments.example.com`, record?.value])
      expect(reason).toContain(part);
    expect(reason).toMatch(/deploy again\.$/);
    expect(changes()).toEqual([]);
  });

  test('fails at once where AWS has looked and found another value', async () => {
    const service = named();
    publish(service.id, 'vpce:wrong');
    fail(service);
    const { reason, polls } = await proofOf(service);
    expect(polls).toBe(1);
    expect(reason).toContain('"vpce:wrong"');
    expect(reason).toContain(service.privateDns?.record.value);
  });

  test('goes on after what passes by itself', async () => {
    const service = named();
    publish(service.id);
    core.faults.inject('throttle', { operation: 'DescribeVpcEndpointServiceConfigurations', times: 1 });
    core.faults.inject('internalError', {
      operation: 'StartVpcEndpointServicePrivateDnsVerification',
      times: 1,
    });
    expect((await proofOf(service)).reason).toBeUndefined();
    expect(log[0]).toMatchObject({
      publicDns: 'not-asked',
      sentence: expect.stringContaining('RequestLimitExceeded'),
    });
  });

  test.each([
    {
      what: 'the service goes',
      does: ({ id }: SimulatedEndpointService) => world.ec2.endpointServices.delete(id),
    },
    {
      what: 'Jetway may not ask',
      does: () =>
        core.faults.inject('accessDenied', { operation: 'DescribeVpcEndpointServiceConfigurations' }),
    },
  ])('fails where $what', async ({ does }) => {
    const service = named();
    meanwhile = (poll) => {
      if (poll === 2) does(service);
    };
    const { reason, polls } = await proofOf(service);
    expect(polls).toBe(3);
    expect(reason).toContain(service.id);
  });

  test('has nothing to delete', async () => {
    const { id } = named();
    const deleted = await run({
      ResourceType: 'Custom::JetwayPrivateDnsNameProof',
      RequestType: 'Delete',
      PhysicalResourceId: `${id}/private-dns-name-proof`,
      ResourceProperties: { ServiceId: id, PrivateDnsName: name, WaitMinutes: '50' },
    });
    expect(deleted).toEqual({ polls: 1, id: `${id}/private-dns-name-proof`, data: {} });
    expect(core.journal.records).toEqual([]);
  });
});

test.each([
  { given: 'no service', properties: { ServiceId: 'payments' }, says: 'ResourceProperties.ServiceId' },
  { given: 'no minutes', properties: { WaitMinutes: 'long' }, says: 'ResourceProperties.WaitMinutes' },
])('a request with $given says so', async ({ properties, says }) => {
  expect((await proofOf(named(), properties)).reason).toContain(says);
});

/** AWS looks, and does not find the record. */
function fail({ privateDns }: SimulatedEndpointService): void {
  if (privateDns === undefined) throw new Error('the service has no private DNS name');
  startVerification(world, privateDns);
  world.clock.advance(world.ec2.latencies.privateDnsVerifies);
  expect(privateDns.state).toBe('failed');
}
