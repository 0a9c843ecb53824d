import { describe, expect, test } from '@jest/globals';
import { parseConfiguration } from '../../../lib/config/parse.ts';
import { linesOf, mistaken } from './reading.ts';

const valid = `name: shared-services
organization:
  id: o-a1b2c3d4e5
  managementAccount: "111111111111"
provider: { account: "222222222222" }
sites:
  us-east-1: { addressSpace: [10.0.0.0/8] }
  eu-west-1: { addressSpace: [10.0.0.0/8, 172.16.0.0/12] }
services:
  payments: { privateDnsName: payments.example.com, ports: [443] }
  ledger: { privateDnsName: "*.ledger.example.com", ports: [443, 8443] }
profiles:
  shared: { organizationalUnits: [ou-ab12-11111111] }
  finance: { organizationalUnits: [r-ab12], optIn: all, principals: organizationalUnits }
`;
const parse = (text: string) => parseConfiguration(text, 'jetway.yaml');
const keys =
  'name, mode, organization, provider, roles, sites, services, profiles, offboarding, audit, sampleConsumer';

test('fills in every default', () => {
  expect(parse(valid)).toMatchObject({
    mode: 'enforce',
    organization: { resourceSharing: 'organization' },
    provider: { account: '222222222222', region: 'us-east-1' },
    roles: {
      organizationReader: 'jetway-organization-reader',
      consumer: 'jetway-consumer',
      operators: [],
    },
    audit: { retentionDays: 731 },
    offboarding: { gracePeriodHours: 24, limit: { accounts: 5, percent: 10 } },
  });
  expect(parse(valid).sites[0]).toEqual({
    region: 'us-east-1',
    addressSpace: ['10.0.0.0/8'],
    returnRoutes: 'exact',
    isolation: 'consumers',
    attachments: 'accept',
    attachmentTag: 'jetway:attach',
  });
  expect(parse(valid).profiles[0]).toEqual({
    name: 'shared',
    mode: 'enforce',
    sites: ['us-east-1', 'eu-west-1'],
    services: ['payments', 'ledger'],
    organizationalUnits: ['ou-ab12-11111111'],
    optIn: { tag: 'jetway' },
    principals: 'accounts',
    exclude: [],
  });
});

test('a section that is written in part keeps the defaults of its rest', () => {
  const { offboarding, roles } = parse(
    `${valid}offboarding: { limit: { percent: 50 } }\nroles: { consumer: boarding }\n`,
  );
  expect(offboarding).toEqual({ gracePeriodHours: 24, limit: { accounts: 5, percent: 50 } });
  expect(roles).toEqual({
    organizationReader: 'jetway-organization-reader',
    consumer: 'boarding',
    operators: [],
  });
});

test('keeps the order of the file, which decides between two profiles', () => {
  const { sites, services, profiles } = parse(valid);
  expect(sites.map(({ region }) => region)).toEqual(['us-east-1', 'eu-west-1']);
  expect(services.map(({ name }) => name)).toEqual(['payments', 'ledger']);
  expect(profiles.map(({ name }) => name)).toEqual(['shared', 'finance']);
});

test('the provider may be the management account, and anchors may be used', () => {
  const text = valid
    .replace('"222222222222"', '"111111111111"')
    .replace('[ou-ab12-11111111]', '&units [ou-ab12-11111111]')
    .replace('[r-ab12]', '*units');
  expect(parse(text).profiles[1]?.organizationalUnits).toEqual(['ou-ab12-11111111']);
});

