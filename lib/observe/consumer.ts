import type { SiteRules } from '../config/configuration.ts';
import type { Site } from '../config/site.ts';
import type { AttachmentId, ProfileId, VpcId } from '../model/ids.ts';
import type {
  DnsSupport,
  Invitation,
  ProfileAssociation,
  RouteTable,
  Subnet,
  Vpc,
} from '../model/network.ts';
import { type Observation, read, valueOr } from '../model/observation.ts';
import type { Tags } from '../model/organization.ts';
import type { ConsumerPort } from '../model/ports.ts';
import type { ProbePlace } from '../model/probe.ts';
import { observePart } from './part.ts';

/** What only the consumer account itself can show, in one site. */
export interface ConsumerSide {
  readonly vpcs: Observation<readonly Vpc[]>;
  readonly routeTables: Observation<readonly RouteTable[]>;
  readonly profileAssociations: Observation<readonly ProfileAssociation[]>;
  /** Of the VPCs that have no profile yet. */
  readonly dnsSupport: Observation<readonly DnsSupport[]>;
  /** Of the VPCs that Jetway is to attach. */
  readonly subnets: Observation<ReadonlyMap<VpcId, readonly Subnet[]>>;
  readonly invitations: Observation<readonly Invitation[]>;
  /** The account's own tags on its attachments, by which Jetway knows those that it made. */
  readonly attachmentTags: Observation<ReadonlyMap<AttachmentId, Tags>>;
  /** Where the function of the probe is; undefined where there is none. */
  readonly probePlace: Observation<ProbePlace | undefined>;
}

export type ConsumerPart = keyof ConsumerSide;

/** Why a consumer's side is not read. */
type Unseen = Exclude<Observation<never>, { readonly state: 'read' }>;

export function unseenConsumer(state: Unseen): ConsumerSide {
  return {
    vpcs: state,
    routeTables: state,
    profileAssociations: state,
    dnsSupport: state,
    subnets: state,
    invitations: state,
    attachmentTags: state,
    probePlace: state,
  };
}

export const consumerParts: readonly ConsumerPart[] = [
  'vpcs',
  'routeTables',
  'profileAssociations',
  'dnsSupport',
  'subnets',
  'invitations',
  'attachmentTags',
  'probePlace',
];

/** What is asked of a consumer's side. */
export interface ConsumerQuestion {
  readonly site: Site;
  readonly rules: SiteRules;
  /** The VPCs that are attached to our transit gateway, or on their way. */
  readonly attached: readonly VpcId[];
  /** The profile that its VPCs should have; absent for an account that is no consumer. */
  readonly profile: ProfileId | undefined;
  readonly invited: boolean;
  /** The function of the probe; absent where nobody would remember what it says. */
  readonly probe?: {
    readonly function: string;
    /** The VPC in which it is known to be, because it answered from there not long ago. */
    readonly in?: VpcId;
  };
}

/**
 * Reads the named parts from inside the account and keeps the others as they were seen before.
 * @param enter assumes the account's role
 * @returns parts that are read or unreadable; where the role is refused, all of them are, with that error
 */
export async function observeConsumer(
  enter: () => Promise<ConsumerPort>,
  question: ConsumerQuestion,
  parts: readonly ConsumerPart[] = consumerParts,
  before: ConsumerSide = unseenConsumer({ state: 'not-looked' }),
): Promise<ConsumerSide> {
  const entered = await observePart(enter);
  if (entered.state !== 'read') return unseenConsumer(entered);
  const port = entered.value;
  const again = new Set(parts);
  const part = async <K extends ConsumerPart>(
    name: K,
    reading: () => Promise<ConsumerSide[K]>,
  ): Promise<ConsumerSide[K]> => (again.has(name) ? reading() : before[name]);

  const { site, rules, attached, profile, invited } = question;
  const vpcs = await part('vpcs', () => observePart(() => port.vpcs()));
  const toAttach = valueOr(vpcs, [])
    .filter(({ id, tags }) => wantsAttachment(rules, tags) && !attached.includes(id))
    .map(({ id }) => id);
  const concerned = [...new Set([...attached, ...toAttach])];
  const profileAssociations = part('profileAssociations', () =>
    observePart(() => port.profileAssociations()),
  );
  const routeTables = part('routeTables', async () => {
    if (vpcs.state !== 'read') return vpcs;
    const all = vpcs.value.map(({ id }) => id);
    return all.length === 0 ? read([]) : observePart(() => port.routeTables(all));
  });
  const dnsSupport = profileAssociations.then((seen) =>
    part('dnsSupport', async () => {
      if (profile === undefined || seen.state !== 'read') return read([]);
      const without = concerned.filter((vpc) => !seen.value.some((one) => one.vpc === vpc));
      return observePart(() => Promise.all(without.map((vpc) => port.dnsSupport(vpc))));
    }),
  );
  const subnets = part('subnets', () =>
    observePart(
      async () =>
        new Map(await Promise.all(toAttach.map(async (vpc) => [vpc, await port.subnets(vpc)] as const))),
    ),
  );
  const shares = [site.transitGateway.share, ...site.profiles.map(({ share }) => share)];
  const invitations = part('invitations', async () =>
    invited ? observePart(() => port.invitations(shares)) : read([]),
  );
  const attachmentTags = part('attachmentTags', async () =>
    attached.length > 0 && mayRemoveAttachments(question, vpcs)
      ? observePart(() => port.attachmentTags(site.transitGateway.id))
      : read(new Map()),
  );
  const probePlace = part('probePlace', async () => {
    const { probe } = question;
    if (probe === undefined) return read(undefined);
    if (probe.in !== undefined && profile !== undefined && attached.includes(probe.in))
      return read({ vpc: probe.in, state: 'settled', problem: '' });
    return observePart(() => port.probePlace(probe.function));
  });
  return {
    vpcs,
    routeTables: await routeTables,
    profileAssociations: await profileAssociations,
    dnsSupport: await dnsSupport,
    subnets: await subnets,
    invitations: await invitations,
    attachmentTags: await attachmentTags,
    probePlace: await probePlace,
  };
}

/** Whether the site's rules ask Jetway to attach a VPC with these tags. */
export function wantsAttachment({ attachments, attachmentTag }: SiteRules, tags: Tags): boolean {
  return attachments === 'create' && tags[attachmentTag] === 'on';
}

/** Who made an attachment matters only where one may have to go. */
function mayRemoveAttachments(
  { rules, attached, profile }: ConsumerQuestion,
  vpcs: ConsumerSide['vpcs'],
): boolean {
  if (profile === undefined) return true;
  return (
    rules.attachments === 'create' &&
    valueOr(vpcs, []).some(({ id, tags }) => attached.includes(id) && !wantsAttachment(rules, tags))
  );
}

/** Whether the account cannot be entered, as far as AWS says. */
export function isRefused(part: Observation<unknown>): boolean {
  return part.state === 'unreadable' && part.error.code === 'role-refused';
}
