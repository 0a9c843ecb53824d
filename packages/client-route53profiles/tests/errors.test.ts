import { expect, test } from '@jest/globals';
import * as profiles from '../src/index.ts';
import { type Answer, credentials, loopback, RetryAtOnce } from './loopback.ts';

const answers: readonly { name: string; of: (name: string, detail: object) => Answer }[] = [
  {
    name: 'the x-amzn-ErrorType header',
    of: (name, detail) => ({
      status: 400,
      headers: { 'x-amzn-ErrorType': `${name}:http://internal.amazon.com/` },
      body: detail,
    }),
  },
  {
    name: 'the body',
    of: (name, detail) => ({
      status: 400,
      body: { __type: `com.amazonaws.route53profiles#${name}`, ...detail },
    }),
  },
];
const exceptions = [
  { Exception: profiles.AccessDeniedException, detail: {} },
  { Exception: profiles.ConflictException, detail: {} },
  { Exception: profiles.InternalServiceErrorException, detail: {} },
  { Exception: profiles.InvalidNextTokenException, detail: {} },
  { Exception: profiles.InvalidParameterException, detail: { FieldName: 'Name' } },
  { Exception: profiles.LimitExceededException, detail: { ResourceType: 'PROFILE' } },
  { Exception: profiles.ResourceExistsException, detail: { ResourceType: 'VPC' } },
  { Exception: profiles.ResourceNotFoundException, detail: { ResourceType: 'VPC' } },
  { Exception: profiles.ThrottlingException, detail: {} },
  { Exception: profiles.ValidationException, detail: {} },
];

const clientAt = (
  endpoint: string,
  retries: Pick<profiles.Route53ProfilesClientConfig, 'maxAttempts' | 'retryStrategy'>,
) => new profiles.Route53ProfilesClient({ endpoint, region: 'eu-central-1', credentials, ...retries });

const thrownBy = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (cause: unknown) => cause,
  );

for (const { name: where, of } of answers) {
  test.each(exceptions)(`$Exception.name is known by ${where}`, async ({ Exception, detail }) => {
    const { endpoint } = await loopback(of(Exception.name, { Message: 'no', ...detail }));
    const client = clientAt(endpoint, { maxAttempts: 1 });
    const thrown = await thrownBy(client.send(new profiles.GetProfileCommand({ ProfileId: 'rp-1' })));
    expect(thrown).toBeInstanceOf(Exception);
    expect(thrown).toBeInstanceOf(profiles.Route53ProfilesServiceException);
    expect(thrown).toBeInstanceOf(Error);
    expect(exceptions.filter((other) => thrown instanceof other.Exception)).toHaveLength(1);
    expect(thrown).toMatchObject({
      name: Exception.name,
      message: 'no',
      $fault: 'client',
      $metadata: { httpStatusCode: 400 },
      ...detail,
    });
  });
}

test('an error the model does not name is the base exception under its own name', async () => {
  const { endpoint } = await loopback({
    status: 403,
    headers: { 'x-amzn-ErrorType': 'ExpiredTokenException' },
    body: { message: 'late' },
  });
  const client = clientAt(endpoint, { maxAttempts: 1 });
  const thrown = await thrownBy(client.send(new profiles.ListProfilesCommand({})));
  expect(thrown).toBeInstanceOf(profiles.Route53ProfilesServiceException);
  expect(thrown).toMatchObject({ name: 'ExpiredTokenException', message: 'late' });
});

test.each([
  { name: 'ThrottlingException', errorType: 'THROTTLING' },
  { name: 'InternalServiceErrorException', errorType: 'TRANSIENT' },
])('$name is retried although its status is 400', async ({ name, errorType }) => {
  const { endpoint, seen } = await loopback(
    { status: 400, headers: { 'x-amzn-ErrorType': name }, body: { Message: 'again' } },
    { body: { ProfileSummaries: [] } },
  );
  const retryStrategy = new RetryAtOnce();
  const client = clientAt(endpoint, { retryStrategy });
  const { $metadata } = await client.send(new profiles.ListProfilesCommand({}));
  expect($metadata.attempts).toBe(2);
  expect(seen).toHaveLength(2);
  expect(retryStrategy.errorTypes).toEqual([errorType]);
});

test.each(['ValidationException', 'ConflictException', 'AccessDeniedException'])(
  '%s is not retried',
  async (name) => {
    const { endpoint, seen } = await loopback({
      status: 400,
      headers: { 'x-amzn-ErrorType': name },
      body: { Message: 'no' },
    });
    const retryStrategy = new RetryAtOnce();
    const client = clientAt(endpoint, { retryStrategy });
    await expect(client.send(new profiles.ListProfilesCommand({}))).rejects.toMatchObject({ name });
    expect(seen).toHaveLength(1);
    expect(retryStrategy.errorTypes).toEqual(['CLIENT_ERROR']);
  },
);

test('a retried CreateProfile keeps its ClientToken', async () => {
  const { endpoint, seen } = await loopback(
    { status: 400, headers: { 'x-amzn-ErrorType': 'ThrottlingException' }, body: {} },
    { body: {} },
  );
  const client = clientAt(endpoint, { retryStrategy: new RetryAtOnce() });
  await client.send(new profiles.CreateProfileCommand({ Name: 'shared' }));
  expect(seen).toHaveLength(2);
  expect(seen[1]?.body).toBe(seen[0]?.body);
});