describe('one mistake', () => {
  test.each([
    {
      from: 'name: shared',
      to: 'name: Shared',
      line: '1:7  name  found "Shared-services", expected 1 to 31 lower-case letters, digits and hyphens, beginning with a letter',
    },
    {
      from: 'name: shared-services',
      to: 'mode: observe',
      line: `1:1  name  found nothing, expected 1 to 31 lower-case letters, digits and hyphens, beginning with a letter`,
    },
    {
      from: 'name: shared-services',
      to: 'name: shared-services\nmode: enforced',
      line: '2:7  mode  found "enforced", expected enforce or observe',
    },
    {
      from: 'sites:',
      to: 'modes: x\nsites:',
      line: '6:1  modes  found an unknown key, expected mode (did you mean that?)',
    },
    {
      from: 'sites:',
      to: 'accounts: x\nsites:',
      line: `6:1  accounts  found an unknown key, expected one of ${keys}`,
    },
    {
      from: 'o-a1b2c3d4e5',
      to: 'a1b2c3d4e5',
      line: '3:7  organization.id  found "a1b2c3d4e5", expected an organization id such as o-a1b2c3d4e5',
    },
    {
      from: '"111111111111"',
      to: '012345678901',
      line: '4:22  organization.managementAccount  found 012345678901, expected a 12-digit account id, in quotes',
    },
    {
      from: '"111111111111"',
      to: '',
      line: '4:3  organization.managementAccount  found nothing, expected a 12-digit account id',
    },
    {
      from: '{ account: "222222222222" }',
      to: '"222222222222"',
      line: '5:11  provider  found "222222222222", expected a map of account, region',
    },
    {
      from: 'us-east-1:',
      to: 'mars:',
      line: '7:3  sites.mars  found "mars", expected a Region such as eu-west-1',
    },
    {
      from: 'us-east-1:',
      to: 'cn-north-1:',
      line: '8:3  sites.eu-west-1  found "eu-west-1", expected a Region of the same partition as cn-north-1, because an organization is in one partition',
    },
    {
      from: 'us-east-1:',
      to: 'us-gov-west-1:',
      line: '8:3  sites.eu-west-1  found "eu-west-1", expected a Region of the same partition as us-gov-west-1, because an organization is in one partition',
    },
    {
      from: 'us-east-1:',
      to: 'us-isof-south-1:',
      line: '8:3  sites.eu-west-1  found "eu-west-1", expected a Region of the same partition as us-isof-south-1, because an organization is in one partition',
    },
    {
      from: '172.16.0.0/12',
      to: '10.1.0.0/16',
      line: '8:43  sites.eu-west-1.addressSpace[1]  found "10.1.0.0/16", expected a block that does not overlap 10.0.0.0/8',
    },
    {
      from: '172.16.0.0/12',
      to: '172.16.0.1/12',
      line: '8:43  sites.eu-west-1.addressSpace[1]  found "172.16.0.1/12", expected an IPv4 CIDR such as 10.0.0.0/16, with no bit set behind the prefix',
    },
    {
      from: '[10.0.0.0/8] }',
      to: '[0.0.0.0/0] }',
      line: '7:31  sites.us-east-1.addressSpace[0]  found "0.0.0.0/0", expected the blocks that your VPCs lie in, not every address',
    },
    {
      from: '[10.0.0.0/8] }',
      to: '[] }',
      line: '7:30  sites.us-east-1.addressSpace  found an empty list, expected one or more IPv4 CIDRs',
    },
    {
      from: '[10.0.0.0/8] }',
      to: '[10.0.0.0/8], attachmentTag: "aws:x" }',
      line: '7:59  sites.us-east-1.attachmentTag  found "aws:x", expected a tag key of 1 to 128 characters that does not begin with aws:',
    },
    {
      from: 'payments.example.com',
      to: 'Payments.example.com',
      line: '10:31  services.payments.privateDnsName  found "Payments.example.com", expected a DNS name in lower case such as payments.internal.example.com, or *.example.com, without a full stop at the end',
    },
    {
      from: 'payments.example.com',
      to: '"*.ledger.example.com"',
      line: '11:29  services.ledger.privateDnsName  found "*.ledger.example.com", expected a name of its own: the service payments has this one',
    },
    {
      from: '  ledger: {',
      to: '  payments: {',
      line: '11:3  services.payments  found the same key a second time, expected it once',
    },
    {
      from: '[443, 8443]',
      to: '[443, 443]',
      line: '11:66  services.ledger.ports[1]  found 443, expected each one once',
    },
    {
      from: '[443, 8443]',
      to: '[443, 65536]',
      line: '11:66  services.ledger.ports[1]  found 65536, expected a port from 1 to 65535',
    },
    {
      from: '[443, 8443]',
      to: '443',
      line: '11:60  services.ledger.ports  found 443, expected a list of ports',
    },
    {
      from: '[ou-ab12-11111111]',
      to: '[]',
      line: '13:34  profiles.shared.organizationalUnits  found an empty list, expected one or more OU ids',
    },
    {
      from: '[ou-ab12-11111111]',
      to: '[r-ab12, ou-cd34-11111111]',
      line: '13:43  profiles.shared.organizationalUnits[1]  found "ou-cd34-11111111", expected an OU under the same root as the others, r-ab12',
    },
    {
      from: '[ou-ab12-11111111]',
      to: '[r-ab12], sites: [eu-west-2]',
      line: '13:52  profiles.shared.sites[0]  found "eu-west-2", expected one of the sites of this file: us-east-1, eu-west-1',
    },
    {
      from: '[ou-ab12-11111111]',
      to: '[r-ab12], services: [payment]',
      line: '13:55  profiles.shared.services[0]  found "payment", expected one of the services of this file: payments, ledger',
    },
    {
      from: '[ou-ab12-11111111]',
      to: '[r-ab12], exclude: ["222222222222"]',
      line: '13:54  profiles.shared.exclude[0]  found "222222222222", expected no provider account, because it is never a consumer',
    },
    {
      from: '[ou-ab12-11111111]',
      to: '[r-ab12], optIn: some',
      line: '13:51  profiles.shared.optIn  found "some", expected all, or { tag: KEY }',
    },
    {
      from: '[ou-ab12-11111111]',
      to: '[r-ab12], optIn: { tag: "" }',
      line: '13:58  profiles.shared.optIn.tag  found "", expected a tag key of 1 to 128 characters that does not begin with aws:',
    },
    {
      from: 'optIn: all,',
      to: 'optIn: { tag: x },',
      line: '14:76  profiles.finance.principals  found organizationalUnits without optIn: all, expected accounts, or optIn: all',
    },
    {
      from: 'optIn: all, ',
      to: '',
      line: '14:57  profiles.finance.principals  found organizationalUnits without optIn: all, expected accounts, or optIn: all',
    },
    {
      from: 'optIn: all, ',
      to: 'optIn: all, exclude: ["333333333333"], ',
      line: '14:96  profiles.finance.principals  found organizationalUnits beside exclude, expected accounts, or nothing in exclude',
    },
    {
      from: 'id: o-a1b2c3d4e5',
      to: 'id: o-a1b2c3d4e5\n  resourceSharing: invitations',
      line: '15:69  profiles.finance.principals  found organizationalUnits beside resourceSharing: invitations, expected accounts, because only accounts can be invited',
    },
    {
      from: '  finance:',
      to: '  Größe 🚀:',
      line: '14:3  profiles."Größe 🚀"  found "Größe 🚀", expected lower-case letters, digits and hyphens, beginning with a letter',
    },
    {
      from: '  finance: {',
      to: '  __proto__: {',
      line: '14:3  profiles.__proto__  found "__proto__", expected another name',
    },
    {
      from: 'profiles:',
      to: 'offboarding: { gracePeriodHours: -1 }\nprofiles:',
      line: '12:34  offboarding.gracePeriodHours  found -1, expected hours from 0 to 8760',
    },
    {
      from: 'profiles:',
      to: 'offboarding: { limit: { percent: 101 } }\nprofiles:',
      line: '12:34  offboarding.limit.percent  found 101, expected a percentage from 0 to 100',
    },
    {
      from: 'profiles:',
      to: 'offboarding: { limit: { accounts: 1.5 } }\nprofiles:',
      line: '12:35  offboarding.limit.accounts  found 1.5, expected a whole number of accounts, 0 or more',
    },
    {
      from: 'profiles:',
      to: 'roles: { consumer: /path/role }\nprofiles:',
      line: '12:20  roles.consumer  found "/path/role", expected the name of an IAM role without its path: 1 to 64 letters, digits and _+=,.@-',
    },
  ])('$line', ({ from, to, line }) => {
    expect(valid).toContain(from);
    expect(linesOf(() => parse(valid.replace(from, to)))).toEqual([line]);
  });
});

