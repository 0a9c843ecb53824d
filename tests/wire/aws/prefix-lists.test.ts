import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Cidr } from '../../../lib/model/cidr.ts';
import { EndpointServiceId, PrefixListId } from '../../../lib/model/ids.ts';
import { addEndpointService } from '../../../sim/services/ec2/endpoint-services.ts';
import { addEndpoint } from '../../../sim/services/ec2/endpoints.ts';
import { addPrefixList } from '../../../sim/services/ec2/prefix-lists.ts';
import { addVpc } from '../../../sim/services/ec2/vpcs.ts';
import { aWorld, consumer, provider, region, type Simulated, simulated } from './simulated.ts';

let jetway: Simulated;
let list: PrefixListId;
beforeEach(async () => {
  const world = aWorld();
  const settings = { account: provider, region, name: 'consumers', maxEntries: 300, cidrs: ['10.1.0.0/16'] };
  list = PrefixListId.parse(addPrefixList(world, settings).id);
  jetway = await simulated(world);
});
afterEach(() => jetway.simulator.close());

const port = () => jetway.ports.provider(region);
const wait = () => jetway.world.clock.advance(60);
const entry = (n: number) => ({ cidr: Cidr.parse(`10.2.${n}.0/24`), description: `entry ${n}` });
const entries = Array.from({ length: 150 }, (_, n) => entry(n));

describe('a prefix list', () => {
  test('has its size, and is unsettled while it changes', async () => {
    expect(await port().prefixListSize(list)).toEqual({ settled: true, maxEntries: 300 });
    await port().addEntries(list, [entry(1)]);
    expect(await port().prefixListSize(list)).toMatchObject({ settled: false });
    wait();
    expect(await port().prefixListSize(list)).toMatchObject({ settled: true });
  });

  test('is changed with its newest version, each hundred when the last is settled', async () => {
    await expect(port().addEntries(list, entries)).rejects.toMatchObject({ code: 'not-ready' });
    wait();
    await port().addEntries(list, entries.slice(100));
    wait();
    const found = await port().prefixListEntries(list);
    expect(found).toHaveLength(151);
    expect(found).toEqual(expect.arrayContaining([{ cidr: '10.1.0.0/16', description: '' }, ...entries]));
    await port().removeEntries(
      list,
      entries.slice(0, 100).map(({ cidr }) => cidr),
    );
    wait();
    expect(await port().prefixListEntries(list)).toHaveLength(51);
    jetway.calls();
    await port().removeEntries(list, [entry(0).cidr]);
    expect(jetway.calls()).not.toContain('ModifyManagedPrefixList');
    await port().removeEntries(list, [entry(0).cidr, entry(120).cidr]);
    wait();
    expect(await port().prefixListEntries(list)).toHaveLength(50);
  });

  test('is not touched for no entries', async () => {
    await port().addEntries(list, []);
    await port().removeEntries(list, []);
    expect(jetway.calls()).toEqual([]);
  });

  test('that does not exist is not found', async () => {
    const absent = PrefixListId.parse('pl-0123456789abcdef0');
    await expect(port().prefixListEntries(absent)).rejects.toMatchObject({
      code: 'not-found',
      problem: { resource: absent },
    });
  });
});

test('live connections to a service are listed with their owners', async () => {
  const { world } = jetway;
  const service = addEndpointService(world, { account: provider, region });
  const connect = (account: string, state: 'Available' | 'Deleting' | 'Pending') => {
    const vpc = addVpc(world, { account, region, cidrs: ['10.1.0.0/16'] });
    return addEndpoint(world, { vpcId: vpc.id, serviceName: service.name, state }).id;
  };
  const [own, theirs] = [connect(provider, 'Available'), connect(consumer, 'Pending')];
  connect(consumer, 'Deleting');
  const found = await port().endpointConnections([EndpointServiceId.parse(service.id)]);
  expect(found).toHaveLength(2);
  expect(found).toContainEqual({ service: service.id, endpoint: own, owner: provider });
  expect(found).toContainEqual({ service: service.id, endpoint: theirs, owner: consumer });
  expect(await port().endpointConnections([])).toEqual([]);
});
