import {
  ListTagsForResourceCommand,
  Route53ProfilesClient,
  UntagResourceCommand,
} from '@aws-sdk/client-route53profiles';
import { expect, test } from '@jest/globals';
import { createSimulator } from '../../sim/server.ts';
import { addProfile } from '../../sim/services/profiles/profiles.ts';
import { inProcess } from '../../sim/wire/in-process.ts';
import type { OperationModel, ServiceModel } from '../../sim/wire/model.ts';
import { modelOf } from '../../sim/wire/model.ts';
import { labelsOf, operationAt } from '../../sim/wire/uri.ts';
import { World } from '../../sim/world.ts';
import { clientSettings } from './client-settings.ts';

test('an ARN in a label and a list in the query arrive as they were sent', async () => {
  const core = createSimulator(new World());
  const tags = { jetway: 'on', 'a&b=c': 'x/y', kept: 'ü' };
  const profile = addProfile(core.world, {
    account: '222222222222',
    region: 'us-east-1',
    name: 'shared',
    tags,
  });
  const profiles = new Route53ProfilesClient({
    ...clientSettings('http://simulator'),
    requestHandler: inProcess(core),
  });
  const ResourceArn = profile.arn;
  await profiles.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['jetway', 'a&b=c'] }));
  expect(core.journal.records[0]?.input).toEqual({ ResourceArn, TagKeys: ['jetway', 'a&b=c'] });
  expect((await profiles.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags).toEqual({ kept: 'ü' });
});

const { operations } = modelOf({ Any$: [9, 'test', 'Any', 0, 'unit', 'unit'] });
const any = operations.get('Any');
const bound = (name: string, method: string, uri: string): [string, OperationModel][] =>
  any === undefined ? [] : [[name, { ...any, name, http: [method, uri, 200] }]];
const model: ServiceModel = {
  namespace: 'test',
  errors: new Map(),
  operations: new Map([
    ...bound('Get', 'GET', '/things/{id}'),
    ...bound('List', 'GET', '/things/all'),
    ...bound('Delete', 'DELETE', '/things/{id}'),
    ...bound('Read', 'GET', '/files/{path+}?mode=raw'),
  ]),
};

test.each([
  { request: 'GET /things/a%2Fb%20c', name: 'Get', labels: { id: 'a/b c' } },
  { request: 'GET /things/all', name: 'List', labels: {} },
  { request: 'DELETE /things/all', name: 'Delete', labels: { id: 'all' } },
  { request: 'GET /files/a/b%3Ac', name: 'Read', labels: { path: 'a/b:c' } },
  { request: 'GET /things', name: undefined, labels: {} },
  { request: 'POST /things/a', name: undefined, labels: {} },
])('$request is $name', ({ request, name, labels }) => {
  const [method = '', path = ''] = request.split(' ');
  const operation = operationAt(model, method, path);
  expect(operation?.name).toBe(name);
  expect(Object.fromEntries(operation ? labelsOf(operation, path) : [])).toEqual(labels);
});
