import { expect, test } from '@jest/globals';
import { TypeRegistry } from '@smithy/core/schema';
import { mockClient } from 'aws-sdk-client-mock';
import * as profiles from '../src/index.ts';
import { credentials, loopback } from './loopback.ts';

const { Route53ProfilesClient } = profiles;

test('a paginator follows NextToken over empty pages', async () => {
  const { endpoint, seen } = await loopback(
    { body: { ProfileSummaries: [{ Id: 'rp-1' }], NextToken: 'two' } },
    { body: { ProfileSummaries: [], NextToken: 'three' } },
    { body: { NextToken: 'four' } },
    { body: { ProfileSummaries: [{ Id: 'rp-2' }] } },
  );
  const client = new Route53ProfilesClient({ endpoint, region: 'eu-central-1', credentials });
  const ids: (string | undefined)[] = [];
  for await (const { ProfileSummaries = [] } of profiles.paginateListProfiles({ client, pageSize: 5 }, {}))
    ids.push(...ProfileSummaries.map(({ Id }) => Id));
  expect(ids).toEqual(['rp-1', 'rp-2']);
  expect(seen.map(({ url }) => url)).toEqual([
    '/profiles?maxResults=5',
    '/profiles?maxResults=5&nextToken=two',
    '/profiles?maxResults=5&nextToken=three',
    '/profiles?maxResults=5&nextToken=four',
  ]);
});

test('the other paginators keep their filters from page to page', async () => {
  const { endpoint, seen } = await loopback(
    { body: { NextToken: 'two' } },
    { body: {} },
    { body: { NextToken: 'two' } },
    { body: {} },
  );
  const service = new profiles.Route53Profiles({ endpoint, region: 'eu-central-1', credentials });
  const pages: unknown[] = [];
  for await (const page of service.paginateListProfileAssociations({ ProfileId: 'rp-1' })) pages.push(page);
  for await (const page of profiles.paginateListProfileResourceAssociations(
    { client: service },
    { ProfileId: 'rp-2' },
  ))
    pages.push(page);
  expect(pages).toHaveLength(4);
  expect(seen.map(({ url }) => url)).toEqual([
    '/profileassociations?profileId=rp-1',
    '/profileassociations?nextToken=two&profileId=rp-1',
    '/profileresourceassociations/profileid/rp-2',
    '/profileresourceassociations/profileid/rp-2?nextToken=two',
  ]);
});

test('aws-sdk-client-mock answers by command class', async () => {
  const mock = mockClient(Route53ProfilesClient);
  mock.on(profiles.GetProfileCommand, { ProfileId: 'rp-1' }).resolves({ Profile: { Name: 'shared' } });
  mock
    .on(profiles.DeleteProfileCommand)
    .rejects(new profiles.ConflictException({ message: 'in use', $metadata: {} }));
  const client = new Route53ProfilesClient({ region: 'eu-central-1', credentials });
  await expect(client.send(new profiles.GetProfileCommand({ ProfileId: 'rp-1' }))).resolves.toEqual({
    Profile: { Name: 'shared' },
  });
  await expect(client.send(new profiles.DeleteProfileCommand({ ProfileId: 'rp-1' }))).rejects.toMatchObject({
    name: 'ConflictException',
    message: 'in use',
    $fault: 'client',
  });
  expect(mock.commandCalls(profiles.DeleteProfileCommand)).toHaveLength(1);
  mock.restore();
});

test('a callback is called with the output, and with the error', async () => {
  const { endpoint } = await loopback(
    { body: { ProfileSummaries: [] } },
    { status: 400, headers: { 'x-amzn-ErrorType': 'ValidationException' }, body: { Message: 'no' } },
  );
  const service = new profiles.Route53Profiles({ endpoint, region: 'eu-central-1', credentials });
  const called = () =>
    new Promise((resolve) => service.listProfiles({}, {}, (error, output) => resolve([error, output])));
  await expect(called()).resolves.toEqual([null, expect.objectContaining({ ProfileSummaries: [] })]);
  await expect(called()).resolves.toEqual([expect.objectContaining({ name: 'ValidationException' })]);
});

test('a runtime extension changes the configuration the client runs with', async () => {
  const { endpoint, seen } = await loopback({ body: {} });
  const client = new Route53ProfilesClient({
    endpoint,
    region: 'eu-central-1',
    credentials,
    extensions: [
      {
        configure(extension) {
          extension.setRegion(async () => 'us-west-2');
          extension.setCredentials({ ...credentials, accessKeyId: 'AKIDOTHER' });
        },
      },
    ],
  });
  await expect(client.config.region()).resolves.toBe('us-west-2');
  await client.send(new profiles.ListProfilesCommand({}));
  expect(seen[0]?.headers.authorization).toMatch(/Credential=AKIDOTHER\/\d{8}\/us-west-2\/route53profiles\//);
});

const operations = Object.keys(profiles)
  .filter((name) => /^[A-Z].*Command$/.test(name))
  .map((name) => name.replace(/Command$/, ''));
const exported: Readonly<Record<string, unknown>> = { ...profiles };

test.each(operations)('%s exports its schema and those of its request and response', (operation) => {
  const [code, , name, , input, output] = [exported[`${operation}$`]].flat();
  expect([code, name]).toEqual([9, operation]);
  expect(exported[`${operation}Request$`]).toBe(input);
  expect(exported[`${operation}Response$`]).toBe(output);
});

test.each(['Profile', 'ProfileSummary', 'ProfileAssociation', 'ProfileResourceAssociation', 'Tag'])(
  '%s exports its schema',
  (shape) =>
    expect([exported[`${shape}$`]].flat().slice(0, 3)).toEqual([3, 'com.amazonaws.route53profiles', shape]),
);

test('every exception is in the registries, under its schema', () => {
  const [synthetic, modeled] = profiles.errorTypeRegistries;
  expect(synthetic).toBeInstanceOf(TypeRegistry);
  expect(synthetic?.getErrorCtor(profiles.Route53ProfilesServiceException$)).toBe(
    profiles.Route53ProfilesServiceException,
  );
  const names = Object.keys(profiles).filter((name) => /^[A-Z].*(?<!Service)Exception$/.test(name));
  expect(names).toHaveLength(10);
  for (const name of names) expect(modeled?.getSchema(name)).toBe(exported[`${name}$`]);
});

test('the enums are constant objects of their own names', () => {
  expect(Object.keys(profiles.ProfileStatus).sort()).toEqual(Object.values(profiles.ProfileStatus).sort());
  expect(Object.values(profiles.ShareStatus).sort()).toEqual([
    'NOT_SHARED',
    'SHARED_BY_ME',
    'SHARED_WITH_ME',
  ]);
});
