import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { ConfigurationError } from '../../../lib/config/mistakes.ts';
import { parseConfiguration } from '../../../lib/config/parse.ts';
import { parseSite } from '../../../lib/config/parse-site.ts';
import { textOf } from './reading.ts';

const yaml = textOf('examples/jetway.yaml');
const json = textOf('examples/site.json');
const configuration = parseConfiguration(yaml, 'jetway.yaml');

/** Whether it reads the text or says what is wrong with it; anything else that it throws fails the property. */
function holds(read: () => unknown): void {
  try {
    expect(read()).toEqual(expect.objectContaining({ name: expect.stringMatching(/^[a-z]/) }));
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    expect(error.mistakes.length).toBeGreaterThan(0);
    expect(error.lines).toHaveLength(error.mistakes.length);
    // A newline or a control character in a line would let a file write what it likes on a terminal.
    expect(error.lines.join('')).not.toMatch(/\p{C}/u);
    for (const { line, column } of error.mistakes) {
      expect(line).toBeGreaterThanOrEqual(1);
      expect(column).toBeGreaterThanOrEqual(1);
    }
  }
}

const pieces = fc.array(
  fc.constantFrom(
    ...[
      'name',
      'sites',
      '__proto__',
      'constructor',
      ': ',
      '\n',
      '  ',
      '- ',
      '[',
      ']',
      '{',
      '}',
      ',',
      '"',
      "'",
      '&a ',
      '*a',
    ],
    ...[
      '!x ',
      '|',
      '>',
      '<<',
      '---',
      '%YAML 1.1\n',
      '#',
      '? ',
      '\t',
      '0x',
      '1e9',
      '~',
      '\u2028',
      '\ud800',
      '🚀',
      '\u0000',
    ],
  ),
);
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  pieces.map((all) => all.join('')),
  fc.jsonValue({ noUnicodeString: false }).map((value) => JSON.stringify(value)),
);

/** The text with one stretch of it replaced. */
const mutated = (original: string) =>
  fc
    .tuple(fc.nat(original.length), fc.nat(20), text)
    .map(([start, length, put]) => original.slice(0, start) + put + original.slice(start + length));

test('any text is read or refused', () => {
  fc.assert(
    fc.property(text, (any) => {
      holds(() => parseConfiguration(any, any));
      holds(() => parseSite(any, any, configuration));
    }),
    { numRuns: 150 },
  );
});

test('any slip in a good file is read or refused', () => {
  fc.assert(
    fc.property(mutated(yaml), mutated(json), (configurationText, siteText) => {
      holds(() => parseConfiguration(configurationText, 'jetway.yaml'));
      holds(() => parseSite(siteText, 'site.json', configuration));
    }),
    { numRuns: 100 },
  );
});

test('any value anywhere in a good file is read or refused', () => {
  const key = fc.constantFrom(
    'name',
    'organization',
    'provider',
    'roles',
    'sites',
    'services',
    'profiles',
    'offboarding',
  );
  const inner = fc.constantFrom('eu-west-1', 'payments', 'shared', 'id', 'account', 'limit', 'consumer');
  const value = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(
      inner,
      fc.dictionary(fc.constantFrom('optIn', 'sites', 'ports', 'addressSpace'), fc.jsonValue()),
    ),
  );
  const good: unknown = JSON.parse(JSON.stringify(configuration));
  fc.assert(
    fc.property(fc.dictionary(key, value), (changes) => {
      holds(() => parseConfiguration(stringify({ ...Object(good), ...changes }), 'jetway.yaml'));
    }),
    { numRuns: 100 },
  );
});
