import { expect, test } from '@jest/globals';
import { decideProbed, probeChecks } from '../../../lib/decide/probe.ts';
import { probe } from '../../../lib/steps/probe.ts';
import { aConfiguration } from '../support/configuration.ts';
import { vpcId } from '../support/ids.ts';
import { aProbePlace, unreadable, valueIn } from '../support/network.ts';
import { recordingPorts } from '../support/ports.ts';
import type { ViewParts } from '../support/view.ts';
import { aConnectedView, aLeavingView } from '../support/view.ts';

const name = 'jetway-test-probe';
const due = { state: 'due' } as const;
const subject = { vpc: vpcId(1), function: name };
const { services } = aConfiguration();
const off = aConfiguration({ services: services.map((one) => ({ ...one, probe: 'off' as const })) });

test.each<ViewParts & { given: string; wanted: readonly number[] }>([
  { given: 'in no VPC yet', probed: due, consumer: { probePlace: aProbePlace() }, wanted: [1] },
  { given: 'in one of two', probed: due, consumer: { probePlace: aProbePlace(2) }, wanted: [2] },
  {
    given: 'in a VPC that is not connected',
    probed: due,
    consumer: { probePlace: aProbePlace(9) },
    wanted: [1],
  },
  { given: 'turned off', probed: due, configuration: off, wanted: [] },
  { given: 'no ledger', wanted: [] },
  { given: 'no consumer', probed: due, account: { tags: { jetway: 'off' } }, wanted: [] },
])('$given: wanted in $wanted', ({ given: _, wanted, ...parts }) =>
  expect(probe.wanted(aConnectedView(parts, [1, 2])).map(({ vpc }) => vpc)).toEqual(wanted.map(vpcId)),
);

test.each([
  { place: aProbePlace(), seen: [] },
  { place: aProbePlace(1), seen: ['present'] },
  { place: aProbePlace(1, { state: 'changing' }), seen: ['arriving'] },
  { place: aProbePlace(1, { state: 'failed' }), seen: [] },
])('$place is seen as $seen', ({ place, seen }) => {
  const view = aConnectedView({ probed: due, consumer: { probePlace: place } });
  expect(valueIn(probe.seen(view)).map(({ state }) => state)).toEqual(seen);
});

test('where Lambda failed to bring it, it is still to be taken out once nobody wants it there', () => {
  const view = aLeavingView({ consumer: { probePlace: aProbePlace(1, { state: 'failed' }) } });
  expect(valueIn(probe.seen(view))).toEqual([{ subject, state: 'present', ours: true }]);
});

test('it is unread where Lambda was', () =>
  expect(probe.seen(aConnectedView({ consumer: { probePlace: unreadable() } })).state).toBe('unreadable'));

test.each([
  { given: 'no function', place: { state: 'read', value: undefined } as const, for: `the function ${name}` },
  { given: 'elsewhere', place: aProbePlace(9), for: `${name} to leave vpc-9` },
  { given: 'on its way out', place: aProbePlace(undefined, { state: 'changing' }), for: `${name} to settle` },
])('$given: it waits for "$for"', ({ place, for: what }) => {
  const view = aConnectedView({ probed: due, consumer: { probePlace: place } });
  expect(probe.hinders?.('add', subject, view)).toMatchObject({ for: expect.stringContaining(what) });
  expect(probe.hinders?.('remove', subject, view)).toBeUndefined();
});

test('it is moved in and taken out by the consumer', async () => {
  const ports = recordingPorts();
  await probe.add([subject], ports);
  await probe.remove([subject], ports);
  expect(ports.calls).toEqual([
    ['consumer.moveProbeInto', vpcId(1), name],
    ['consumer.takeProbeOut', name],
  ]);
});

test('it asks every port of the services of the profile, inside the CIDRs of the provider', () => {
  const view = aConnectedView({
    probed: due,
    configuration: aConfiguration({ services: services.map((one) => ({ ...one, ports: [443, 8443] })) }),
  });
  expect(probeChecks(view)).toMatchObject([
    { name: 'payments.example.com', port: 443, protocol: 'tcp', cidrs: view.site.providerCidrs },
    { name: 'payments.example.com', port: 8443, protocol: 'tcp', cidrs: view.site.providerCidrs },
  ]);
});

const hour = 3_600_000;
test.each([
  { last: undefined, is: { state: 'due' } },
  { last: { state: 'answered', vpc: vpcId(1), atMs: 0 }, is: { state: 'answered', vpc: vpcId(1) } },
  { last: { state: 'answered', vpc: vpcId(1), atMs: -1 }, is: { state: 'due', vpc: vpcId(1) } },
  { last: { state: 'failed', vpc: vpcId(1), atMs: -90 * hour }, is: { state: 'failing', vpc: vpcId(1) } },
] as const)('less than 18 hours after $last it is $is', ({ last, is }) =>
  expect(decideProbed(last, 18 * hour - 1)).toEqual(is),
);
