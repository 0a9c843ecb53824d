import { expect, test } from '@jest/globals';
import { describeEntry } from '../../../lib/model/entry-owner.ts';
import { AccountId } from '../../../lib/model/ids.ts';
import type { Attachment } from '../../../lib/model/network.ts';
import { read } from '../../../lib/model/observation.ts';
import type { Memory } from '../../../lib/record/ledger.ts';
import type { LedgerEntry } from '../../../lib/record/ledger-entry.ts';
import { whoseEntries } from '../../../lib/record/whose-entries.ts';
import { aConfiguration } from '../support/configuration.ts';
import { providerTable, shared, vpcId } from '../support/ids.ts';
import { anEntry } from '../support/ledger-entry.ts';
import { anAttachment, aPropagation, cidrOf } from '../support/network.ts';

const account = (n: number) => AccountId.parse(String(300_000_000_000 + n));
const asking = account(0);

interface Given {
  /** Undefined where nothing is remembered. */
  readonly phase: LedgerEntry['phase'] | undefined;
  readonly state: Attachment['state'];
  readonly routed: boolean;
  readonly listed: boolean;
}

const steady: Given = { phase: 'connected', state: 'available', routed: true, listed: true };

function whose(
  accounts: readonly Partial<Given>[],
  { limit = 5, mode = 'enforce' }: { limit?: number; mode?: 'enforce' | 'observe' } = {},
): readonly AccountId[] {
  const { profiles, offboarding } = aConfiguration();
  const numbered = accounts.map((given, index) => ({ ...steady, ...given, n: index + 1 }));
  const phases = new Map(numbered.map(({ n, phase }) => [account(n), phase]));
  const memory = (id: AccountId): Memory => {
    const phase = phases.get(id);
    if (phase === undefined) return read(undefined);
    const member = phase !== 'offboarding' && phase !== 'blocked';
    const decision = { profile: shared, member, rule: 'ou', reason: '-', since: '-' } as const;
    return read(anEntry({ account: id, phase, decisions: [decision] }));
  };
  return whoseEntries(asking, {
    memory,
    configuration: {
      profiles: profiles.map((profile) => ({ ...profile, mode })),
      offboarding: { ...offboarding, limit: { ...offboarding.limit, accounts: limit } },
    },
    provider: {
      attachments: read(numbered.map(({ n, state }) => anAttachment(n, { owner: account(n), state }))),
      propagations: read(
        numbered
          .filter(({ routed }) => routed)
          .map(({ n }) => aPropagation(n, { table: providerTable, cidrs: [cidrOf(n)] })),
      ),
      prefixListEntries: read(
        numbered
          .filter(({ listed }) => listed)
          .map(({ n }) => ({
            cidr: cidrOf(n),
            description: describeEntry({ account: account(n), vpc: vpcId(n) }),
          })),
      ),
    },
  });
}

test.each<{ given: string; of: Partial<Given>; looked: boolean }>([
  { given: 'all is listed', of: {}, looked: false },
  { given: 'routed and not listed', of: { listed: false }, looked: true },
  { given: 'neither routed nor listed', of: { routed: false, listed: false }, looked: true },
  { given: 'listed, its routes lost', of: { routed: false }, looked: false },
  { given: 'not established', of: { state: 'pending', routed: false, listed: false }, looked: false },
  { given: 'never looked at', of: { phase: undefined, listed: false }, looked: false },
  { given: 'leaving, and listed', of: { phase: 'offboarding' }, looked: true },
  { given: 'leaving, its entries gone', of: { phase: 'offboarding', listed: false }, looked: false },
  { given: 'held by the limit', of: { phase: 'blocked' }, looked: false },
])('$given: looked at $looked', ({ of, looked }) => {
  expect(whose([of])).toEqual(looked ? [asking, account(1)] : [asking]);
});

test('whoever is only observed is nobody to look at', () => {
  expect(whose([{ listed: false }], { mode: 'observe' })).toEqual([asking]);
});

test('those with routes come first, and no more than a look can take', () => {
  const many = Array.from({ length: 60 }, (): Partial<Given> => ({ listed: false }));
  const all = whose([{ listed: false, routed: false }, ...many]);
  expect(all).toHaveLength(50);
  expect(all.slice(0, 3)).toEqual([asking, account(2), account(3)]);
  expect(all).not.toContain(account(1));
});

test('with the one that asks, no more are leaving than one plan may take access from', () => {
  const leaving = Array.from({ length: 8 }, (): Partial<Given> => ({ phase: 'offboarding' }));
  expect(whose(leaving, { limit: 5 })).toHaveLength(5);
  expect(whose(leaving, { limit: 0 })).toEqual([asking]);
});
