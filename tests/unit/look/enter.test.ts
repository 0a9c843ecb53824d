import { expect, test } from '@jest/globals';
import { enter, enterWhereNeeded } from '../../../lib/look/enter.ts';
import type { Scope } from '../../../lib/look/scope.ts';
import type { AccountState } from '../../../lib/model/organization.ts';
import { unseenConsumer } from '../../../lib/observe/consumer.ts';
import { aFakeAws, contextOf, count, scope } from '../support/fake-aws.ts';
import { connectedProvider } from '../support/network.ts';
import { aSighting, optedOut, type ViewParts } from '../support/view.ts';

const notLooked = unseenConsumer({ state: 'not-looked' });
const connected = { provider: connectedProvider(), consumer: notLooked };
const sweep: Scope = { accounts: 'organization', deep: false };
const deepSweep: Scope = { accounts: 'organization', deep: true };

test.each<ViewParts & { given: string; scope: Scope; enters: boolean }>([
  { given: 'a sweep, a connected consumer', scope: sweep, ...connected, enters: false },
  { given: 'a deep sweep, a connected consumer', scope: deepSweep, ...connected, enters: true },
  { given: 'a sweep, a consumer that lacks something', scope: sweep, consumer: notLooked, enters: true },
  {
    given: 'a sweep, no consumer with our principal',
    scope: sweep,
    account: optedOut,
    ...connected,
    enters: true,
  },
  {
    given: 'a deep sweep, no consumer with nothing',
    scope: deepSweep,
    account: optedOut,
    consumer: notLooked,
    enters: false,
  },
  { given: 'a named consumer', scope, ...connected, enters: true },
  {
    given: 'a named account that is no consumer and has nothing',
    scope,
    account: optedOut,
    consumer: notLooked,
    enters: false,
  },
  {
    given: 'a named account that is no consumer and is attached',
    scope,
    account: optedOut,
    ...connected,
    enters: true,
  },
])('$given: entered $enters', async ({ given, scope: asked, enters, ...parts }) => {
  const aws = aFakeAws();
  await enterWhereNeeded(aSighting(parts), asked, contextOf(aws));
  expect(count(aws, 'consumer')).toBe(enters ? 1 : 0);
});

test.each<{ state: AccountState; member: boolean; refused: boolean; seen: string }>([
  { state: 'ACTIVE', member: true, refused: false, seen: 'read' },
  { state: 'ACTIVE', member: true, refused: true, seen: 'unreadable' },
  { state: 'ACTIVE', member: false, refused: false, seen: 'read' },
  { state: 'ACTIVE', member: false, refused: true, seen: 'out-of-reach' },
  { state: 'PENDING_CLOSURE', member: false, refused: true, seen: 'out-of-reach' },
  { state: 'CLOSED', member: false, refused: false, seen: 'out-of-reach' },
  { state: 'SUSPENDED', member: false, refused: false, seen: 'out-of-reach' },
  { state: 'DEPARTED', member: false, refused: false, seen: 'out-of-reach' },
])(
  '$state, consumer $member, role refused $refused: its side is $seen',
  async ({ state, member, refused: roleRefused, seen }) => {
    const sighting = aSighting({ account: { ...(member ? {} : optedOut), state } });
    const side = await enter(sighting, contextOf(aFakeAws({ roleRefused })));
    expect(side.profileAssociations.state).toBe(seen);
  },
);
