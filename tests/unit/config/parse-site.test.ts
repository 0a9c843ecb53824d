import { describe, expect, test } from '@jest/globals';
import { parseConfiguration } from '../../../lib/config/parse.ts';
import { parseSite } from '../../../lib/config/parse-site.ts';
import { siteParameterName } from '../../../lib/config/site.ts';
import { linesOf, mistaken, textOf } from './reading.ts';

const configuration = parseConfiguration(textOf('examples/jetway.yaml'), 'jetway.yaml');
const valid = textOf('examples/site.json');
const parse = (text: string) => parseSite(text, 'site.json', configuration);

test('reads the example as it is written', () => expect(parse(valid)).toEqual(JSON.parse(valid)));

test('the parameter is named after the configuration', () =>
  expect(siteParameterName('shared-services')).toBe('/jetway/shared-services/site'));

test('needs no prefix list where the return routes are aggregate, and may have more than is configured', () => {
  const text = valid
    .replaceAll('eu-west-1', 'us-east-1')
    .replace('"prefixList": "pl-0a1b2c3d4e5f60718",', '');
  const { region, prefixList, profiles } = parse(text);
  expect({ region, prefixList }).toEqual({ region: 'us-east-1', prefixList: undefined });
  expect(profiles.map(({ name }) => name)).toEqual(['shared', 'finance']);
});

describe('one mistake', () => {
  test.each([
    {
      from: '"name": "shared-services"',
      to: '"name": "other"',
      line: '3:11  name  found "other", expected shared-services, the name in jetway.yaml',
    },
    {
      from: 'o-a1b2c3d4e5',
      to: 'o-zzzzzzzzzz',
      line: '4:19  organization  found "o-zzzzzzzzzz", expected o-a1b2c3d4e5: this is a site of another organization',
    },
    {
      from: '"region": "eu-west-1"',
      to: '"region": "eu-west-9"',
      line: '6:13  region  found "eu-west-9", expected a site of jetway.yaml: eu-west-1, us-east-1',
    },
    {
      from: '"version": 1',
      to: '"version": 2',
      line: '2:14  version  found 2, expected 1: this site was deployed by another version of Jetway, so use that one',
    },
    { from: '"version": 1', to: '"version": "1"', line: '2:14  version  found "1", expected 1' },
    {
      from: '"prefixList": "pl-0a1b2c3d4e5f60718",',
      to: '',
      line: '1:1  prefixList  found nothing, expected a prefix list, because the return routes of eu-west-1 are exact',
    },
    {
      from: '"prefixList"',
      to: '"prefixlist"',
      line: '14:3  prefixlist  found an unknown key, expected prefixList (did you mean that?)',
      also: true,
    },
    {
      from: '"name": "finance"',
      to: '"name": "shared"',
      line: '23:15  profiles[1].name  found "shared", expected each one once',
      also: true,
    },
    {
      from: '"name": "finance"',
      to: '"name": "old"',
      line: '15:15  profiles  found no finance, expected every one of the profiles that jetway.yaml has in this site',
    },
    {
      from: '"name": "ledger"',
      to: '"name": "old"',
      line: '29:15  services  found no ledger, expected every one of the services that jetway.yaml has in this site',
    },
    {
      from: '"tgw-0a1b2c3d4e5f60718"',
      to: '7',
      line: '9:11  transitGateway.id  found 7, expected a transit gateway id, in quotes',
    },
    {
      from: '222222222222:resource-share/1',
      to: '333333333333:resource-share/1',
      line: '12:14  transitGateway.share  found "arn:aws:ram:eu-west-1:333333333333:resource-share/11111111-2222-3333-4444-55555…", expected an ARN of this Region and of the provider account',
    },
    {
      from: 'profile/rp-2222222222example',
      to: 'profile/rp-3',
      line: '25:14  profiles[1].arn  found "arn:aws:route53profiles:eu-west-1:222222222222:profile/rp-3", expected the ARN of the profile that id names',
    },
    {
      from: '"10.255.0.0/16"',
      to: '"10.255.0.0/16", "10.255.0.0/16"',
      line: '7:38  providerCidrs[1]  found "10.255.0.0/16", expected each one once',
    },
    {
      from: '"10.255.0.0/16"',
      to: '',
      line: '7:20  providerCidrs  found an empty list, expected one or more IPv4 CIDRs',
    },
    {
      from: '"version": 1,',
      to: '"version": 1, "version": 1,',
      line: '2:17  version  found the same key a second time, expected it once',
    },
  ])('$line', ({ from, to, line, also }) => {
    expect(valid).toContain(from);
    const lines = linesOf(() => parse(valid.replace(from, to)));
    expect(also ? lines : [lines.join('\n')]).toContain(line);
  });
});

test('the site of another provider account', () => {
  const { mistakes } = mistaken(() => parse(valid.replaceAll('222222222222', '444444444444')));
  expect(mistakes.map(({ path, expected }) => ({ path, expected }))).toEqual([
    { path: 'providerAccount', expected: '222222222222: this is a site of another provider account' },
  ]);
});

test.each([
  { text: '', line: '1:1  found an empty file, expected the JSON of a site' },
  { text: 'name: x', place: '1:1' },
  { text: '{\n  "version": 1,\n}', place: '3:1' },
  { text: '{ "version": 1', place: '1:15' },
])('no JSON: $text', ({ text, line, place }) => {
  const { mistakes, lines } = mistaken(() => parse(text));
  expect(mistakes).toHaveLength(1);
  if (line !== undefined) expect(lines).toEqual([line]);
  if (place !== undefined)
    expect(lines[0]).toMatch(new RegExp(`^${place}  found what is not JSON .*, expected JSON$`));
});

test.each(['[]', 'null', '"site"', '7'])('JSON that is no site: %s', (text) =>
  expect(mistaken(() => parse(text)).mistakes[0]).toMatchObject({ path: '', line: 1, column: 1 }),
);
