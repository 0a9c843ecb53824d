import { expect, test } from '@jest/globals';
import { parseConfiguration } from '../../../lib/config/parse.ts';
import { parseSite } from '../../../lib/config/parse-site.ts';
import { readSites } from '../../../lib/look/sites.ts';
import { Region } from '../../../lib/model/ids.ts';
import { newTestWorld } from '../../support/world.ts';

const here = Region.parse('eu-west-1');
const { site, configurationYaml } = newTestWorld();
const configuration = parseConfiguration(configurationYaml, 'jetway.yaml');
const text = JSON.stringify(site.parameter);

/** A parameter store that has one text, or none, and remembers what it was asked for. */
function parameters(value: string | undefined) {
  const asked: string[] = [];
  return {
    asked,
    siteParameter: async (region: Region, name: string) => {
      asked.push(`${region} ${name}`);
      return value;
    },
  };
}

test('each site is read with one call', async () => {
  const ports = parameters(text);
  expect(await readSites(configuration, ports)).toEqual({ sites: [site.parameter], unread: [] });
  expect(ports.asked).toEqual(['eu-west-1 /jetway/test/site']);
});

test('a site that is given stands for the parameter', async () => {
  const given = parseSite(text, 'site.json', configuration);
  const ports = parameters(undefined);
  expect(await readSites(configuration, ports, new Map([[here, given]]))).toEqual({
    sites: [given],
    unread: [],
  });
  expect(ports.asked).toEqual([]);
});

test('what is not deployed says what to do', async () => {
  await expect(readSites(configuration, parameters(undefined))).rejects.toMatchObject({
    code: 'configuration',
    problem: {
      resource: 'parameter /jetway/test/site in eu-west-1',
      what: 'it does not exist in account 222222222222',
      remedy: 'Deploy the stacks, or pass --site FILE',
    },
  });
});

test('a parameter that is wrong is named with its Region', async () => {
  await expect(readSites(configuration, parameters('{}'))).rejects.toThrow('/jetway/test/site in eu-west-1');
});

test('the site of one Region does not stand for another', async () => {
  const yaml = configurationYaml.replace(
    'sites:\n',
    'sites:\n  eu-central-1: { addressSpace: [172.16.0.0/12] }\n',
  );
  const both = parseConfiguration(yaml, 'jetway.yaml');
  const { sites, unread } = await readSites(both, parameters(text));
  expect(sites).toEqual([site.parameter]);
  expect(unread).toMatchObject([
    {
      region: 'eu-central-1',
      error: { problem: { what: 'it is the site of eu-west-1, not of eu-central-1' } },
    },
  ]);
});
