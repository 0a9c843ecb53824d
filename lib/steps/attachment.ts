import type { AccountView } from '../decide/account-view.ts';
import { ownShares } from '../decide/covering-principal.ts';
import { isGone } from '../decide/sighting.ts';
import type { AttachmentId, SubnetId, TransitGatewayId, VpcId } from '../model/ids.ts';
import type { Attachment, Subnet } from '../model/network.ts';
import { map, valueOr } from '../model/observation.ts';
import type { Tags } from '../model/organization.ts';
import { madeByReconciler } from '../model/owner-tag.ts';
import { ownerTags } from './owner-tags.ts';
import type { Seen, Step } from './step.ts';

export interface AttachmentSubject {
  readonly vpc: VpcId;
  readonly gateway: TransitGatewayId;
  /** Absent where Jetway has still to make it. */
  readonly attachment: AttachmentId | undefined;
  /** One in each Availability Zone; for an attachment that Jetway makes. */
  readonly subnets: readonly SubnetId[];
  readonly tags: Tags;
  /** Whether the gateway's owner must delete it, because nobody can enter the account. */
  readonly fromProvider: boolean;
}

/** A VPC's attachment to the transit gateway: accepted if the consumer made it, made if the site asks for that. */
export const attachment: Step<AttachmentSubject> = {
  parts: ['attachments', 'propagations'],
  settlesInSeconds: 40,
  key: ({ vpc }) => vpc,
  resource: ({ vpc, attachment: id }) => id ?? vpc,
  vpc: ({ vpc }) => vpc,
  needs: ({ attachment: id }) => (id === undefined ? ['gateway-principal'] : []),
  explain(verb, { vpc, gateway, attachment: id }) {
    if (verb === 'remove') return `delete ${id} of ${vpc}`;
    return id === undefined ? `attach ${vpc} to ${gateway}` : `accept ${id} of ${vpc}`;
  },
  wanted: (view) =>
    view.vpcs.connected.map((vpc) => ({
      vpc: vpc.id,
      gateway: view.site.transitGateway.id,
      attachment: vpc.attachment?.id,
      subnets: vpc.attachment === undefined ? oneSubnetAZone(view, vpc.id) : [],
      tags: ownerTags(view.configuration),
      fromProvider: false,
    })),
  seen: (view) =>
    map(view.provider.attachments, (attachments) =>
      attachments.flatMap((one): readonly Seen<AttachmentSubject>[] => {
        const state = stateOf(one.state);
        return state === 'absent' ? [] : [{ subject: asSeen(view, one), state, ours: isOurs(view, one) }];
      }),
    ),
  hinders(verb, { vpc, attachment: id, subnets }, view) {
    if (verb === 'remove' || id !== undefined || subnets.length > 0) return undefined;
    if (view.consumer.subnets.state !== 'read')
      return { for: `the subnets of ${vpc} to be readable`, lookAgainSeconds: 60 };
    return {
      kind: 'no-subnet',
      site: view.site.region,
      account: view.account.id,
      resource: vpc,
      what: 'it is to be attached and has no subnet with a free IPv4 address',
      remedy: `Add a subnet in each Availability Zone, or take the tag ${view.rules.attachmentTag} off the VPC`,
    };
  },
  async add(subjects, ports) {
    for (const { vpc, gateway, attachment: id, subnets, tags } of subjects) {
      if (id !== undefined) await ports.provider.acceptAttachment(id);
      else await (await ports.consumer()).createAttachment(gateway, vpc, subnets, tags);
    }
  },
  async remove(subjects, ports) {
    for (const { attachment: id, fromProvider } of subjects) {
      if (id === undefined) continue;
      const side = fromProvider ? ports.provider : await ports.consumer();
      await side.deleteAttachment(id);
    }
  },
};

function asSeen(view: AccountView, { id, vpc }: Attachment): AttachmentSubject {
  return {
    vpc,
    gateway: view.site.transitGateway.id,
    attachment: id,
    subnets: [],
    tags: {},
    fromProvider: isGone(view.account),
  };
}

/**
 * Jetway made an attachment that carries its tag. Nobody but the gateway's owner can end that of an account which
 * is closed or gone: there, the account's own principal on our share, the last thing that Jetway takes away, shows
 * that it came through Jetway. An existing gateway may have partners who did not.
 */
function isOurs(view: AccountView, { id }: Attachment): boolean {
  const { account, configuration, consumer, site } = view;
  if (isGone(account)) return ownShares(view).includes(site.transitGateway.share);
  const tags = valueOr(consumer.attachmentTags, new Map<AttachmentId, Tags>());
  return madeByReconciler(tags.get(id), configuration.name);
}

function stateOf(state: Attachment['state']): Seen<AttachmentSubject>['state'] | 'absent' {
  switch (state) {
    case 'pendingAcceptance':
      return 'absent';
    case 'initiatingRequest':
    case 'initiating':
    case 'pending':
      return 'arriving';
    case 'available':
    case 'modifying':
    case 'rollingBack':
      return 'present';
    case 'deleting':
    case 'rejecting':
    case 'failing':
      return 'leaving';
  }
}

/** The subnet that the tag names, else the roomiest; workloads in a zone without one cannot reach the gateway. */
function oneSubnetAZone({ consumer, rules }: AccountView, vpc: VpcId): readonly SubnetId[] {
  const subnets = valueOr(consumer.subnets, new Map<VpcId, readonly Subnet[]>()).get(vpc) ?? [];
  const chosen = new Map<string, Subnet>();
  const better = (a: Subnet, b: Subnet): boolean => {
    const [aTagged, bTagged] = [a, b].map(({ tags }) => tags[rules.attachmentTag] === 'on');
    if (aTagged !== bTagged) return aTagged === true;
    return a.freeAddresses === b.freeAddresses ? a.id < b.id : a.freeAddresses > b.freeAddresses;
  };
  for (const subnet of subnets) {
    const rival = chosen.get(subnet.zone);
    if (subnet.freeAddresses > 0 && (rival === undefined || better(subnet, rival)))
      chosen.set(subnet.zone, subnet);
  }
  return [...chosen.values()].map(({ id }) => id).sort();
}
