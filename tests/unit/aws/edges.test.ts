import { describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { answered, TagList } from '../../../lib/aws/answer.ts';
import { Kept } from '../../../lib/aws/kept.ts';
import { everyItem, partsOf } from '../../../lib/aws/lists.ts';
import { resourceOf } from '../../../lib/aws/resource.ts';
import { VpcId } from '../../../lib/model/ids.ts';

test.each([
  { input: { RoleArn: 'arn:aws:iam::1:role/r', RoleSessionName: 's' }, resource: 'arn:aws:iam::1:role/r' },
  {
    input: { TransitGatewayRouteTableId: 'tgw-rtb-1', TransitGatewayAttachmentId: 'tgw-attach-1' },
    resource: 'tgw-attach-1',
  },
  { input: { PrefixListIds: ['pl-1'] }, resource: 'pl-1' },
  { input: { Filters: [{ Name: 'vpc-id', Values: ['vpc-1'] }] }, resource: 'vpc-1' },
  { input: {}, resource: 'everything' },
])('a request is about $resource', ({ input, resource }) => {
  expect(resourceOf(input, 'everything')).toBe(resource);
});

describe('an answer', () => {
  test('that lacks what it must have is told with what it is about', () => {
    expect(() => answered(z.object({ VpcId }), { VpcId: undefined }, 'vpc-1')).toThrow(
      expect.objectContaining({
        code: 'unexpected-answer',
        problem: expect.objectContaining({ resource: 'vpc-1' }),
      }),
    );
  });
  test('has tags where AWS leaves them out', () => {
    expect(answered(TagList, undefined, 'tags')).toEqual({});
    expect(answered(TagList, [{ Key: 'a', Value: '' }, { Key: 'b' }], 'tags')).toEqual({ a: '', b: '' });
  });
});

test.each([
  { length: 0, sizes: [] },
  { length: 100, sizes: [100] },
  { length: 201, sizes: [100, 100, 1] },
])('a list of $length has parts of $sizes', ({ length, sizes }) => {
  const list = Array.from({ length }, (_, n) => n);
  expect(partsOf(list, 100).map((part) => part.length)).toEqual(sizes);
  expect(partsOf(list, 100).flat()).toEqual(list);
});

test('an empty page is not the last', async () => {
  async function* pages() {
    yield { items: [1] };
    yield { items: undefined };
    yield { items: [] };
    yield { items: [2] };
  }
  expect(await everyItem(pages(), ({ items }) => items)).toEqual([1, 2]);
});

describe('a value that is kept', () => {
  test('is loaded once for concurrent callers, and again when it is stale', async () => {
    let fresh = true;
    let loads = 0;
    const kept = new Kept<number>(() => fresh);
    const load = async () => {
      loads += 1;
      return loads;
    };
    expect(await Promise.all([kept.get('a', load), kept.get('a', load), kept.get('b', load)])).toEqual([
      1, 1, 2,
    ]);
    expect(await kept.get('a', load)).toBe(1);
    fresh = false;
    expect(await Promise.all([kept.get('a', load), kept.get('a', load)])).toEqual([3, 3]);
  });

  test('is not kept when its load failed', async () => {
    const kept = new Kept<number>(() => true);
    await expect(kept.get('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await kept.get('a', async () => 1)).toBe(1);
  });
});
