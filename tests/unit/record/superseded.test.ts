import { expect, test } from '@jest/globals';
import { JetwayError } from '../../../lib/model/errors.ts';
import { read } from '../../../lib/model/observation.ts';
import type { LedgerEntry } from '../../../lib/record/ledger-entry.ts';
import { isSuperseded } from '../../../lib/record/superseded.ts';
import { anEntry } from '../support/ledger-entry.ts';

const at = (time: string) => `2026-09-14T${time}.000Z`;
const now = Date.parse(at('08:10:00'));
const asked = at('08:00:00');
const entry = (lookedAt: string, nextLookAt?: string): LedgerEntry =>
  anEntry({ lookedAt, ...(nextLookAt === undefined ? {} : { nextLookAt }) });
const error = new JetwayError('throttled', { resource: 'x', what: 'it is busy', remedy: 'Wait' });

test.each([
  {
    given: 'another look has promised a later one',
    memory: read(entry(at('08:05:00'), at('08:11:00'))),
    is: true,
  },
  { given: 'its own look promised it', memory: read(entry(asked, at('08:11:00'))), is: false },
  { given: 'nobody has looked since', memory: read(entry(at('07:59:59'), at('08:11:00'))), is: false },
  { given: 'the promised look is due', memory: read(entry(at('08:05:00'), at('08:10:00'))), is: false },
  { given: 'the promised look never came', memory: read(entry(at('08:05:00'), at('08:06:00'))), is: false },
  {
    given: 'nothing is promised but the end of a grace period',
    memory: read({ ...entry(at('08:05:00'), at('20:00:00')), graceEndsAt: at('20:00:00') }),
    is: false,
  },
  { given: 'the last look promised none', memory: read(entry(at('08:05:00'))), is: false },
  { given: 'the ledger knows nothing of it', memory: read(undefined), is: false },
  { given: 'what the ledger has cannot be read', memory: { state: 'unreadable' as const, error }, is: false },
])('a look again where $given: superseded is $is', ({ memory, is }) => {
  expect(isSuperseded({ lookedAt: asked }, memory, now)).toBe(is);
});

test('an event itself always leads to a look', () => {
  expect(isSuperseded({}, read(entry(at('08:05:00'), at('08:11:00'))), now)).toBe(false);
});
