import type { AccountView } from '../decide/account-view.ts';
import type { ResourceShareArn } from '../model/ids.ts';
import { type Observation, read, valueOr } from '../model/observation.ts';
import type { Seen, Step } from './step.ts';

export interface InvitationSubject {
  readonly share: ResourceShareArn;
  /** Absent until RAM has sent it. */
  readonly invitation: string | undefined;
}

/** The acceptance of an invitation, which RAM asks for only where sharing with the organization is off. */
export const invitation: Step<InvitationSubject> = {
  parts: ['principals', 'invitations'],
  settlesInSeconds: 10,
  vpc: () => undefined,
  needs: () => [],
  key: ({ share }) => share,
  resource: ({ share, invitation: id }) => id ?? share,
  explain: (_verb, { share }) => `accept the invitation to ${share}`,
  wanted(view) {
    const { profile, site, configuration, consumer } = view;
    if (profile === undefined || configuration.organization.resourceSharing === 'organization') return [];
    const invitations = consumer.invitations.state === 'read' ? consumer.invitations.value : [];
    return [site.transitGateway.share, profile.share].map((share) => ({
      share,
      invitation: invitations.find((one) => one.share === share && one.status === 'PENDING')?.arn,
    }));
  },
  seen(view): Observation<readonly Seen<InvitationSubject>[]> {
    const { principals } = view.provider;
    if (invitation.wanted(view).length === 0) return read([]);
    if (principals.state !== 'read') return principals;
    if (view.consumer.invitations.state !== 'read') return view.consumer.invitations;
    return read(accepted(view, principals.value));
  },
  hinders(_verb, { share, invitation: arn }, { consumer, account, site }) {
    if (arn !== undefined) return undefined;
    const ended = valueOr(consumer.invitations, []).find(
      (one) => one.share === share && one.status !== 'ACCEPTED',
    );
    if (ended === undefined) return { for: `RAM to send the invitation to ${share}`, lookAgainSeconds: 10 };
    return {
      kind: 'invitation-refused',
      site: site.region,
      account: account.id,
      resource: share,
      what: `its invitation is ${ended.status}, and RAM sends no other while the account is a principal of the share`,
      remedy: 'Disassociate the account from the share; Jetway then invites it anew',
    };
  },
  async add(subjects, ports) {
    const consumer = await ports.consumer();
    for (const subject of subjects)
      if (subject.invitation !== undefined) await consumer.acceptInvitation(subject.invitation);
  },
  // What was accepted ends with the principal; a consumer cannot leave a share that its organization gave it.
  remove: async () => undefined,
};

/** A principal that is associated has accepted, whether by an invitation or without one. */
function accepted(
  { account }: AccountView,
  principals: readonly {
    readonly share: ResourceShareArn;
    readonly principal: string;
    readonly status: string;
  }[],
): readonly Seen<InvitationSubject>[] {
  return principals
    .filter(({ principal, status }) => principal === account.id && status === 'ASSOCIATED')
    .map(({ share }) => ({
      subject: { share, invitation: undefined },
      state: 'present' as const,
      ours: false,
    }));
}
