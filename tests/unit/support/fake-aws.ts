import type { Clock } from '../../../lib/model/clock.ts';
import { JetwayError } from '../../../lib/model/errors.ts';
import type { VpcId } from '../../../lib/model/ids.ts';
import type {
  Attachment,
  PrefixListEntry,
  PrincipalAssociation,
  ProfileAssociation,
  Propagation,
  RouteTable,
  Vpc,
} from '../../../lib/model/network.ts';
import type { OrganizationAccount } from '../../../lib/model/organization.ts';
import type { ConsumerPort, Ports, ProviderPort } from '../../../lib/model/ports.ts';
import type { ProbeCheck, ProbePlace, ProbeResult } from '../../../lib/model/probe.ts';
import type { Context } from '../../../lib/reconcile.ts';
import type { AuditRecord } from '../../../lib/record/audit.ts';
import { aConfiguration, anAccount, aSite } from './configuration.ts';
import * as ids from './ids.ts';
import { anAttachment, aRouteTable, aVpc } from './network.ts';

/** One account's world: changes are there at once, but for an accepted attachment, which takes its time. */
export interface FakeAws {
  account: OrganizationAccount;
  vpcs: readonly Vpc[];
  principals: readonly PrincipalAssociation[];
  attachments: readonly Attachment[];
  propagations: readonly Propagation[];
  entries: readonly PrefixListEntry[];
  routeTables: readonly RouteTable[];
  associations: readonly ProfileAssociation[];
  roleRefused: boolean;
  /** Where the function of the probe is. */
  probe: ProbePlace | undefined;
  /** What it answers. */
  answer: (check: ProbeCheck) => ProbeResult;
  prefixListSettled: boolean;
  /** Each call to any port, in order: "provider.principals". */
  readonly calls: string[];
  /** When each attachment was accepted. */
  readonly acceptedAtMs: Map<string, number>;
  /** What a method throws instead of doing it. */
  readonly failures: Map<string, JetwayError>;
  readonly slept: number[];
  readonly audit: AuditRecord[];
  readonly clock: Clock;
}

/** A consumer with one VPC and a pending attachment. */
export function aFakeAws(changes: Partial<FakeAws> = {}): FakeAws {
  let nowMs = Date.parse('2026-01-01T00:00:00Z');
  const slept: number[] = [];
  const { association: _, ...pending } = anAttachment(1, { state: 'pendingAcceptance' });
  return {
    account: anAccount(),
    vpcs: [aVpc(1)],
    principals: [],
    attachments: [pending],
    propagations: [],
    entries: [],
    routeTables: [aRouteTable(1, [])],
    associations: [],
    roleRefused: false,
    probe: { vpc: undefined, state: 'settled', problem: '' },
    answer: (check) => aProbeResult(check),
    prefixListSettled: true,
    calls: [],
    acceptedAtMs: new Map(),
    failures: new Map(),
    slept,
    audit: [],
    clock: {
      nowMs: () => nowMs,
      async sleep(seconds) {
        slept.push(seconds);
        nowMs += seconds * 1000;
      },
    },
    ...changes,
  };
}

function aProbeResult(
  { service, name, port }: ProbeCheck,
  state: ProbeResult['state'] = 'answered',
): ProbeResult {
  return { service, name, port, state, addresses: [], detail: `it was ${state}`, elapsedMs: 1 };
}

export function refused(code: JetwayError['code']): JetwayError {
  return new JetwayError(code, { resource: 'vpc-1', what: 'AWS refused it', remedy: 'See why' });
}

export function contextOf(aws: FakeAws, changes: Partial<Context> = {}): Context {
  return {
    configuration: aConfiguration(),
    sites: [aSite()],
    ports: portsOf(aws),
    audit: { write: async (records) => void aws.audit.push(...records) },
    clock: aws.clock,
    run: { id: 'run-1', cause: { id: 'cause-1', source: 'test', name: 'test' }, mode: 'enforce' },
    ...changes,
  };
}

function portsOf(aws: FakeAws): Ports {
  const called = (method: string): void => {
    aws.calls.push(method);
    const failure = aws.failures.get(method);
    if (failure !== undefined) throw failure;
  };
  const provider = providerOf(aws, called);
  const consumer = consumerOf(aws, called);
  return {
    organization: {
      async account(id) {
        called('organization.account');
        const { name = 'consumer', state, ancestors } = aws.account;
        return state === 'DEPARTED' ? undefined : { id, name, state, path: ancestors.map((one) => one.id) };
      },
      async accounts() {
        throw new Error('one account is looked at, not all');
      },
      async tags(id) {
        called('organization.tags');
        return id === aws.account.id ? aws.account.tags : {};
      },
      async tagged() {
        throw new Error('one account is looked at, not all');
      },
      ouName: async (id) => id,
    },
    provider: () => provider,
    async consumer() {
      called('consumer');
      if (aws.roleRefused) throw refused('role-refused');
      return consumer;
    },
    siteParameter: async () => undefined,
  };
}

