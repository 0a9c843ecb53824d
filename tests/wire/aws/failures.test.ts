import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Fault } from '../../../sim/faults.ts';
import { aWorld, consumer, region, type Simulated, simulated } from './simulated.ts';

let jetway: Simulated;
beforeEach(async () => {
  jetway = await simulated(aWorld());
});
afterEach(() => jetway.simulator.close());

const reads = {
  organizations: ({ ports }: Simulated) => ports.organization.accounts(),
  tagging: ({ ports }: Simulated) => ports.organization.tagged('jetway'),
  ssm: ({ ports }: Simulated) => ports.siteParameter(region, '/jetway/x/site'),
  sts: ({ ports }: Simulated) => ports.consumer(consumer, region),
  ec2: async ({ ports }: Simulated) => (await ports.consumer(consumer, region)).vpcs(),
  route53profiles: async ({ ports }: Simulated) =>
    (await ports.consumer(consumer, region)).profileAssociations(),
};

const services = ['organizations', 'tagging', 'ssm', 'sts', 'ec2', 'route53profiles'] as const;
const rows = services.flatMap((service) =>
  (
    [
      ['throttle', 'throttled'],
      ['internalError', 'unavailable'],
      ['cutBefore', 'unavailable'],
    ] as const satisfies readonly (readonly [Fault, string])[]
  ).map(([fault, code]) => ({ service, fault, code })),
);

describe.each(rows)('$service, $fault', ({ service, fault, code }) => {
  const hits = () => jetway.simulator.journal.records.filter((record) => record.service === service).length;

  test('is tried again', async () => {
    jetway.simulator.faults.inject(fault, { service, times: 2 });
    await reads[service](jetway);
    expect(hits()).toBe(3);
  });

  test(`is ${code} when it stays, after three attempts`, async () => {
    jetway.simulator.faults.inject(fault, { service });
    await expect(reads[service](jetway)).rejects.toMatchObject({ code });
    expect(hits()).toBe(3);
  });
});

test('a throttle slows the calls that follow', async () => {
  const { ports, world, simulator } = jetway;
  const port = await ports.consumer(consumer, region);
  const startMs = world.clock.nowMs;
  await port.vpcs();
  expect(world.clock.nowMs).toBe(startMs);
  simulator.faults.inject('throttle', { operation: 'DescribeVpcs', times: 1 });
  await port.vpcs();
  expect(world.clock.nowMs - startMs).toBeGreaterThanOrEqual(100);
});

test('what AWS denies is not tried again', async () => {
  jetway.simulator.faults.inject('accessDenied', { service: 'ec2' });
  await expect(reads.ec2(jetway)).rejects.toMatchObject({
    code: 'access-denied',
    problem: { aws: { service: 'EC2', operation: 'DescribeVpcs', code: 'UnauthorizedOperation' } },
  });
  expect(jetway.calls()).toEqual(['AssumeRole', 'DescribeVpcs']);
});
