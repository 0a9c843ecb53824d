import fc from 'fast-check';
import type { Attachment } from '../../../lib/model/network.ts';
import { type Observation, read } from '../../../lib/model/observation.ts';
import type { AccountState } from '../../../lib/model/organization.ts';
import { aConfiguration, aProfile, byInvitation } from './configuration.ts';
import * as ids from './ids.ts';
import {
  aBareAttachment,
  anAssociation,
  anAttachment,
  anEntry,
  aPropagation,
  aRoute,
  aRouteTable,
  aVpc,
  cidr,
  cidrOf,
  unreadable,
} from './network.ts';
import { aView } from './view.ts';

/** Mostly read; sometimes a part that shows nothing, and why. */
const part = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Observation<T>> =>
  fc.oneof(
    { weight: 12, arbitrary: value.map((one) => read(one)) },
    { weight: 1, arbitrary: fc.constant(unreadable()) },
    { weight: 1, arbitrary: fc.constant({ state: 'not-looked' as const }) },
  );

const some = <T>(...items: readonly T[]) => fc.subarray([...items]);
const numbers = fc.subarray([1, 2, 3]);

const anyAttachment = (n: number): fc.Arbitrary<Attachment> =>
  fc.oneof(
    fc
      .constantFrom<Attachment['state']>(
        'initiating',
        'pendingAcceptance',
        'pending',
        'available',
        'deleting',
        'failing',
      )
      .map((state) => aBareAttachment(n, state)),
    fc
      .record({
        table: fc.constantFrom(ids.consumersTable, ids.otherTable),
        state: fc.constantFrom('associating' as const, 'associated' as const, 'disassociating' as const),
      })
      .map((association) => anAttachment(n, { association })),
  );

/** For each of some VPCs, one thing of it. */
const ofSome = <T>(one: (n: number) => fc.Arbitrary<T>): fc.Arbitrary<readonly T[]> =>
  numbers.chain((chosen) => fc.tuple(...chosen.map(one)));

const anyCidrs = (n: number) =>
  fc.constantFrom(
    [cidrOf(n)],
    [cidrOf(1)],
    [cidrOf(n), cidr(`10.10${n}.0.0/16`)],
    [cidr('192.168.0.0/16')],
    [],
  );

const provider = fc.record({
  principals: part(
    fc.uniqueArray(
      fc.record({
        share: fc.constantFrom(ids.gatewayShare, ids.sharedShare, ids.secondShare),
        principal: fc.constantFrom(ids.consumer, ids.neighbour, ids.consumersArn),
        status: fc.constantFrom('ASSOCIATING' as const, 'ASSOCIATED' as const, 'DISASSOCIATING' as const),
      }),
      { selector: ({ share, principal }) => `${share} ${principal}` },
    ),
  ),
  attachments: part(ofSome(anyAttachment)),
  propagations: part(
    ofSome((n) =>
      fc
        .record({
          state: fc.constantFrom('enabling' as const, 'enabled' as const, 'disabling' as const),
          cidrs: anyCidrs(n),
        })
        .map((changes) => aPropagation(n, changes)),
    ),
  ),
  prefixListEntries: part(
    some(
      anEntry(1),
      anEntry(2),
      { ...anEntry(3), description: 'by hand' },
      { ...anEntry(4, ids.neighbour), cidr: cidr('10.103.0.0/16') },
    ),
  ),
  prefixListSize: part(fc.record({ settled: fc.boolean(), maxEntries: fc.constantFrom(0, 3, 100) })),
});

const consumer = fc.record({
  vpcs: part(
    ofSome((n) =>
      fc
        .record({ cidrs: anyCidrs(n), tags: fc.constantFrom({}, { 'jetway:attach': 'on' }) })
        .map((changes) => aVpc(n, changes)),
    ),
  ),
  routeTables: part(
    ofSome((n) =>
      some(
        aRoute(),
        aRoute({ destination: '10.255.1.0/24', target: 'pcx-1' }),
        aRoute({ destination: '0.0.0.0/0', target: 'nat-1' }),
      ).map((routes) => aRouteTable(n, routes)),
    ),
  ),
  profileAssociations: part(
    ofSome((n) =>
      fc
        .record({
          name: fc.constantFrom('jetway-test', 'by hand'),
          profile: fc.constantFrom(ids.sharedProfile, ids.secondProfile, ids.foreignProfile),
          status: fc.constantFrom(
            'CREATING' as const,
            'COMPLETE' as const,
            'DELETING' as const,
            'FAILED' as const,
          ),
        })
        .map((changes) => anAssociation(ids.vpcId(n), changes)),
    ),
  ),
  attachmentTags: part(
    numbers.map((chosen) => new Map(chosen.map((n) => [ids.attachmentId(n), { 'jetway:name': 'test' }]))),
  ),
});

/** An account in any state, seen in any way, whether that can come about or not. */
export const anyView = fc
  .record({
    configuration: fc.constantFrom(
      aConfiguration(),
      byInvitation(),
      aConfiguration({ profiles: [aProfile(), aProfile({ name: ids.second })] }),
      aConfiguration({ profiles: [aProfile({ optIn: 'all', principals: 'organizationalUnits' })] }),
    ),
    rules: fc.record({
      attachments: fc.constantFrom('accept' as const, 'create' as const),
      isolation: fc.constantFrom('consumers' as const, 'none' as const),
    }),
    account: fc.record({
      state: fc.constantFrom<AccountState>(
        'ACTIVE',
        'ACTIVE',
        'ACTIVE',
        'CLOSED',
        'SUSPENDED',
        'PENDING_CLOSURE',
        'DEPARTED',
      ),
      tags: fc.constantFrom({ jetway: 'on' }, { jetway: 'off' }),
    }),
    provider,
    consumer,
  })
  .map((parts) => aView(parts));
