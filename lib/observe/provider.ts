import type { SiteRules } from '../config/configuration.ts';
import type { Site } from '../config/site.ts';
import type { Cidr } from '../model/cidr.ts';
import type { AccountId } from '../model/ids.ts';
import type {
  Attachment,
  EndpointConnection,
  GatewayRoute,
  PrefixListEntry,
  PrefixListSize,
  Principal,
  PrincipalAssociation,
  Propagation,
} from '../model/network.ts';
import { isEstablished } from '../model/network.ts';
import { type Observation, read } from '../model/observation.ts';
import type { ProviderPort } from '../model/ports.ts';
import { observePart } from './part.ts';

/** What the provider account shows of its consumers in one site: of one account, or of all. */
export interface ProviderSide {
  readonly principals: Observation<readonly PrincipalAssociation[]>;
  readonly attachments: Observation<readonly Attachment[]>;
  /** To the tables that consumers propagate to. */
  readonly propagations: Observation<readonly Propagation[]>;
  /** Empty where the return routes are aggregate. */
  readonly prefixListEntries: Observation<readonly PrefixListEntry[]>;
  /** Looked at only where an entry is to change. */
  readonly prefixListSize: Observation<PrefixListSize>;
  /** Routes of other attachments that overlap a CIDR whose own route is missing; looked at only for those. */
  readonly overlaps: Observation<readonly Overlap[]>;
  readonly endpointConnections: Observation<readonly EndpointConnection[]>;
}

export interface Overlap extends GatewayRoute {
  /** The CIDR that it overlaps. */
  readonly with: Cidr;
}

export type ProviderPart = keyof ProviderSide;

/** Whose side of it: one account and the OUs' principals that cover it, or everybody's. */
export interface ProviderScope {
  readonly account?: AccountId;
  readonly alsoPrincipals?: readonly Principal[];
  /** CIDRs that should be routed and are not. */
  readonly unrouted?: readonly Cidr[];
}

const unseen: ProviderSide = {
  principals: { state: 'not-looked' },
  attachments: { state: 'not-looked' },
  propagations: { state: 'not-looked' },
  prefixListEntries: { state: 'not-looked' },
  prefixListSize: { state: 'not-looked' },
  overlaps: { state: 'not-looked' },
  endpointConnections: { state: 'not-looked' },
};

/** The parts of a first look; the prefix list's size and overlaps are looked at only where something is to change. */
export const firstLook: readonly ProviderPart[] = [
  'principals',
  'attachments',
  'propagations',
  'prefixListEntries',
  'endpointConnections',
];

/**
 * Reads the named parts and keeps the others as they were seen before.
 * @returns every part read, or unreadable with its error; never throws what AWS threw
 */
export async function observeProvider(
  port: ProviderPort,
  { site, rules }: { readonly site: Site; readonly rules: SiteRules },
  { account, alsoPrincipals = [], unrouted = [] }: ProviderScope,
  parts: readonly ProviderPart[],
  before: ProviderSide = unseen,
): Promise<ProviderSide> {
  const again = new Set(parts);
  const part = async <K extends ProviderPart>(
    name: K,
    reading: () => Promise<ProviderSide[K]>,
  ): Promise<ProviderSide[K]> => (again.has(name) ? reading() : before[name]);

  const shares = [site.transitGateway.share, ...site.profiles.map(({ share }) => share)];
  const principals = part('principals', () =>
    observePart(async () => {
      if (account === undefined) return port.principals(shares);
      const lists = [account, ...alsoPrincipals].map((principal) => port.principals(shares, principal));
      return (await Promise.all(lists)).flat();
    }),
  );
  const attachments = part('attachments', () =>
    observePart(() => port.attachments(site.transitGateway.id, account)),
  );
  const propagations = attachments.then((seen) =>
    part('propagations', () =>
      observePropagations(
        port,
        account === undefined ? everyTable(site) : propagationTables(site, rules),
        seen,
        account !== undefined,
      ),
    ),
  );
  const { prefixList } = site;
  const prefixListEntries = part('prefixListEntries', async () =>
    prefixList === undefined ? read([]) : observePart(() => port.prefixListEntries(prefixList)),
  );
  const prefixListSize = part('prefixListSize', async () =>
    prefixList === undefined
      ? read({ settled: true, maxEntries: 0 })
      : observePart(() => port.prefixListSize(prefixList)),
  );
  const overlaps = part('overlaps', () =>
    observePart(async () => {
      const table = site.transitGateway.providerRouteTable;
      const lists = unrouted.map(async (cidr) =>
        (await port.overlapping(table, cidr)).map((route) => ({ ...route, with: cidr })),
      );
      return (await Promise.all(lists)).flat();
    }),
  );
  const endpointConnections = part('endpointConnections', async () =>
    site.services.length === 0
      ? read([])
      : observePart(() => port.endpointConnections(site.services.map(({ id }) => id))),
  );
  return {
    principals: await principals,
    attachments: await attachments,
    propagations: await propagations,
    prefixListEntries: await prefixListEntries,
    prefixListSize: await prefixListSize,
    overlaps: await overlaps,
    endpointConnections: await endpointConnections,
  };
}

/** The tables that consumers' attachments propagate to: the provider's, and without isolation their own too. */
export function propagationTables({ transitGateway }: Site, { isolation }: SiteRules) {
  const { providerRouteTable, consumersRouteTable } = transitGateway;
  switch (isolation) {
    case 'consumers':
      return [providerRouteTable];
    case 'none':
      return [providerRouteTable, consumersRouteTable];
  }
}

/** A look at everybody also sees what is propagated where it should not be, at a call or two in all. */
function everyTable({ transitGateway }: Site) {
  return [transitGateway.providerRouteTable, transitGateway.consumersRouteTable];
}

/** An attachment that was never available has no propagation, so a narrowed look asks only for the others. */
async function observePropagations(
  port: ProviderPort,
  tables: ReturnType<typeof propagationTables>,
  attachments: ProviderSide['attachments'],
  narrowed: boolean,
): Promise<ProviderSide['propagations']> {
  if (attachments.state !== 'read') return attachments;
  const established = attachments.value.filter(isEstablished).map(({ id }) => id);
  if (established.length === 0) return read([]);
  return observePart(async () => {
    const lists = tables.map((table) => port.propagations(table, narrowed ? established : undefined));
    return (await Promise.all(lists)).flat();
  });
}