function providerOf(aws: FakeAws, called: (method: string) => void): ProviderPort {
  const changeAttachment = (id: Attachment['id'], change: (one: Attachment) => Attachment): void => {
    aws.attachments = aws.attachments.map((one) => (one.id === id ? change(one) : one));
  };
  return {
    async principals(shares, principal) {
      called('provider.principals');
      return aws.principals.filter(
        (one) => shares.includes(one.share) && (principal === undefined || one.principal === principal),
      );
    },
    async associatePrincipals(share, principals) {
      called('provider.associatePrincipals');
      const added = principals.map((principal) => ({ share, principal, status: 'ASSOCIATED' as const }));
      aws.principals = [...aws.principals, ...added];
    },
    async disassociatePrincipals(share, principals) {
      called('provider.disassociatePrincipals');
      aws.principals = aws.principals.filter(
        (one) => one.share !== share || !principals.includes(one.principal),
      );
    },
    async attachments() {
      called('provider.attachments');
      for (const [id, atMs] of aws.acceptedAtMs)
        if (aws.clock.nowMs() >= atMs + 40_000)
          aws.attachments = aws.attachments.map((one) =>
            one.id === id && one.state === 'pending' ? { ...one, state: 'available' } : one,
          );
      return aws.attachments;
    },
    async acceptAttachment(id) {
      called('provider.acceptAttachment');
      aws.acceptedAtMs.set(id, aws.clock.nowMs());
      changeAttachment(id, (one) => ({ ...one, state: 'pending' }));
    },
    async deleteAttachment(id) {
      called('provider.deleteAttachment');
      aws.attachments = aws.attachments.filter((one) => one.id !== id);
    },
    async propagations(table) {
      called('provider.propagations');
      return aws.propagations.filter((one) => one.table === table);
    },
    async associate(table, id) {
      called('provider.associate');
      changeAttachment(id, (one) => ({ ...one, association: { table, state: 'associated' } }));
    },
    async disassociate(_table, id) {
      called('provider.disassociate');
      changeAttachment(id, ({ association: _, ...one }) => one);
    },
    async enablePropagation(table, attachment) {
      called('provider.enablePropagation');
      const vpc = aws.attachments.find(({ id }) => id === attachment)?.vpc;
      const cidrs = aws.vpcs.find(({ id }) => id === vpc)?.cidrs ?? [];
      aws.propagations = [...aws.propagations, { table, attachment, state: 'enabled', cidrs }];
    },
    async disablePropagation(table, attachment) {
      called('provider.disablePropagation');
      aws.propagations = aws.propagations.filter(
        (one) => one.table !== table || one.attachment !== attachment,
      );
    },
    async overlapping() {
      called('provider.overlapping');
      return [];
    },
    async prefixListEntries() {
      called('provider.prefixListEntries');
      return aws.entries;
    },
    async prefixListSize() {
      called('provider.prefixListSize');
      return { settled: aws.prefixListSettled, maxEntries: 100 };
    },
    async addEntries(_list, entries) {
      called('provider.addEntries');
      aws.entries = [...aws.entries, ...entries];
    },
    async removeEntries(_list, cidrs) {
      called('provider.removeEntries');
      aws.entries = aws.entries.filter(({ cidr }) => !cidrs.includes(cidr));
    },
    async endpointConnections() {
      called('provider.endpointConnections');
      return [];
    },
  };
}

function consumerOf(aws: FakeAws, called: (method: string) => void): ConsumerPort {
  const changeRoutes = (
    id: RouteTable['id'],
    change: (routes: RouteTable['routes']) => RouteTable['routes'],
  ) => {
    aws.routeTables = aws.routeTables.map((one) =>
      one.id === id ? { ...one, routes: change(one.routes) } : one,
    );
  };
  return {
    async vpcs() {
      called('consumer.vpcs');
      return aws.vpcs;
    },
    async subnets() {
      called('consumer.subnets');
      return [];
    },
    async dnsSupport(vpc: VpcId) {
      called('consumer.dnsSupport');
      return { vpc, support: true, hostnames: true };
    },
    async routeTables() {
      called('consumer.routeTables');
      return aws.routeTables;
    },
    async profileAssociations() {
      called('consumer.profileAssociations');
      return aws.associations;
    },
    async invitations() {
      called('consumer.invitations');
      return [];
    },
    async attachmentTags() {
      called('consumer.attachmentTags');
      return new Map(aws.attachments.map(({ id }) => [id, {}]));
    },
    async probePlace() {
      called('consumer.probePlace');
      return aws.probe;
    },
    async askProbe(_name, { checks }) {
      called('consumer.askProbe');
      return { results: checks.map((check) => aws.answer(check)) };
    },
    async moveProbeInto(vpc) {
      called('consumer.moveProbeInto');
      aws.probe = { vpc, state: 'settled', problem: '' };
    },
    async takeProbeOut() {
      called('consumer.takeProbeOut');
      aws.probe = { vpc: undefined, state: 'settled', problem: '' };
    },
    async acceptInvitation() {
      called('consumer.acceptInvitation');
    },
    async createAttachment() {
      called('consumer.createAttachment');
    },
    async deleteAttachment() {
      called('consumer.deleteAttachment');
    },
    async createRoute(table, destination, target) {
      called('consumer.createRoute');
      changeRoutes(table, (routes) => [...routes, { destination, target, state: 'active' }]);
    },
    async deleteRoute(table, destination) {
      called('consumer.deleteRoute');
      changeRoutes(table, (routes) => routes.filter((one) => one.destination !== destination));
    },
    async associateProfile(profile, vpc, name) {
      called('consumer.associateProfile');
      aws.associations = [...aws.associations, { profile, vpc, name, status: 'COMPLETE' }];
    },
    async disassociateProfile(profile, vpc) {
      called('consumer.disassociateProfile');
      aws.associations = aws.associations.filter((one) => one.vpc !== vpc || one.profile !== profile);
    },
  };
}

/** How often a method was called. */
export const count = (aws: FakeAws, method: string): number =>
  aws.calls.filter((one) => one === method).length;

/** The changes among the calls, in order. */
export const changesOf = ({ calls }: FakeAws): readonly string[] =>
  calls.filter((one) =>
    /\.(associate|disassociate|accept|delete|enable|disable|add|remove|create)/.test(one),
  );

/** A deep look at the consumer alone. */
export const scope = { accounts: [ids.consumer], deep: true };
