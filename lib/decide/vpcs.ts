import type { Cidr } from '../model/cidr.ts';
import type { Finding } from '../model/finding.ts';
import type { AttachmentId, VpcId } from '../model/ids.ts';
import type { Attachment } from '../model/network.ts';
import { valueOr } from '../model/observation.ts';
import type { Tags } from '../model/organization.ts';
import { madeByReconciler } from '../model/owner-tag.ts';
import { wantsAttachment } from '../observe/consumer.ts';
import { addressFindings } from './addresses.ts';
import type { ConnectedVpc } from './connected-vpc.ts';
import type { Sighting } from './sighting.ts';

export interface VpcDecisions {
  readonly connected: readonly ConnectedVpc[];
  /** Why other VPCs of the account are not connected, or what is wrong with those that are. */
  readonly findings: readonly Finding[];
  /** VPCs that nothing can be decided about, because their CIDRs could not be read. */
  readonly undecided: readonly VpcId[];
}

/**
 * Which VPCs of an account are to be connected: those that are attached to our transit gateway or that Jetway is
 * to attach, less those whose addresses make it wrong. Nothing where the account is no consumer.
 */
export function decideVpcs(sighting: Sighting): VpcDecisions {
  if (sighting.profile === undefined) return { connected: [], findings: [], undecided: [] };
  const attachments = valueOr(sighting.provider.attachments, []).filter(({ state }) => isComing(state));
  const vpcs = valueOr(sighting.consumer.vpcs, []);
  const toAttach = vpcs.filter(
    ({ id, tags }) => wantsAttachment(sighting.rules, tags) && !attachments.some(({ vpc }) => vpc === id),
  );
  const candidates: ConnectedVpc[] = [];
  const undecided: VpcId[] = [];
  for (const attachment of attachments) {
    if (isUnwantedOwn(sighting, attachment)) continue;
    const cidrs = vpcs.find(({ id }) => id === attachment.vpc)?.cidrs ?? routedCidrs(sighting, attachment);
    if (cidrs.length === 0) undecided.push(attachment.vpc);
    else candidates.push({ id: attachment.vpc, cidrs, attachment });
  }
  for (const { id, cidrs } of toAttach) candidates.push({ id, cidrs, attachment: undefined });
  candidates.sort(byId);

  const connected: ConnectedVpc[] = [];
  const findings: Finding[] = [];
  for (const candidate of routedFirst(sighting, candidates)) {
    const wrong = addressFindings(sighting, candidate, connected);
    if (wrong.length === 0) connected.push(candidate);
    findings.push(...wrong);
  }
  return { connected: connected.sort(byId), findings, undecided };
}

/** Whether an attachment is there or on its way, and so makes its VPC a candidate. */
function isComing(state: Attachment['state']): boolean {
  switch (state) {
    case 'initiatingRequest':
    case 'initiating':
    case 'pendingAcceptance':
    case 'pending':
    case 'available':
    case 'modifying':
    case 'rollingBack':
      return true;
    case 'deleting':
    case 'rejecting':
    case 'failing':
      return false;
  }
}

/** An attachment that Jetway made, of a VPC that has lost its tag since. */
function isUnwantedOwn({ rules, configuration, consumer }: Sighting, { id, vpc }: Attachment): boolean {
  const tags = valueOr(consumer.vpcs, []).find((one) => one.id === vpc)?.tags;
  const ours = valueOr(consumer.attachmentTags, new Map<AttachmentId, Tags>()).get(id);
  return tags !== undefined && madeByReconciler(ours, configuration.name) && !wantsAttachment(rules, tags);
}

/** What the provider's table shows of an attachment: the sweep knows a VPC's CIDRs by it. */
function routedCidrs({ provider, site }: Sighting, { id }: Attachment): readonly Cidr[] {
  return valueOr(provider.propagations, [])
    .filter(({ attachment, table }) => attachment === id && table === site.transitGateway.providerRouteTable)
    .flatMap(({ cidrs }) => cidrs);
}

/** Of two VPCs that overlap, the one whose routes are there stays and the other is refused. */
function routedFirst(sighting: Sighting, candidates: readonly ConnectedVpc[]): readonly ConnectedVpc[] {
  const isRouted = ({ attachment }: ConnectedVpc) =>
    attachment !== undefined && routedCidrs(sighting, attachment).length > 0;
  return [...candidates.filter(isRouted), ...candidates.filter((vpc) => !isRouted(vpc))];
}

function byId(a: { readonly id: VpcId }, b: { readonly id: VpcId }): number {
  return a.id < b.id ? -1 : 1;
}
