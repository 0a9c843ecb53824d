import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { getEndpointFromInstructions } from '@smithy/core/endpoints';
import { ListProfilesCommand, Route53ProfilesClient } from '../src/index.ts';
import { credentials, loopback } from './loopback.ts';

const variables = [
  'AWS_CONFIG_FILE',
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_ROUTE53PROFILES',
  'AWS_ENDPOINT_URL_ROUTE53_PROFILES',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
  'AWS_PROFILE',
  'AWS_USE_DUALSTACK_ENDPOINT',
  'AWS_USE_FIPS_ENDPOINT',
];
const found = Object.fromEntries(variables.map((name) => [name, process.env[name]]));
beforeEach(() => {
  for (const name of variables) delete process.env[name];
  process.env.AWS_CONFIG_FILE = '/dev/null';
});
afterEach(() => {
  for (const name of variables) delete process.env[name];
  for (const [name, value] of Object.entries(found)) if (value !== undefined) process.env[name] = value;
});

/** Nothing listens there: a request that goes to it fails. */
const nowhere = 'http://127.0.0.1:1';
const client = () => new Route53ProfilesClient({ region: 'eu-central-1', credentials, maxAttempts: 1 });

test.each([
  { variable: 'AWS_ENDPOINT_URL', others: {} },
  { variable: 'AWS_ENDPOINT_URL_ROUTE53PROFILES', others: { AWS_ENDPOINT_URL: nowhere } },
  { variable: 'AWS_ENDPOINT_URL_ROUTE53_PROFILES', others: { AWS_ENDPOINT_URL: nowhere } },
])('$variable is where requests go', async ({ variable, others }) => {
  const { endpoint, seen } = await loopback({ body: {} });
  Object.assign(process.env, others, { [variable]: `${endpoint}/base` });
  await client().send(new ListProfilesCommand({}));
  expect(seen.map(({ url }) => url)).toEqual(['/base/profiles']);
});

test('an endpoint in the configuration goes before the environment', async () => {
  const { endpoint, seen } = await loopback({ body: {} });
  process.env.AWS_ENDPOINT_URL_ROUTE53_PROFILES = nowhere;
  await new Route53ProfilesClient({ region: 'eu-central-1', credentials, endpoint, maxAttempts: 1 }).send(
    new ListProfilesCommand({}),
  );
  expect(seen).toHaveLength(1);
});

const resolved = async (config: ConstructorParameters<typeof Route53ProfilesClient>[0]) => {
  const { url } = await getEndpointFromInstructions(
    {},
    ListProfilesCommand,
    new Route53ProfilesClient({ credentials, ...config }).config,
  );
  return url.href;
};

test.each([
  ['AWS_ENDPOINT_URL'],
  ['AWS_ENDPOINT_URL_ROUTE53PROFILES'],
  ['AWS_ENDPOINT_URL_ROUTE53_PROFILES'],
])('%s is ignored when configured endpoints are', async (variable) => {
  Object.assign(process.env, { [variable]: nowhere, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' });
  await expect(resolved({ region: 'us-east-1' })).resolves.toBe(
    'https://route53profiles.us-east-1.amazonaws.com/',
  );
});

test.each([
  ['us-east-1', true, true, 'https://route53profiles-fips.us-east-1.api.aws/'],
  ['us-east-1', true, false, 'https://route53profiles-fips.us-east-1.amazonaws.com/'],
  ['us-east-1', false, true, 'https://route53profiles.us-east-1.api.aws/'],
  ['us-east-1', false, false, 'https://route53profiles.us-east-1.amazonaws.com/'],
  ['cn-north-1', true, true, 'https://route53profiles-fips.cn-north-1.api.amazonwebservices.com.cn/'],
  ['cn-north-1', true, false, 'https://route53profiles-fips.cn-north-1.amazonaws.com.cn/'],
  ['cn-north-1', false, true, 'https://route53profiles.cn-north-1.api.amazonwebservices.com.cn/'],
  ['cn-north-1', false, false, 'https://route53profiles.cn-north-1.amazonaws.com.cn/'],
  ['us-gov-east-1', true, false, 'https://route53profiles-fips.us-gov-east-1.amazonaws.com/'],
  ['us-gov-east-1', false, true, 'https://route53profiles.us-gov-east-1.api.aws/'],
  ['us-iso-east-1', true, false, 'https://route53profiles-fips.us-iso-east-1.c2s.ic.gov/'],
  ['us-isob-east-1', false, false, 'https://route53profiles.us-isob-east-1.sc2s.sgov.gov/'],
])('%s, FIPS %p, dual stack %p: %s', async (region, useFipsEndpoint, useDualstackEndpoint, url) => {
  await expect(resolved({ region, useFipsEndpoint, useDualstackEndpoint })).resolves.toBe(url);
});

test.each([
  [{ useFipsEndpoint: true }, 'Invalid Configuration: FIPS and custom endpoint are not supported'],
  [{ useDualstackEndpoint: true }, 'Invalid Configuration: Dualstack and custom endpoint are not supported'],
])('a custom endpoint excludes %p', async (variant, message) => {
  await expect(resolved({ region: 'us-east-1', endpoint: nowhere, ...variant })).rejects.toThrow(message);
});

test('the user agent names the service and the version of the package', async () => {
  const { endpoint, seen } = await loopback({ body: {} });
  await new Route53ProfilesClient({ region: 'eu-central-1', credentials, endpoint }).send(
    new ListProfilesCommand({}),
  );
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  expect(seen[0]?.headers['user-agent']).toContain(`api/route53profiles#${version}`);
});
