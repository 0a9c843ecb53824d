import type { AccountView } from '../decide/account-view.ts';
import { heldByOu, ownShares } from '../decide/covering-principal.ts';
import { probedVpc } from '../decide/probe.ts';
import { isGone } from '../decide/sighting.ts';
import { type UnreadablePart, unreadableParts } from '../decide/unreadable.ts';
import type { Finding, FindingKind } from '../model/finding.ts';
import type { AttachmentId } from '../model/ids.ts';
import { valueOr } from '../model/observation.ts';
import type { Tags } from '../model/organization.ts';
import { madeByReconciler } from '../model/owner-tag.ts';
import { isRefused, unseenConsumer } from '../observe/consumer.ts';

/** What is wrong with an account in a site beside what keeps a step from being done. */
export function findingsOf(view: AccountView): readonly Finding[] {
  return [
    ...view.vpcs.findings,
    ...secondProfiles(view),
    ...dnsOff(view),
    ...ownEndpoints(view),
    ...strangers(view),
    ...unreadable(view),
    ...leftBehind(view),
    ...probeNotPlaced(view),
  ];
}

type Wording = readonly [kind: FindingKind, resource: string, what: string, remedy: string];

function found({ account, site }: AccountView, [kind, resource, what, remedy]: Wording): Finding {
  return { kind, site: site.region, account: account.id, resource, what, remedy };
}

function secondProfiles(view: AccountView): readonly Finding[] {
  return view.decisions
    .filter(({ member, profile }) => member && profile !== view.profile?.name)
    .map(({ profile }) =>
      found(view, [
        'second-profile',
        view.account.id,
        `it is a consumer of ${profile} as well as of ${view.profile?.name}, and AWS allows a VPC one profile`,
        `Its VPCs have ${view.profile?.name}, the first in jetway.yaml; put both services into one profile, or exclude the account from one`,
      ]),
    );
}

function dnsOff(view: AccountView): readonly Finding[] {
  return valueOr(view.consumer.dnsSupport, [])
    .filter(({ support, hostnames }) => !support || !hostnames)
    .map(({ vpc, support, hostnames }) =>
      found(view, [
        'dns-off',
        vpc,
        `it will not resolve the shared names, because ${offAttributes(support, hostnames)} is off`,
        'Turn on enableDnsSupport and enableDnsHostnames of the VPC',
      ]),
    );
}

function offAttributes(support: boolean, hostnames: boolean): string {
  if (support) return 'enableDnsHostnames';
  return hostnames ? 'enableDnsSupport' : 'each of enableDnsSupport and enableDnsHostnames';
}

function ownEndpoints(view: AccountView): readonly Finding[] {
  if (view.profile === undefined) return [];
  return valueOr(view.provider.endpointConnections, []).map(({ endpoint, service }) => {
    const name = view.site.services.find(({ id }) => id === service)?.name ?? service;
    return found(view, [
      'own-endpoint',
      endpoint,
      `it is an interface endpoint of the account's own to the shared service ${name}, which still costs its hourly price and whose DNS wins over the profile`,
      'Delete it once its VPC is connected',
    ]);
  });
}

/** Attachments of accounts that are no consumers and that Jetway did not make. */
function strangers(view: AccountView): readonly Finding[] {
  if (view.profile !== undefined) return [];
  const tags = valueOr(view.consumer.attachmentTags, new Map<AttachmentId, Tags>());
  const goes = isGone(view.account) && ownShares(view).includes(view.site.transitGateway.share);
  const isOurs = (id: AttachmentId) => goes || madeByReconciler(tags.get(id), view.configuration.name);
  return valueOr(view.provider.attachments, [])
    .filter(({ id, state }) => state !== 'deleting' && state !== 'rejecting' && !isOurs(id))
    .map(({ id, vpc, state }) =>
      found(view, [
        'attachment-of-no-consumer',
        id,
        `it attaches ${vpc} of account ${view.account.id}, which is no consumer, and is ${state}; Jetway gives it no path`,
        'Delete it, or make the account a consumer',
      ]),
    );
}

