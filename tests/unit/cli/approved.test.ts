import { expect, test } from '@jest/globals';
import { approvedBy } from '../../../cli/approved.ts';
import { planOf, route } from './plans.ts';

const addition = route({ does: 'add it' });
const removal = route({ verb: 'remove', does: 'delete it' });
const approves = approvedBy(planOf({ actions: [addition, { ...removal, held: true }] }));

test('what was shown is approved', () => expect(approves(addition)).toBe(true));

test('what was shown as held back is not, even once it is held back no more', () =>
  expect(approves(removal)).toBe(false));

test('what was not shown is not', () =>
  expect(approves(route({ verb: 'remove', does: 'add it' }))).toBe(false));
