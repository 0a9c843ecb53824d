import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { describeEntry, entryOwner } from '../../../lib/model/entry-owner.ts';
import { AccountId, VpcId } from '../../../lib/model/ids.ts';

const anyOwner = fc.record({
  account: fc.stringMatching(/^\d{12}$/).map((text) => AccountId.parse(text)),
  vpc: fc.stringMatching(/^vpc-[0-9a-f]{8,17}$/).map((text) => VpcId.parse(text)),
});

test('a description names the owner it was written for', () =>
  fc.assert(fc.property(anyOwner, (owner) => expect(entryOwner(describeEntry(owner))).toEqual(owner))));

test('a description fits the 255 characters that EC2 allows', () =>
  fc.assert(fc.property(anyOwner, (owner) => expect(describeEntry(owner).length).toBeLessThanOrEqual(255))));

test('whatever is not such a description names nobody', () =>
  fc.assert(
    fc.property(fc.string(), (text) => {
      const owner = entryOwner(text);
      expect(owner === undefined || describeEntry(owner) === text).toBe(true);
    }),
  ));

test.each([
  '',
  'jetway',
  'office in Berlin',
  'jetway 333333333333',
  'jetway 333333333333 vpc-1 and more',
  'jetway 33333333333 vpc-1',
  'jetway 333333333333 subnet-1',
  'jetway  333333333333 vpc-1',
  ' jetway 333333333333 vpc-1',
  'Jetway 333333333333 vpc-1',
])('"%s" was written by somebody else', (description) => expect(entryOwner(description)).toBeUndefined());
