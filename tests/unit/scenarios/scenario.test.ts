import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { ScenarioError } from '../../../sim/scenarios/document.ts';
import { loadScenario } from '../../../sim/scenarios/scenario.ts';

const example = readFileSync('examples/scenario.yaml', 'utf8');

const smallest = `
organization: { managementAccount: "111111111111" }
accounts:
  "222222222222": { name: network }
provider:
  name: shared-services
  account: "222222222222"
  services: { payments: payments.example.com }
  profiles: [shared]
  sites:
    eu-west-1: { cidr: 10.255.0.0/16, addressSpace: [10.0.0.0/8] }
vpcs:
  - { account: "222222222222", cidr: 10.1.0.0/16 }
`;

const mistakesOf = (text: string): readonly string[] => {
  try {
    loadScenario(text, 'world.yaml');
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.mistakes.map(({ line, path, sentence }) => `${line} ${path.join('.')} ${sentence}`);
  }
};

describe('a scenario', () => {
  test('is filled up with what it leaves out', () => {
    expect(loadScenario(smallest)).toMatchObject({
      seed: 1,
      organization: { id: 'o-a1b2c3d4e5', root: 'r-ab12', resourceSharing: 'organization' },
      accounts: { '222222222222': { state: 'ACTIVE', tags: {} } },
      roles: { consumer: 'jetway-consumer', deployedTo: [] },
      vpcs: [{ attached: 'none', connected: false, routeTables: 1, dnsHostnames: true }],
    });
  });

  test('may set what AWS leaves open, and how long AWS takes', () => {
    const set = 'unknowns: { accountPaths: false }\nlatencies: { attachmentDeletes: 7 }';
    expect(loadScenario(`${smallest}${set}`)).toMatchObject({
      unknowns: { accountPaths: false },
      latencies: { attachmentDeletes: 7 },
    });
  });

  test('of the examples has no mistake', () => expect(mistakesOf(example)).toEqual([]));
});

describe('a mistake in a scenario is told with its place', () => {
  test.each([
    ['network }', 'network, colour: red }', '4 accounts.222222222222.colour expected no such key'],
    ['network }', '3 }', '4 accounts.222222222222.name expected a name'],
    ['network }', 'network, state: OPEN }', '4 accounts.222222222222.state expected one of "ACTIVE"'],
    [
      'network }',
      'network, ou: Nowhere }',
      '4 accounts.222222222222.ou expected the path of an OU of this file: ',
    ],
    [
      'network }',
      'network, state: CLOSED }',
      '4 accounts.222222222222.state expected the provider to be ACTIVE',
    ],
    ['network }', 'network, tags: { jetway: 1 } }', '4 accounts.222222222222.tags.jetway expected a text'],
    ['"222222222222": {', '"22": {', '4 accounts.22 expected a 12-digit account id, in quotes'],
    ['"111111111111"', '111111111111', '2 organization.managementAccount expected a 12-digit account id'],
    ['"111111111111"', '"1"', '2 organization.managementAccount expected a 12-digit account id'],
    ['name: shared-services', 'name: Shared', '6 provider.name expected a name of lower-case letters'],
    ['eu-west-1:', 'europe:', '11 provider.sites.europe expected a Region such as eu-west-1'],
    ['10.255.0.0/16', '10.255.0.0', '11 provider.sites.eu-west-1.cidr expected an IPv4 CIDR'],
    ['[10.0.0.0/8]', '[]', '11 provider.sites.eu-west-1.addressSpace expected one or more CIDRs'],
    ['[shared]', '[]', '9 provider.profiles expected one or more profiles'],
    [
      '10.1.0.0/16 }',
      '10.1.0.0/16, routeTables: 0 }',
      '13 vpcs.0.routeTables expected a whole number from 1 to 20',
    ],
    [
      '10.1.0.0/16 }',
      '10.1.0.0/16, region: us-east-1 }',
      '13 vpcs.0.region expected the Region of a site: eu-west-1',
    ],
    ['10.1.0.0/16 }', '10.1.0.0/16, attached: maybe }', '13 vpcs.0.attached expected one of "none"'],
    [
      '10.1.0.0/16 }',
      '10.255.1.0/24, connected: true }',
      '13 vpcs.0.cidr expected no overlap with 10.255.0.0/16',
    ],
    [
      '10.1.0.0/16 }',
      '10.1.0.0/16, connected: true, otherProfile: x }',
      '13 vpcs.0.otherProfile expected no other',
    ],
    ['vpcs:', 'roles: { deployedTo: [Nowhere] }\nvpcs:', '12 roles.deployedTo.0 expected the path of an OU'],
    ['vpcs:', 'unknowns: { weather: fine }\nvpcs:', '12 unknowns.weather expected no such key'],
    ['vpcs:', 'latencies: { accountCloses: -1 }\nvpcs:', '12 latencies.accountCloses'],
    ['vpcs:', 'vpcs: [', '13  '],
  ])('%s → %s', (there, instead, mistake) => {
    expect(smallest).toContain(there);
    const [first = '', ...others] = mistakesOf(smallest.replace(there, instead));
    expect(first.slice(0, mistake.length)).toBe(mistake);
    expect(others).toEqual([]);
  });

  test('every one of them, in the order of the text', () => {
    const text = smallest
      .replace('"111111111111"', 'x')
      .replace('network }', '3 }')
      .replace('[shared]', 'no');
    expect(mistakesOf(text).map((one) => one.split(' ').slice(0, 2))).toEqual([
      ['2', 'organization.managementAccount'],
      ['4', 'accounts.222222222222.name'],
      ['9', 'provider.profiles'],
    ]);
  });

  test('in a message of one line each', () => {
    const text = smallest.replace('"111111111111"', 'x').replace('network }', '3 }');
    expect(() => loadScenario(text, 'world.yaml')).toThrow(
      [
        'world.yaml: 2 mistakes',
        '  2:36  organization.managementAccount  expected a 12-digit account id, in quotes',
        '  4:27  accounts.222222222222.name  expected a name',
      ].join('\n'),
    );
  });
});