function unreadable(view: AccountView): readonly Finding[] {
  if (isRefused(view.consumer.vpcs)) {
    const { consumer: role } = view.configuration.roles;
    const elsewhere = unreadableParts({
      provider: view.provider,
      consumer: unseenConsumer({ state: 'not-looked' }),
    });
    return [
      found(view, [
        'role-refused',
        view.account.id,
        `its role ${role} cannot be assumed, so its side of the connection can be neither seen nor changed`,
        'In a new account the StackSet may still be deploying it; otherwise check that the role exists, trusts the reconciler and is not barred by a service control policy',
      ]),
      ...elsewhere.map((part) => unreadableFinding(view, part)),
    ];
  }
  return unreadableParts(view).map((part) => unreadableFinding(view, part));
}

const words: Readonly<Record<UnreadablePart['part'], string>> = {
  principals: 'principals on the resource shares',
  attachments: 'transit gateway attachments',
  propagations: 'propagations and routes',
  prefixListEntries: "place among the prefix list's entries",
  prefixListSize: "prefix list's size",
  overlaps: 'overlaps with other routes',
  endpointConnections: 'connections to the endpoint services',
  vpcs: 'VPCs',
  routeTables: 'route tables',
  profileAssociations: 'profile associations',
  dnsSupport: "VPCs' DNS attributes",
  subnets: 'subnets',
  invitations: 'invitations',
  attachmentTags: "attachments' tags",
  probePlace: 'probe',
};

function unreadableFinding(view: AccountView, { part, error }: UnreadablePart): Finding {
  return found(view, [
    'unreadable',
    view.account.id,
    `its ${words[part]} could not be read, so nothing of it is removed: ${error.problem.what}`,
    error.problem.remedy,
  ]);
}

/** Lambda could not bring the probe where it should be; Jetway goes on trying. */
function probeNotPlaced(view: AccountView): readonly Finding[] {
  const place = valueOr(view.consumer.probePlace, undefined);
  const vpc = probedVpc(view);
  if (vpc === undefined || place?.state !== 'failed') return [];
  return [
    found(view, [
      'probe-failed',
      vpc,
      `Lambda could not put the probe into it: ${place.problem}`,
      'Do what Lambda says, such as freeing addresses of its subnets, or turn the probe off in jetway.yaml',
    ]),
  ];
}

/** What stays inside an account that cannot be entered, for a person to know of. */
function leftBehind(view: AccountView): readonly Finding[] {
  if (view.profile !== undefined) return [];
  const holder = heldByOu(view);
  if (holder !== undefined)
    return [
      found(view, [
        'held-by-ou',
        view.account.id,
        `it cannot be entered, and ${holder} goes on sharing the profile with it, so nothing of its path is removed`,
        'Move the account out of that OU, or give its role back',
      ]),
    ];
  const foreign = valueOr(view.consumer.profileAssociations, []).filter(
    ({ profile, name }) =>
      view.site.profiles.some(({ id }) => id === profile) && name !== `jetway-${view.configuration.name}`,
  );
  const adopted = foreign.map(({ vpc, profile, name }) =>
    found(view, [
      'left-behind',
      vpc,
      `its association "${name}" with ${profile} is not Jetway's, so it stays, without effect once the profile is no longer shared`,
      'Disassociate the profile from the VPC',
    ]),
  );
  const attached = valueOr(view.provider.attachments, []).length > 0;
  if (view.consumer.vpcs.state !== 'out-of-reach' || !attached) return adopted;
  return [
    ...adopted,
    found(view, [
      'left-behind',
      view.account.id,
      'it cannot be entered, so routes and profile associations that it may have inside stay, without effect',
      isGone(view.account)
        ? 'Nothing: they end with the account'
        : 'Delete routes to the transit gateway and associations with the profile in the account',
    ]),
  ];
}