test.each([
  '10.0.0.1',
  'localhost',
  'a..b.com',
  '-a.example.com',
  `${'a'.repeat(64)}.com`,
  'a.*.com',
  'a.com.',
])('no private DNS name: %s', (name) => {
  const { mistakes } = mistaken(() => parse(valid.replace('payments.example.com', JSON.stringify(name))));
  expect(mistakes.map(({ path }) => path)).toEqual(['services.payments.privateDnsName']);
});

test('tells every mistake at once, in the order of the file, as lines, as data and as one sentence', () => {
  const text = valid
    .replace('[443]', '[0]')
    .replace('name: shared-services', 'nam: shared-services')
    .replace('[r-ab12]', '[root]');
  const error = mistaken(() => parse(text));
  expect(error.code).toBe('configuration');
  expect(error.message.split('\n')).toEqual([
    'jetway.yaml: 4 mistakes, and nothing was changed',
    '  1:1    name                                     found nothing, expected 1 to 31 lower-case letters, digits and hyphens, beginning with a letter',
    '  1:1    nam                                      found an unknown key, expected name (did you mean that?)',
    '  10:61  services.payments.ports[0]               found 0, expected a port from 1 to 65535',
    '  14:36  profiles.finance.organizationalUnits[0]  found "root", expected an OU id such as ou-ab12-11111111, or a root id such as r-ab12',
  ]);
  expect(error.mistakes[2]).toEqual({
    path: 'services.payments.ports[0]',
    line: 10,
    column: 61,
    found: '0',
    expected: 'a port from 1 to 65535',
  });
  expect(error.problem.what).toContain(
    'services.payments.ports[0]: found 0, expected a port from 1 to 65535; ',
  );
});

test('a terminal gets no control characters, however they are written', () => {
  const { message } = mistaken(() => parse(valid.replace('shared-services', '"\\e[31m\\u202E\\u0007"')));
  expect(message).toContain('found "\\u{1b}[31m\\u{202e}\\u{7}"');
});
