import { expect, test } from '@jest/globals';
import type { SiteLook } from '../../../lib/look/scope.ts';
import { membership, profilesOf, sight } from '../../../lib/look/sight.ts';
import { read } from '../../../lib/model/observation.ts';
import type { ProviderSide } from '../../../lib/observe/provider.ts';
import { aConfiguration, anAccount, aProfile, aSite, someRules } from '../support/configuration.ts';
import { aFakeAws, contextOf } from '../support/fake-aws.ts';
import { consumer, neighbour, provider, second, shared } from '../support/ids.ts';
import { anAttachment, anEntry, aPrincipal, noProvider } from '../support/network.ts';

const siteLook = (changes: Partial<ProviderSide> = {}): SiteLook => ({
  site: aSite(),
  rules: someRules(),
  provider: noProvider(changes),
});
const everybody = { accounts: 'organization', deep: false } as const;
const stranger = anAccount({ id: neighbour, tags: {} });

test.each([
  { given: 'a consumer', accounts: [anAccount()], sees: [`${consumer} ACTIVE`] },
  { given: 'nobody of ours', accounts: [stranger], sees: [] },
  {
    given: 'nobody of ours with a principal',
    accounts: [stranger],
    side: { principals: read([aPrincipal({ principal: neighbour })]) },
    sees: [`${neighbour} ACTIVE`],
  },
  {
    given: 'nobody of ours with an attachment',
    accounts: [stranger],
    side: { attachments: read([anAttachment(1, { owner: neighbour })]) },
    sees: [`${neighbour} ACTIVE`],
  },
  {
    given: 'an account unknown to the organization with an entry',
    accounts: [],
    side: { prefixListEntries: read([anEntry(1, neighbour)]) },
    sees: [`${neighbour} DEPARTED`],
  },
  { given: 'the provider itself', accounts: [anAccount({ id: provider })], sees: [] },
])('a look at everybody sees $given: $sees', ({ accounts, side, sees }) =>
  expect(
    sight(siteLook(side), accounts, everybody, contextOf(aFakeAws())).map(
      ({ account }) => `${account.id} ${account.state}`,
    ),
  ).toEqual(sees),
);

test('who is named is seen, consumer or not, and nobody else', () => {
  const side = { principals: read([aPrincipal({ principal: consumer })]) };
  const seen = sight(
    siteLook(side),
    [stranger],
    { accounts: [neighbour], deep: true },
    contextOf(aFakeAws()),
  );
  expect(seen.map(({ account, consumer: { vpcs } }) => [account.id, vpcs.state])).toEqual([
    [neighbour, 'not-looked'],
  ]);
});

test.each([
  {
    given: 'the first of two',
    profiles: [aProfile(), aProfile({ name: second })],
    profile: shared,
    decided: 2,
  },
  {
    given: 'the second, where the first excludes it',
    profiles: [aProfile({ exclude: [consumer] }), aProfile({ name: second })],
    profile: second,
    decided: 2,
  },
  {
    given: 'none, where no site has it',
    profiles: [aProfile({ sites: [] })],
    profile: undefined,
    decided: 0,
  },
  {
    given: 'none, where both exclude it',
    profiles: [aProfile({ exclude: [consumer] })],
    profile: undefined,
    decided: 1,
  },
])('an account has $given', ({ profiles, profile, decided }) => {
  const found = membership(
    anAccount(),
    profilesOf(aSite(), aConfiguration({ profiles })),
    aConfiguration({ profiles }),
  );
  expect(found.profile?.name).toBe(profile);
  expect(found.decisions).toHaveLength(decided);
});
