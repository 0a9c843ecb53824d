import { expect, test } from '@jest/globals';
import * as profiles from '../src/index.ts';
import { credentials, loopback } from './loopback.ts';

const association = 'arn:aws:route53profiles:eu-central-1:123456789012:profile-association/rpassoc-1';
const association$ =
  'arn%3Aaws%3Aroute53profiles%3Aeu-central-1%3A123456789012%3Aprofile-association%2Frpassoc-1';
const zone = 'arn:aws:route53:::hostedzone/Z1';
const zone$ = 'arn%3Aaws%3Aroute53%3A%3A%3Ahostedzone%2FZ1';

const clientOf = (endpoint: string) =>
  new profiles.Route53Profiles({ endpoint, region: 'eu-central-1', credentials, maxAttempts: 1 });
type Service = ReturnType<typeof clientOf>;

interface Row {
  readonly operation: string;
  readonly call: (service: Service) => Promise<unknown>;
  readonly line: string;
  readonly body?: unknown;
  readonly status?: number;
}

const rows: readonly Row[] = [
  {
    operation: 'AssociateProfile',
    call: (s) =>
      s.associateProfile({
        ProfileId: 'rp-1',
        ResourceId: 'vpc-1',
        Name: 'jetway',
        Tags: [{ Key: 'a', Value: 'b' }],
      }),
    line: 'POST /profileassociation',
    body: { ProfileId: 'rp-1', ResourceId: 'vpc-1', Name: 'jetway', Tags: [{ Key: 'a', Value: 'b' }] },
  },
  {
    operation: 'AssociateResourceToProfile',
    call: (s) =>
      s.associateResourceToProfile({
        ProfileId: 'rp-1',
        ResourceArn: zone,
        Name: 'zone',
        ResourceProperties: '{"priority":102}',
      }),
    line: 'POST /profileresourceassociation',
    body: { ProfileId: 'rp-1', ResourceArn: zone, Name: 'zone', ResourceProperties: '{"priority":102}' },
  },
  {
    operation: 'CreateProfile',
    call: (s) => s.createProfile({ Name: 'shared', ClientToken: 'once', Tags: [{ Key: 'a', Value: '' }] }),
    line: 'POST /profile',
    body: { Name: 'shared', ClientToken: 'once', Tags: [{ Key: 'a', Value: '' }] },
  },
  {
    operation: 'DeleteProfile',
    call: (s) => s.deleteProfile({ ProfileId: 'rp-1' }),
    line: 'DELETE /profile/rp-1',
  },
  {
    operation: 'DisassociateProfile',
    call: (s) => s.disassociateProfile({ ProfileId: 'rp-1', ResourceId: 'vpc-1' }),
    line: 'DELETE /profileassociation/Profileid/rp-1/resourceid/vpc-1',
  },
  {
    operation: 'DisassociateResourceFromProfile',
    call: (s) => s.disassociateResourceFromProfile({ ProfileId: 'rp-1', ResourceArn: zone }),
    line: `DELETE /profileresourceassociation/profileid/rp-1/resourcearn/${zone$}`,
  },
  {
    operation: 'GetProfile',
    call: (s) => s.getProfile({ ProfileId: 'rp-1' }),
    line: 'GET /profile/rp-1',
  },
  {
    operation: 'GetProfileAssociation',
    call: (s) => s.getProfileAssociation({ ProfileAssociationId: 'rpassoc-1' }),
    line: 'GET /profileassociation/rpassoc-1',
  },
  {
    operation: 'GetProfileResourceAssociation',
    call: (s) => s.getProfileResourceAssociation({ ProfileResourceAssociationId: 'rpr-1' }),
    line: 'GET /profileresourceassociation/rpr-1',
  },
  {
    operation: 'ListProfileAssociations',
    call: (s) =>
      s.listProfileAssociations({ MaxResults: 7, NextToken: 'a/b', ProfileId: 'rp-1', ResourceId: 'vpc-1' }),
    line: 'GET /profileassociations?maxResults=7&nextToken=a%2Fb&profileId=rp-1&resourceId=vpc-1',
  },
  {
    operation: 'ListProfileAssociations of everything',
    call: (s) => s.listProfileAssociations({}),
    line: 'GET /profileassociations',
  },
  {
    operation: 'ListProfileResourceAssociations',
    call: (s) =>
      s.listProfileResourceAssociations({
        ProfileId: 'rp-1',
        MaxResults: 100,
        NextToken: 'more',
        ResourceType: 'FIREWALL_RULE_GROUP',
      }),
    line: 'GET /profileresourceassociations/profileid/rp-1?maxResults=100&nextToken=more&resourceType=FIREWALL_RULE_GROUP',
  },
  {
    operation: 'ListProfiles',
    call: (s) => s.listProfiles({ MaxResults: 1, NextToken: 'more' }),
    line: 'GET /profiles?maxResults=1&nextToken=more',
  },
  { operation: 'ListProfiles without input', call: (s) => s.listProfiles(), line: 'GET /profiles' },
  {
    operation: 'ListTagsForResource',
    call: (s) => s.listTagsForResource({ ResourceArn: association }),
    line: `GET /tags/${association$}`,
  },
  {
    operation: 'TagResource',
    call: (s) => s.tagResource({ ResourceArn: association, Tags: { jetway: 'on', empty: '' } }),
    line: `POST /tags/${association$}`,
    body: { Tags: { jetway: 'on', empty: '' } },
    status: 204,
  },
  {
    operation: 'UntagResource',
    call: (s) => s.untagResource({ ResourceArn: association, TagKeys: ['jetway', 'a b'] }),
    line: `DELETE /tags/${association$}?tagKeys=jetway&tagKeys=a%20b`,
    status: 204,
  },
  {
    operation: 'UpdateProfileResourceAssociation',
    call: (s) =>
      s.updateProfileResourceAssociation({
        ProfileResourceAssociationId: 'rpr-1',
        Name: 'renamed',
        ResourceProperties: '{"priority":103}',
      }),
    line: 'PATCH /profileresourceassociation/rpr-1',
    body: { Name: 'renamed', ResourceProperties: '{"priority":103}' },
  },
];

