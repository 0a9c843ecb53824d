import { expect, test } from '@jest/globals';
import { JetwayError } from '../../../lib/model/errors.ts';
import { read } from '../../../lib/model/observation.ts';
import type { LedgerEntry } from '../../../lib/record/ledger-entry.ts';
import { isSuperseded } from '../../../lib/record/superseded.ts';
import { anEntry } from '../support/ledger-entry.ts';

const at = (time: string) => `2026-09-14T${time}.000Z`;
const now = Date.parse(at('08:10:00'));
const asked = { attempt: 4, lookedAt: at('08:00:00') };
const promising = (lookedAt: string, time: string, attempt = 4): LedgerEntry =>
  anEntry({ lookedAt, nextLookAt: at(time), promised: { at: at(time), attempt } });
const error = new JetwayError('throttled', { resource: 'x', what: 'it is busy', remedy: 'Wait' });

test.each([
  {
    given: 'another look has promised the next one soon',
    memory: read(promising(at('08:05:00'), '08:11:00')),
    is: true,
  },
  {
    given: 'one that counts more looks has',
    memory: read(promising(at('08:05:00'), '08:11:00', 9)),
    is: true,
  },
  {
    given: 'one that counts fewer looks has',
    memory: read(promising(at('08:05:00'), '08:11:00', 3)),
    is: false,
  },
  {
    given: 'the promised look is a quarter of an hour away',
    memory: read(promising(at('08:05:00'), '08:25:00')),
    is: false,
  },
  { given: 'its own look promised it', memory: read(promising(asked.lookedAt, '08:11:00')), is: false },
  { given: 'nobody has looked since', memory: read(promising(at('07:59:59'), '08:11:00')), is: false },
  { given: 'the promised look is due', memory: read(promising(at('08:05:00'), '08:10:00')), is: false },
  { given: 'the promised look never came', memory: read(promising(at('08:05:00'), '08:06:00')), is: false },
  {
    given: 'nothing stands in the ledger but the end of a grace period',
    memory: read(
      anEntry({ lookedAt: at('08:05:00'), nextLookAt: at('08:11:00'), graceEndsAt: at('08:11:00') }),
    ),
    is: false,
  },
  { given: 'the ledger knows nothing of it', memory: read(undefined), is: false },
  { given: 'what the ledger has cannot be read', memory: { state: 'unreadable' as const, error }, is: false },
])('a look again where $given: superseded is $is', ({ memory, is }) => {
  expect(isSuperseded(asked, memory, now)).toBe(is);
});

test('an event itself always leads to a look', () => {
  expect(isSuperseded({ attempt: 1 }, read(promising(at('08:05:00'), '08:11:00')), now)).toBe(false);
});
