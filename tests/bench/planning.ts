import { parseConfiguration } from '../../lib/config/parse.ts';
import { parseSite } from '../../lib/config/parse-site.ts';
import type { Sighting } from '../../lib/decide/sighting.ts';
import { decideVpcs } from '../../lib/decide/vpcs.ts';
import { sight } from '../../lib/look/sight.ts';
import { Cidr } from '../../lib/model/cidr.ts';
import { AccountId, AttachmentId, OuId, RouteTableId, VpcId } from '../../lib/model/ids.ts';
import { read } from '../../lib/model/observation.ts';
import type { OrganizationAccount } from '../../lib/model/organization.ts';
import type { ConsumerSide } from '../../lib/observe/consumer.ts';
import type { ProviderSide } from '../../lib/observe/provider.ts';
import { planAll } from '../../lib/plan/plan.ts';
import { consumersOu, newTestWorld, otherOu } from '../support/world.ts';

export interface PlanningSize {
  readonly accounts: number;
  readonly consumers: number;
}

/** Everything that was read of an organization whose consumers are connected, one VPC each, as plain data. */
export function observedOrganization({ accounts, consumers }: PlanningSize) {
  const test = newTestWorld({}, { returnRoutes: 'aggregate' });
  const configuration = parseConfiguration(test.configurationYaml, 'jetway.yaml');
  const site = parseSite(JSON.stringify(test.site.parameter), 'bench', configuration);
  const [rules] = configuration.sites;
  const [profile] = site.profiles;
  if (rules === undefined || profile === undefined) throw new Error('the bench has no site');
  const { consumersRouteTable, providerRouteTable, id: gateway, share } = site.transitGateway;
  const ou = { id: OuId.parse(consumersOu), tags: {} };
  const other = { id: OuId.parse(otherOu), tags: {} };
  const of = (index: number) => ({
    account: AccountId.parse(String(100_000_000_000 + index)),
    vpc: VpcId.parse(`vpc-${index.toString(16)}`),
    attachment: AttachmentId.parse(`tgw-attach-${index.toString(16)}`),
    table: RouteTableId.parse(`rtb-${index.toString(16)}`),
    cidr: Cidr.parse(
      `10.${Math.floor(index / 4096) % 256}.${Math.floor(index / 16) % 256}.${(index % 16) * 16}/28`,
    ),
  });
  const members = Array.from({ length: consumers }, (_, index) => of(index));
  const list = Array.from({ length: accounts }, (_, index): OrganizationAccount => {
    const { account } = of(index);
    const member = index < consumers;
    return {
      id: account,
      name: `account ${index}`,
      state: 'ACTIVE',
      tags: { jetway: member ? 'on' : 'off' },
      ancestors: [member ? ou : other],
    };
  });
  const provider: ProviderSide = {
    principals: read(
      members.flatMap(({ account }) =>
        [share, profile.share].map((one) => ({
          share: one,
          principal: account,
          status: 'ASSOCIATED' as const,
        })),
      ),
    ),
    attachments: read(
      members.map(({ attachment, vpc, account }) => ({
        id: attachment,
        vpc,
        owner: account,
        state: 'available' as const,
        association: { table: consumersRouteTable, state: 'associated' as const },
      })),
    ),
    propagations: read(
      members.map(({ attachment, cidr }) => ({
        table: providerRouteTable,
        attachment,
        state: 'enabled' as const,
        cidrs: [cidr],
      })),
    ),
    prefixListEntries: read([]),
    prefixListSize: read({ settled: true, maxEntries: 0 }),
    overlaps: read([]),
    endpointConnections: read([]),
  };
  const inside = new Map(
    members.map(({ account, vpc, table, cidr }): [AccountId, ConsumerSide] => [
      account,
      {
        vpcs: read([{ id: vpc, cidrs: [cidr], tags: {} }]),
        routeTables: read([
          {
            id: table,
            vpc,
            routes: site.providerCidrs.map((destination) => ({
              destination,
              target: gateway,
              state: 'active' as const,
            })),
          },
        ]),
        profileAssociations: read([
          { name: 'jetway-test', profile: profile.id, vpc, status: 'COMPLETE' as const },
        ]),
        dnsSupport: read([]),
        subnets: read(new Map()),
        invitations: read([]),
        attachmentTags: read(new Map()),
        probePlace: read(undefined),
      },
    ]),
  );
  return { configuration, site, rules, list, provider, inside };
}

/** Decides and plans it all: what a sweep does between its reads and its first call. */
export function planOrganization({
  configuration,
  site,
  rules,
  list,
  provider,
  inside,
}: ReturnType<typeof observedOrganization>) {
  const sighted = sight(
    { site, rules, provider },
    list,
    { accounts: 'organization', deep: true },
    { configuration },
  );
  const sightings = sighted.map(
    (one): Sighting => ({ ...one, consumer: inside.get(one.account.id) ?? one.consumer }),
  );
  const views = sightings.map((one) => ({ ...one, vpcs: decideVpcs(one) }));
  return planAll(views, {
    configuration,
    scope: 'organization',
    deep: true,
    connected: inside.size,
    looked: { accounts: list.length, consumers: inside.size },
    findings: [],
  });
}
