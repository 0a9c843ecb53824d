import type { AccountView } from '../decide/account-view.ts';
import { coveringPrincipal } from '../decide/covering-principal.ts';
import type { OuArn, ResourceShareArn } from '../model/ids.ts';
import type { Principal, PrincipalAssociation } from '../model/network.ts';
import { map } from '../model/observation.ts';
import type { Seen, Step } from './step.ts';

export interface PrincipalSubject {
  readonly share: ResourceShareArn;
  readonly principal: Principal;
}

/** The principal on the transit gateway's share: it lets the account see the gateway and attach to it. */
export const gatewayPrincipal: Step<PrincipalSubject> = {
  ...principalOn('the transit gateway', ({ site }) => [site.transitGateway.share]),
  wanted: (view) => wantedOn(view, view.site.transitGateway.share),
};

/**
 * The principal on the profile's share: it lets the account's VPCs have the profile, and without it they fall
 * back to their own DNS.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/sharing-profiles.html
 */
export const profilePrincipal: Step<PrincipalSubject> = {
  ...principalOn('the profile', ({ site }) => site.profiles.map(({ share }) => share)),
  cuts: ['profile-association'],
  wanted: (view) => (view.profile === undefined ? [] : wantedOn(view, view.profile.share)),
};

function wantedOn(view: AccountView, share: ResourceShareArn): readonly PrincipalSubject[] {
  return view.profile === undefined ? [] : [{ share, principal: coveringPrincipal(view) }];
}

function principalOn(
  what: string,
  shares: (view: AccountView) => readonly ResourceShareArn[],
): Omit<Step<PrincipalSubject>, 'wanted'> {
  return {
    parts: ['principals'],
    settlesInSeconds: 10,
    batch: { by: ({ share }) => share, limit: 100 },
    vpc: () => undefined,
    needs: () => [],
    key: ({ share, principal }) => `${share} ${principal}`,
    resource: ({ share }) => share,
    explain: (verb, { principal }) =>
      verb === 'add' ? `share ${what} with ${principal}` : `stop sharing ${what} with ${principal}`,
    seen(view) {
      const ours = shares(view);
      return map(view.provider.principals, (all) =>
        all
          .filter(({ share, principal }) => ours.includes(share) && concerns(principal, view))
          .map(({ share, principal, status }) => ({
            subject: { share, principal },
            state: stateOf(status),
            // An OU's principal is many accounts' access: it is never one account's to remove.
            ours: principal === view.account.id,
          })),
      );
    },
    /** Where an account's principal gives way to its OU's, or the reverse, the new one comes first. */
    hinders(verb, { share, principal }, view) {
      if (verb === 'add' || view.profile === undefined || view.provider.principals.state !== 'read')
        return undefined;
      const heir = coveringPrincipal(view);
      const wanted = share === view.site.transitGateway.share || share === view.profile.share;
      const isThere = view.provider.principals.value.some(
        (one) => one.share === share && one.principal === heir && one.status === 'ASSOCIATED',
      );
      if (!wanted || heir === principal || isThere) return undefined;
      return { for: `${what} to be shared with ${heir}`, lookAgainSeconds: 10 };
    },
    async add(subjects, { provider }) {
      for (const [share, principals] of byShare(subjects))
        await provider.associatePrincipals(share, principals);
    },
    async remove(subjects, { provider }) {
      for (const [share, principals] of byShare(subjects))
        await provider.disassociatePrincipals(share, principals);
    },
  };
}

/** An OU's principal concerns the account only while the account is wanted through it. */
function concerns(principal: Principal, view: AccountView): boolean {
  return (
    principal === view.account.id || (view.profile !== undefined && principal === coveringPrincipal(view))
  );
}

function stateOf(status: PrincipalAssociation['status']): Seen<PrincipalSubject>['state'] {
  switch (status) {
    case 'ASSOCIATING':
    case 'RESTORING':
      return 'arriving';
    case 'ASSOCIATED':
    case 'SUSPENDED':
      return 'present';
    case 'DISASSOCIATING':
    case 'SUSPENDING':
      return 'leaving';
  }
}

function byShare(subjects: readonly PrincipalSubject[]): Map<ResourceShareArn, (Principal | OuArn)[]> {
  const shares = new Map<ResourceShareArn, (Principal | OuArn)[]>();
  for (const { share, principal } of subjects) shares.set(share, [...(shares.get(share) ?? []), principal]);
  return shares;
}
