import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type PacedCall, Pacer } from '../../../lib/aws/pace.ts';
import { bucketOf } from '../../../lib/aws/rates.ts';
import { AccountId, Region } from '../../../lib/model/ids.ts';
import { StillClock } from './clock.ts';

const call = (
  service: string,
  operation: string,
  account = '222222222222',
  region = 'eu-west-1',
): PacedCall => ({
  account: AccountId.parse(account),
  region: Region.parse(region),
  service,
  operation,
});
const createRoute = call('EC2', 'CreateRoute');

/** The times at which so many calls were let through, in milliseconds. */
async function timesOf(clock: StillClock, pacer: Pacer, calls: readonly PacedCall[]): Promise<number[]> {
  const times: number[] = [];
  for (const one of calls) {
    await pacer.take(one);
    times.push(clock.nowMs());
  }
  return times;
}

/** The largest number by which the calls of any window exceed `burst` + `perSecond` × its length. */
function excess(
  times: readonly number[],
  { burst, perSecond }: { burst: number; perSecond: number },
): number {
  let worst = Number.NEGATIVE_INFINITY;
  for (const [first, fromMs] of times.entries())
    for (const [last, toMs] of times.slice(first).entries())
      worst = Math.max(worst, last + 1 - (burst + (perSecond * (toMs - fromMs)) / 1000));
  return worst;
}

const operations = [
  ['EC2', 'CreateRoute'],
  ['EC2', 'DescribeVpcs'],
  ['Organizations', 'ListAccounts'],
  ['Organizations', 'DescribeOrganization'],
  ['Route53Profiles', 'AssociateProfile'],
  ['RAM', 'AssociateResourceShare'],
] as const;

test('no window ever holds more calls than the bucket and its refill', () =>
  fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...operations),
      fc.constantFrom(1, 0.5, 0.1),
      fc.array(
        fc.oneof(
          { weight: 8, arbitrary: fc.constant('call' as const) },
          { weight: 1, arbitrary: fc.constant('throttled' as const) },
          { weight: 3, arbitrary: fc.integer({ min: 1, max: 5000 }) },
        ),
        { minLength: 20, maxLength: 200 },
      ),
      async ([service, operation], share, script) => {
        const clock = new StillClock();
        const pacer = new Pacer({ clock, share });
        const one = call(service, operation);
        const times: number[] = [];
        for (const step of script) {
          if (step === 'throttled') pacer.throttled(one);
          else if (step === 'call') times.push(...(await timesOf(clock, pacer, [one])));
          else await clock.sleep(step / 1000);
        }
        const { burst, perSecond } = bucketOf(service, operation);
        const rate = { burst: Math.max(1, Math.floor(burst * share)), perSecond: perSecond * share };
        expect(excess(times, rate)).toBeLessThan(1e-6);
      },
    ),
    { numRuns: 200 },
  ));

describe('a pacer', () => {
  test('lets the burst through at once, then the rate', async () => {
    const clock = new StillClock();
    const calls = Array.from({ length: 60 }, () => createRoute);
    const times = await timesOf(clock, new Pacer({ clock }), calls);
    expect(times[49]).toBe(0);
    expect(times[59]).toBeGreaterThanOrEqual(2000);
    expect(times[59]).toBeLessThan(2100);
  });

  test.each([
    { what: 'account', other: call('EC2', 'CreateRoute', '333333333333') },
    { what: 'Region', other: call('EC2', 'CreateRoute', '222222222222', 'us-east-1') },
    { what: 'API', other: call('EC2', 'DeleteRoute') },
  ])('counts each $what by itself', async ({ other }) => {
    const clock = new StillClock();
    const pacer = new Pacer({ clock });
    await timesOf(
      clock,
      pacer,
      Array.from({ length: 50 }, () => createRoute),
    );
    await pacer.take(other);
    expect(clock.nowMs()).toBe(0);
    await pacer.take(createRoute);
    expect(clock.nowMs()).toBeGreaterThan(0);
  });

  test('counts the calls of Route 53 Profiles together', async () => {
    const clock = new StillClock();
    const pacer = new Pacer({ clock });
    const calls = ['AssociateProfile', 'DisassociateProfile', 'ListProfileAssociations'].flatMap(
      (operation) => [1, 2].map(() => call('Route53Profiles', operation)),
    );
    expect((await timesOf(clock, pacer, calls))[5]).toBeGreaterThan(0);
  });

  test('halves the rate after a throttle, and goes back after half a minute', async () => {
    const clock = new StillClock();
    const pacer = new Pacer({ clock });
    await timesOf(
      clock,
      pacer,
      Array.from({ length: 50 }, () => createRoute),
    );
    pacer.throttled(createRoute);
    const startMs = clock.nowMs();
    await timesOf(
      clock,
      pacer,
      Array.from({ length: 10 }, () => createRoute),
    );
    const slowMs = clock.nowMs() - startMs;
    expect(slowMs).toBeGreaterThanOrEqual(4000);
    expect(slowMs).toBeLessThan(4100);

    await clock.sleep(26);
    await timesOf(
      clock,
      pacer,
      Array.from({ length: 50 }, () => createRoute),
    );
    const againMs = clock.nowMs();
    await timesOf(
      clock,
      pacer,
      Array.from({ length: 10 }, () => createRoute),
    );
    expect(clock.nowMs() - againMs).toBeLessThanOrEqual(2100);
  });

  test('lets calls through in the order in which they came', async () => {
    const clock = new StillClock();
    const pacer = new Pacer({ clock });
    const order: number[] = [];
    await Promise.all(
      Array.from({ length: 70 }, (_, n) => pacer.take(createRoute).then(() => order.push(n))),
    );
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });
});

test.each([
  { call: 'EC2.CreateRoute', perSecond: 5, burst: 50 },
  { call: 'EC2.AcceptTransitGatewayVpcAttachment', perSecond: 5, burst: 50 },
  { call: 'EC2.SearchTransitGatewayRoutes', perSecond: 20, burst: 100 },
  { call: 'Organizations.DescribeAccount', perSecond: 20, burst: 30 },
  { call: 'Organizations.ListAccounts', perSecond: 8, burst: 12 },
  { call: 'Organizations.ListParents', perSecond: 5, burst: 8 },
  { call: 'Organizations.ListTagsForResource', perSecond: 10, burst: 15 },
  { call: 'Organizations.DescribeOrganization', perSecond: 1, burst: 2 },
  { call: 'Organizations.DescribeOrganizationalUnit', perSecond: 2, burst: 2 },
  { call: 'Route53Profiles.AssociateProfile', perSecond: 5, burst: 5 },
  { call: 'STS.AssumeRole', perSecond: 600, burst: 600 },
])('$call stays at or below what AWS publishes', ({ call, perSecond, burst }) => {
  const [service = '', operation = ''] = call.split('.');
  const bucket = bucketOf(service, operation);
  expect(bucket.perSecond).toBeLessThanOrEqual(perSecond);
  expect(bucket.burst).toBeLessThanOrEqual(burst);
});
