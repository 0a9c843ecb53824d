import { describe, expect, test } from '@jest/globals';
import { parseConfiguration } from '../../../lib/config/parse.ts';
import { linesOf } from './reading.ts';

const parse = (text: string) => parseConfiguration(text, 'jetway.yaml');
const keys =
  'name, mode, organization, provider, roles, sites, services, profiles, offboarding, audit, sampleConsumer';

describe('a file that is not a configuration', () => {
  const map = `expected a map of ${keys}`;
  test.each([
    { given: 'nothing', text: '', line: `1:1  found an empty file, ${map}` },
    { given: 'a comment', text: '# later\n', line: `1:1  found an empty file, ${map}` },
    { given: 'a list', text: '- a\n- b\n', line: `1:1  found a list, ${map}` },
    { given: 'a word', text: 'jetway', line: `1:1  found "jetway", ${map}` },
    {
      given: 'a tab',
      text: 'name: x\nsites:\n\tmars: 1\n',
      line: '3:1  found what is not YAML (Tabs are not allowed as indentation), expected YAML 1.2',
    },
    {
      given: 'an open quote',
      text: 'name: "x',
      line: '1:9  found what is not YAML (Missing closing "quote), expected YAML 1.2',
    },
    {
      given: 'an unknown anchor',
      text: 'name: *x',
      line: '1:7  found what is not YAML (no anchor &x stands before *x), expected YAML 1.2',
    },
    {
      given: 'a tag of its own',
      text: 'name: !Sub x',
      line: '1:7  found what is not YAML (Unresolved tag: !Sub), expected YAML 1.2',
    },
    {
      given: 'a map as a key',
      text: '? { a: 1 }\n: 2',
      line: '1:3  found what is not YAML (With stringKeys, all keys must be strings), expected YAML 1.2',
    },
    {
      given: 'two documents',
      text: 'name: x\n---\nname: y\n',
      line: '2:1  found a second document, expected one',
    },
  ])('$given', ({ text, line }) => expect(linesOf(() => parse(text))).toEqual([line]));

  test('a bomb of aliases', () => {
    const levels = Array.from({ length: 9 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n}, `.repeat(9)}]`);
    expect(linesOf(() => parse(['a0: &a0 [x]', ...levels].join('\n')))).toEqual([
      '1:1  found what is not YAML (Excessive alias count indicates a resource exhaustion attack), expected YAML 1.2',
    ]);
  });

  test.each([
    { given: 'open lists', text: '['.repeat(50_000), at: '1:101' },
    { given: 'maps in maps', text: `a: ${'{a: '.repeat(50_000)}`, at: '1:202' },
    { given: 'lists of lists', text: `name: x\n${'- '.repeat(50_000)}`, at: '2:201' },
    { given: 'a deep indent', text: `a:\n${' '.repeat(5_000)}b: c`, at: '2:1' },
  ])('$given, too deep to read', ({ text, at }) =>
    expect(linesOf(() => parse(text))).toEqual([
      `${at}  found what is not YAML (it is nested too deep), expected YAML 1.2`,
    ]),
  );

  test('brackets in a text do not nest', () => {
    expect(linesOf(() => parse(`name: "${'['.repeat(500)}"`))[0]).not.toContain('too deep');
  });
});
