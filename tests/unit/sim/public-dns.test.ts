import { beforeEach, expect, test } from '@jest/globals';
import { addHostedZone, putTxtRecord, txtOf } from '../../../sim/services/route53/public-dns.ts';
import { World } from '../../../sim/world.ts';

let world: World;
beforeEach(() => {
  world = new World();
});

const zone = (settings: { name?: string; delegated?: boolean } = {}) =>
  addHostedZone(world, { id: 'Z1', account: '222222222222', name: 'example.com.', ...settings });

test.each([
  { record: 'in its zone', name: '_a.payments.example.com.', values: ['"vpce:1"'], says: ['vpce:1'] },
  {
    record: 'at the top of its zone',
    name: 'example.com',
    values: ['"v=spf1 -all"', '"x"'],
    says: ['v=spf1 -all', 'x'],
  },
  { record: 'in capitals', name: '_A.Example.COM', values: ['"vpce:1"'], says: ['vpce:1'] },
  { record: 'in parts', name: '_a.example.com', values: ['"vpce:" "1"'], says: ['vpce:1'] },
  { record: 'with a quotation mark', name: '_a.example.com', values: ['"say \\"a\\""'], says: ['say "a"'] },
])('a record $record is public', ({ name, values, says }) => {
  zone();
  const made = putTxtRecord(world, 'Z1', { name, values });
  expect(txtOf(world, made)).toEqual(says);
});

test('a zone that nobody delegates to is asked by nobody', () => {
  const own = zone({ delegated: false });
  const name = putTxtRecord(world, 'Z1', { name: '_a.example.com', values: ['"vpce:1"'] });
  expect(txtOf(world, name)).toEqual([]);
  own.delegated = true;
  expect(txtOf(world, name)).toEqual(['vpce:1']);
});

test.each([
  {
    given: 'no such zone',
    id: 'Z2',
    record: { name: 'a.example.com', values: ['"a"'] },
    code: 'NoSuchHostedZone',
  },
  {
    given: 'a name of another zone',
    id: 'Z1',
    record: { name: 'a.notexample.com', values: ['"a"'] },
    code: 'InvalidChangeBatch',
  },
  {
    given: 'a value without quotation marks',
    id: 'Z1',
    record: { name: 'a.example.com', values: ['a'] },
    code: 'InvalidChangeBatch',
  },
])('$given is refused', ({ id, record, code }) => {
  zone();
  expect(() => putTxtRecord(world, id, record)).toThrow(expect.objectContaining({ code }));
});
