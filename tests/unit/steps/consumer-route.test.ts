import { expect, test } from '@jest/globals';
import { RouteTableId } from '../../../lib/model/ids.ts';
import type { Route } from '../../../lib/model/network.ts';
import { read } from '../../../lib/model/observation.ts';
import { consumerRoute } from '../../../lib/steps/consumer-route.ts';
import { aSite } from '../support/configuration.ts';
import { gateway, routeTableId, vpcId } from '../support/ids.ts';
import { anAttachment, aRoute, aRouteTable, aVpc, cidr, unreadable, valueIn } from '../support/network.ts';
import { recordingPorts } from '../support/ports.ts';
import { aView } from '../support/view.ts';

const destination = cidr('10.255.0.0/16');
const subject = { vpc: vpcId(1), routeTable: routeTableId(1), destination, gateway };
const provider = { attachments: read([anAttachment(1)]) };
const withRoutes = (routes: readonly Route[]) =>
  aView({ provider, consumer: { vpcs: read([aVpc(1)]), routeTables: read([aRouteTable(1, routes)]) } });

test("each of the provider's CIDRs is wanted in each route table of a connected VPC", () => {
  const second = { ...aRouteTable(1, []), id: RouteTableId.parse('rtb-f') };
  const view = aView({
    site: aSite({ providerCidrs: [destination, cidr('10.254.0.0/16')] }),
    provider,
    consumer: {
      vpcs: read([aVpc(1), aVpc(2)]),
      routeTables: read([aRouteTable(1, []), second, aRouteTable(2, [])]),
    },
  });
  expect(consumerRoute.wanted(view).map(({ routeTable, destination: to }) => `${routeTable} ${to}`)).toEqual([
    'rtb-1 10.255.0.0/16',
    'rtb-1 10.254.0.0/16',
    'rtb-f 10.255.0.0/16',
    'rtb-f 10.254.0.0/16',
  ]);
});

test.each([
  { given: "a route to the provider's CIDR by our gateway", route: aRoute(), seen: true },
  { given: 'to another CIDR', route: aRoute({ destination: '10.9.0.0/16' }), seen: false },
  { given: 'by another target', route: aRoute({ target: 'pcx-1' }), seen: false },
  { given: "to a part of the provider's CIDR", route: aRoute({ destination: '10.255.1.0/24' }), seen: false },
])('$given is ours: $seen', ({ route, seen }) =>
  expect(valueIn(consumerRoute.seen(withRoutes([route])))).toEqual(
    seen ? [{ subject, state: 'present', ours: true }] : [],
  ),
);

test.each([
  { given: 'route tables not read', routeTables: unreadable(), state: 'unreadable' },
  { given: 'route tables not looked at', routeTables: { state: 'not-looked' }, state: 'not-looked' },
] as const)('$given: nothing is known to be there or missing', ({ routeTables, state }) => {
  const view = aView({ provider, consumer: { vpcs: read([aVpc(1)]), routeTables } });
  expect(consumerRoute.wanted(view)).toEqual([]);
  expect(consumerRoute.seen(view).state).toBe(state);
});

test.each([
  { given: 'the same destination by another target', other: '10.255.0.0/16', target: 'pcx-1', barred: true },
  { given: 'a part of it by another target', other: '10.255.1.0/24', target: 'eni-1', barred: true },
  { given: 'a wider one by another target', other: '0.0.0.0/0', target: 'nat-1', barred: false },
  { given: 'an unrelated one', other: '10.9.0.0/16', target: 'pcx-1', barred: false },
  { given: 'a part of it by our gateway', other: '10.255.1.0/24', target: gateway, barred: false },
  { given: 'a prefix list', other: 'pl-9', target: 'vpce-1', barred: false },
])('$given bars the route: $barred', ({ other, target, barred }) => {
  const finding = consumerRoute.hinders?.(
    'add',
    subject,
    withRoutes([aRoute({ destination: other, target })]),
  );
  expect(finding).toEqual(
    barred ? expect.objectContaining({ kind: 'other-route', resource: 'rtb-1' }) : undefined,
  );
  expect(
    consumerRoute.hinders?.('remove', subject, withRoutes([aRoute({ destination: other, target })])),
  ).toBeUndefined();
});

test('the key is route table and destination; it needs the attachment and belongs to the VPC', () => {
  expect(consumerRoute.key(subject)).toBe('rtb-1 10.255.0.0/16');
  expect(consumerRoute.needs(subject)).toEqual(['attachment']);
  expect(consumerRoute.vpc(subject)).toBe(vpcId(1));
});

test('it is made and deleted from within the account', async () => {
  const ports = recordingPorts();
  await consumerRoute.add([subject], ports);
  await consumerRoute.remove([subject], ports);
  expect(ports.calls).toEqual([
    ['consumer.createRoute', 'rtb-1', destination, gateway],
    ['consumer.deleteRoute', 'rtb-1', destination],
  ]);
});
