import type { Configuration } from '../config/configuration.ts';
import type { Site } from '../config/site.ts';
import { ouArn } from '../decide/covering-principal.ts';
import type { Finding } from '../model/finding.ts';
import { OuArn, type OuId } from '../model/ids.ts';
import { valueOr } from '../model/observation.ts';
import type { ProviderSide } from '../observe/provider.ts';

/** What is wrong with a site as a whole, seen in a look at everybody. */
export function siteFindings(
  site: Site,
  provider: ProviderSide,
  configuration: Configuration,
): readonly Finding[] {
  return [...strayPrincipals(site, provider, configuration), ...quotas(site, provider)];
}

/** An OU's principal is many accounts' access, so one that nobody wants is told of, not removed. */
function strayPrincipals(
  site: Site,
  { principals }: ProviderSide,
  { profiles, organization }: Configuration,
): readonly Finding[] {
  const wanted = new Set(
    profiles
      .filter(
        (profile) => profile.principals === 'organizationalUnits' && profile.sites.includes(site.region),
      )
      .flatMap(({ organizationalUnits }) =>
        organizationalUnits.map((ou: OuId) => ouArn(organization, site, ou)),
      ),
  );
  return valueOr(principals, []).flatMap(({ principal, share }): readonly Finding[] => {
    const arn = OuArn.safeParse(principal);
    if (!arn.success || wanted.has(arn.data)) return [];
    return [
      {
        kind: 'stray-principal',
        site: site.region,
        resource: share,
        what: `it is shared with ${principal}, which no profile of jetway.yaml asks for`,
        remedy: 'Disassociate that principal from the share if nobody needs it',
      },
    ];
  });
}

/** AWS's default of attachments for a transit gateway; there it can be raised, so nothing is refused for it. */
const attachmentQuota = 5_000;

/** @see https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html */
function quotas({ transitGateway, region }: Site, { attachments }: ProviderSide): readonly Finding[] {
  const count = valueOr(attachments, []).length;
  if (count < attachmentQuota * 0.9) return [];
  return [
    {
      kind: 'quota',
      site: region,
      resource: transitGateway.id,
      what: `it has ${count} attachments, and AWS allows ${attachmentQuota} unless the quota was raised`,
      remedy: 'Ask AWS to raise the quota of attachments for the transit gateway',
    },
  ];
}
