import type { Configuration } from '../lib/config/configuration.ts';
import { auditLogGroup } from '../lib/model/audit-log-group.ts';
import { eventBusName } from '../lib/model/event-bus.ts';
import type { AccountId, Region } from '../lib/model/ids.ts';
import { ledgerTable } from '../lib/model/ledger-store.ts';
import { partitionOf } from '../lib/model/partition.ts';
import { probeFunctionName } from '../lib/model/probe.ts';
import { type QueueNames, queueNames } from '../lib/model/queue-names.ts';

/** The Lambda functions that are named, so that their roles can be trusted before they exist. */
export type FunctionName = 'route-event' | 'sweep' | 'reconcile-account';

export interface Names {
  /** Of stacks: those of a site end in its Region. */
  readonly stack: {
    readonly management: string;
    readonly controlTower: string;
    readonly network: (region: Region) => string;
    readonly endpoint: (region: Region) => string;
    readonly events: (region: Region) => string;
    readonly controlPlane: string;
    readonly consumer: string;
    readonly sampleConsumer: string;
  };
  readonly bus: string;
  readonly queue: QueueNames;
  readonly function: (name: FunctionName) => string;
  /** In the provider account; IAM is global, so only the control plane's Region makes them. */
  readonly role: (name: FunctionName) => string;
  readonly ledgerTable: string;
  readonly auditLogGroup: string;
  readonly stackSet: string;
  /** In every consumer account and site. */
  readonly probe: string;
  /** Of the sample consumer, which may have the other one as well. */
  readonly sampleProbe: string;
  readonly gatewayShare: string;
  readonly profileShare: (profile: string) => string;
  /** Without the prefix of the others: AWS allows 64 characters, and two names have 63. */
  readonly profile: (profile: string) => string;
  readonly prefixList: string;
  /** Of the transit gateway and its route tables: tags `Name`, for the console. */
  readonly transitGateway: {
    readonly gateway: string;
    readonly consumers: string;
    readonly provider: string;
  };
  /** Of SSM parameters: the TXT record that people make for a service. */
  readonly txtRecord: (service: string) => string;
}

/** What everything that the stacks make is called; nobody else makes up a name. */
export function namesOf({ name }: Pick<Configuration, 'name'>): Names {
  const own = `jetway-${name}`;
  return {
    stack: {
      management: `${own}-management`,
      controlTower: `${own}-control-tower`,
      network: (region) => `${own}-network-${region}`,
      endpoint: (region) => `${own}-endpoint-${region}`,
      events: (region) => `${own}-events-${region}`,
      controlPlane: `${own}-control-plane`,
      consumer: `${own}-consumer`,
      sampleConsumer: `${own}-sample-consumer`,
    },
    bus: eventBusName(name),
    queue: queueNames(name),
    function: (one) => `${own}-${one}`,
    role: (one) => `${own}-${one}`,
    ledgerTable: ledgerTable(name),
    auditLogGroup: auditLogGroup(name),
    stackSet: `${own}-consumers`,
    probe: probeFunctionName(name),
    sampleProbe: `${own}-sample-probe`,
    gatewayShare: `${own}-network`,
    profileShare: (profile) => `${own}-${profile}`,
    profile: (profile) => `${name}-${profile}`,
    prefixList: `${own}-consumers`,
    transitGateway: { gateway: own, consumers: `${own}-consumers`, provider: `${own}-provider` },
    txtRecord: (service) => `/jetway/${name}/txt-record/${service}`,
  };
}

/** The ARN of a role by its name, whether it exists yet or not. */
export function roleArn({ region }: { readonly region: Region }, account: AccountId, role: string): string {
  return `arn:${partitionOf(region).name}:iam::${account}:role/${role}`;
}

/** The ARN of Jetway's bus, in the control plane's Region of the provider account. */
export function busArn(configuration: Configuration): string {
  const { account, region } = configuration.provider;
  return `arn:${partitionOf(region).name}:events:${region}:${account}:event-bus/${namesOf(configuration).bus}`;
}
