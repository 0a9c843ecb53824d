import { expect, test } from '@jest/globals';
import { observeAccount } from '../../../lib/observe/organization.ts';
import { aConfiguration, anAccount, aProfile } from '../support/configuration.ts';
import { aFakeAws, contextOf, count, refused } from '../support/fake-aws.ts';
import { consumer, elsewhere } from '../support/ids.ts';

const byTag = (tag: string) => aProfile({ optIn: { tag } });

test.each([
  { given: 'the account carries the tag', tags: { jetway: 'on' }, profiles: [aProfile()], reads: 1 },
  {
    given: 'it carries the tag with another value',
    tags: { jetway: 'no' },
    profiles: [aProfile()],
    reads: 1,
  },
  {
    given: 'nobody carries it: the account and its OUs, not the root',
    tags: {},
    profiles: [aProfile()],
    reads: 3,
  },
  {
    given: 'two profiles ask for two tags, one is missing',
    tags: { one: 'on' },
    profiles: [byTag('one'), byTag('two')],
    reads: 3,
  },
  {
    given: 'two profiles ask for one tag',
    tags: { one: 'on' },
    profiles: [byTag('one'), byTag('one')],
    reads: 1,
  },
  { given: 'everything is opted in', tags: {}, profiles: [aProfile({ optIn: 'all' })], reads: 0 },
  {
    given: 'no profile has an OU above it',
    tags: {},
    profiles: [aProfile({ organizationalUnits: [elsewhere] })],
    reads: 0,
  },
])('$given: $reads reads of tags', async ({ tags, profiles, reads }) => {
  const aws = aFakeAws({ account: anAccount({ tags }) });
  const seen = await observeAccount(
    contextOf(aws).ports.organization,
    consumer,
    aConfiguration({ profiles }),
  );
  expect(seen.state).toBe('read');
  expect([count(aws, 'organization.account'), count(aws, 'organization.tags')]).toEqual([1, reads]);
});

test('an account that the organization does not know has departed', async () => {
  const aws = aFakeAws({ account: anAccount({ state: 'DEPARTED' }) });
  expect(await observeAccount(contextOf(aws).ports.organization, consumer, aConfiguration())).toEqual({
    state: 'read',
    value: { id: consumer, state: 'DEPARTED', tags: {}, ancestors: [] },
  });
});

test.each(['organization.account', 'organization.tags'])(
  'where %s fails, the account is unreadable, not departed',
  async (method) => {
    const aws = aFakeAws();
    aws.failures.set(method, refused('access-denied'));
    expect(await observeAccount(contextOf(aws).ports.organization, consumer, aConfiguration())).toEqual({
      state: 'unreadable',
      error: aws.failures.get(method),
    });
  },
);