test.each(rows)('$operation is sent as $line', async ({ call, line, body, status = 200 }) => {
  const { endpoint, seen } = await loopback({ status, ...(status === 200 && { body: {} }) });
  await expect(call(clientOf(endpoint))).resolves.toMatchObject({ $metadata: { httpStatusCode: status } });
  const [request] = seen;
  expect(seen).toHaveLength(1);
  expect(`${request?.method} ${request?.url}`).toBe(line);
  expect(request?.body === '' ? undefined : JSON.parse(request?.body ?? '')).toEqual(body);
  expect(request?.headers['content-type']).toBe(body === undefined ? undefined : 'application/json');
  expect(request?.headers['x-amz-target']).toBeUndefined();
  expect(request?.headers.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/route53profiles\/aws4_request, /,
  );
});

test('every operation of the model is in the table', () => {
  const commands = Object.keys(profiles).filter((name) => /^[A-Z].*Command$/.test(name));
  expect(new Set(rows.map(({ operation }) => `${operation.split(' ')[0]}Command`))).toEqual(
    new Set(commands),
  );
  expect(commands).toHaveLength(16);
});

test('CreateProfile fills in a ClientToken of its own each time', async () => {
  const { endpoint, seen } = await loopback({ body: {} });
  for (const Name of ['one', 'two']) await clientOf(endpoint).createProfile({ Name });
  const tokens = seen.map(({ body }) => JSON.parse(body).ClientToken);
  expect(tokens).toEqual([
    expect.stringMatching(/^[0-9a-f-]{36}$/),
    expect.stringMatching(/^[0-9a-f-]{36}$/),
  ]);
  expect(new Set(tokens).size).toBe(2);
});

test('a call without its path label is not sent', async () => {
  const { endpoint, seen } = await loopback({ body: {} });
  await expect(clientOf(endpoint).getProfile({ ProfileId: undefined })).rejects.toThrow('ProfileId');
  expect(seen).toEqual([]);
});

const times = { CreationTime: 1710886843.849, ModificationTime: 1710886843 };
const dates = { CreationTime: new Date(1710886843849), ModificationTime: new Date(1710886843000) };
const profileAssociation = {
  Id: 'rpassoc-489ce212fexample',
  Name: 'test-association',
  OwnerId: '123456789012',
  ProfileId: 'rp-4987774726example',
  ResourceId: 'vpc-0af3b96b3example',
  Status: 'CREATING',
  StatusMessage: 'Creating Profile Association',
};
const profile = {
  Id: 'rp-1',
  Arn: 'arn:aws:route53profiles:eu-central-1:1:profile/rp-1',
  ShareStatus: 'SHARED_BY_ME',
};
const resourceAssociation = {
  Id: 'rpr-1',
  ResourceArn: zone,
  ResourceProperties: '{"priority":102}',
  Status: 'UPDATING',
};

interface Parsed {
  readonly answer: string;
  readonly call: (service: Service) => Promise<unknown>;
  readonly body: object;
  readonly output: object;
}
const parsed: readonly Parsed[] = [
  {
    answer: 'AssociateProfile',
    call: (s) => s.associateProfile({ ProfileId: 'rp-1', ResourceId: 'vpc-1', Name: 'a' }),
    body: { ProfileAssociation: { ...profileAssociation, ...times } },
    output: { ProfileAssociation: { ...profileAssociation, ...dates } },
  },
  {
    answer: 'GetProfile',
    call: (s) => s.getProfile({ ProfileId: 'rp-1' }),
    body: { Profile: { ...profile, ...times } },
    output: { Profile: { ...profile, ...dates } },
  },
  {
    answer: 'AssociateResourceToProfile',
    call: (s) => s.associateResourceToProfile({ ProfileId: 'rp-1', ResourceArn: zone, Name: 'a' }),
    body: { ProfileResourceAssociation: { ...resourceAssociation, ...times } },
    output: { ProfileResourceAssociation: { ...resourceAssociation, ...dates } },
  },
  {
    answer: 'ListProfiles',
    call: (s) => s.listProfiles(),
    body: { ProfileSummaries: [profile], NextToken: 'more' },
    output: { ProfileSummaries: [profile], NextToken: 'more' },
  },
  {
    answer: 'ListProfileAssociations',
    call: (s) => s.listProfileAssociations(),
    body: { ProfileAssociations: [{ ...profileAssociation, ...times }] },
    output: { ProfileAssociations: [{ ...profileAssociation, ...dates }] },
  },
  {
    answer: 'ListProfileResourceAssociations',
    call: (s) => s.listProfileResourceAssociations({ ProfileId: 'rp-1' }),
    body: { ProfileResourceAssociations: [{ ...resourceAssociation, ...times }] },
    output: { ProfileResourceAssociations: [{ ...resourceAssociation, ...dates }] },
  },
  {
    answer: 'ListTagsForResource',
    call: (s) => s.listTagsForResource({ ResourceArn: association }),
    body: { Tags: { jetway: 'on' } },
    output: { Tags: { jetway: 'on' } },
  },
];

test.each(parsed)('the answer of $answer is parsed', async ({ call, body, output }) => {
  const { endpoint } = await loopback({ body });
  await expect(call(clientOf(endpoint))).resolves.toEqual({ ...output, $metadata: expect.anything() });
});
