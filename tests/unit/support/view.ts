import type { Configuration, SiteRules } from '../../../lib/config/configuration.ts';
import type { Site } from '../../../lib/config/site.ts';
import type { AccountView } from '../../../lib/decide/account-view.ts';
import type { Sighting } from '../../../lib/decide/sighting.ts';
import { decideVpcs } from '../../../lib/decide/vpcs.ts';
import { membership, profilesOf } from '../../../lib/look/sight.ts';
import type { OrganizationAccount } from '../../../lib/model/organization.ts';
import type { Probed } from '../../../lib/model/probe.ts';
import type { ConsumerSide } from '../../../lib/observe/consumer.ts';
import type { ProviderSide } from '../../../lib/observe/provider.ts';
import { aConfiguration, anAccount, aSite, someRules } from './configuration.ts';
import { connectedConsumer, connectedProvider, noConsumer, noProvider } from './network.ts';

/** What a test says about a view; the rest is an ordinary consumer's. */
export interface ViewParts {
  readonly configuration?: Configuration;
  readonly rules?: Partial<SiteRules>;
  readonly site?: Site;
  readonly account?: Partial<OrganizationAccount>;
  readonly provider?: Partial<ProviderSide>;
  readonly consumer?: Partial<ConsumerSide>;
  readonly probed?: Probed;
}

/** A consumer that has nothing yet, unless the parts say otherwise. */
export function aSighting(parts: ViewParts = {}): Sighting {
  const configuration = parts.configuration ?? aConfiguration();
  const site = parts.site ?? aSite();
  const account = anAccount(parts.account);
  return {
    configuration,
    rules: someRules(parts.rules),
    site,
    account,
    ...membership(account, profilesOf(site, configuration), configuration),
    provider: noProvider(parts.provider),
    consumer: noConsumer(parts.consumer),
    ...(parts.probed && { probed: parts.probed }),
  };
}

export function aView(parts: ViewParts = {}): AccountView {
  const sighting = aSighting(parts);
  return { ...sighting, vpcs: decideVpcs(sighting) };
}

/** An account that has all of a consumer's things; whether it is one is for the parts to say. */
export function aConnectedView(parts: ViewParts = {}, numbers: readonly number[] = [1]): AccountView {
  return aView({
    ...parts,
    provider: { ...connectedProvider(numbers), ...parts.provider },
    consumer: { ...connectedConsumer(numbers), ...parts.consumer },
  });
}

/** An account that has opted out. */
export const optedOut: Partial<OrganizationAccount> = { tags: { jetway: 'off' } };

/** A connected account that has opted out, so that everything it has is to go. */
export function aLeavingView(parts: ViewParts = {}, numbers: readonly number[] = [1]): AccountView {
  return aConnectedView({ account: optedOut, ...parts }, numbers);
}
