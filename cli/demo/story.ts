import type { AccountId } from '../../lib/model/ids.ts';
import { AccountId as AccountIdSchema } from '../../lib/model/ids.ts';
import type { Outside } from './outside.ts';
import type { Stage } from './stage.ts';
import { connectedVpcs } from './world-state.ts';

/** What happens in one act: the world changes, and what Jetway made of it is judged when all is quiet. */
export interface Scene {
  readonly title: string;
  happen(play: Play): Promise<void>;
  /** What is not as it should be, as sentences. */
  judge(play: Play, outcome: Outcome): readonly string[];
}

export interface Play {
  readonly stage: Stage;
  readonly outside: Outside;
  /** The id of an account by its name. */
  account(name: string): AccountId;
  /** The ids of an account's VPCs, in the order in which they were made. */
  vpcs(name: string): readonly string[];
  /** The id of an OU by its name. */
  ou(name: string): string;
}

export interface Outcome {
  readonly changes: number;
  /** How often an account was looked at. */
  readonly looks: number;
  readonly findings: readonly string[];
}

const sweep = JSON.stringify({ source: 'jetway', 'detail-type': 'Sweep' });

const isConnected = ({ stage, account }: Play, name: string, vpcs: number): readonly string[] => {
  const found = connectedVpcs(stage, account(name)).length;
  return found === vpcs ? [] : [`${name} has ${found} connected VPCs, not ${vpcs}`];
};
const unless = (holds: boolean, sentence: string): readonly string[] => (holds ? [] : [sentence]);
const nothingChanged = (_play: Play, { changes }: Outcome) =>
  unless(changes === 0, `${changes} changes, not none`);
const finds = ({ findings }: Outcome, kind: string) =>
  unless(findings.includes(kind), `no finding ${kind}, but ${findings.join(', ') || 'none'}`);

export const story: readonly Scene[] = [
  {
    title: 'Jetway is deployed: the StackSet reaches the accounts, and the first sweep looks at everybody',
    happen: async () => {}, // the schedule and the StackSet begin by themselves
    judge: (play) => [...isConnected(play, 'orders', 1), ...isConnected(play, 'reports', 1)],
  },
  {
    title: 'An account, pilot, is created',
    async happen({ outside }) {
      await outside.createAccount('pilot');
    },
    judge: nothingChanged,
  },
  {
    title: 'pilot is moved into Production, where the StackSet deploys its role',
    happen: ({ stage, outside, account, ou }) =>
      outside.moveAccount(account('pilot'), stage.world.organization.rootId, ou('Production')),
    judge: (_play, { changes }) => unless(changes === 2, `${changes} changes, not the 2 principals`),
  },
  {
    title: 'pilot attaches its VPC',
    happen: ({ outside, account }) =>
      outside.attach(account('pilot'), outside.addVpc(account('pilot'), '10.8.0.0/16')),
    judge: (play) => isConnected(play, 'pilot', 1),
  },
  {
    title: 'sandbox-ana, outside the OU, is tagged jetway=on',
    happen: ({ outside, account }) => outside.tagAccount(account('sandbox-ana'), 'on'),
    judge: nothingChanged,
  },
  {
    title: 'orders attaches its second VPC',
    happen: ({ outside, account, vpcs }) => outside.attach(account('orders'), vpcs('orders')[1] ?? ''),
    judge: (play) => isConnected(play, 'orders', 2),
  },
  {
    title: 'Somebody stops the propagation of orders by hand, the event is lost, and a sweep finds it',
    async happen({ stage, outside, vpcs }) {
      outside.disablePropagation(vpcs('orders')[0] ?? '');
      stage.later(300, () => stage.send(sweep));
    },
    judge: (play, { changes }) => [
      ...isConnected(play, 'orders', 2),
      ...unless(changes === 1, `${changes} changes, not the 1 propagation`),
    ],
  },
  {
    title: 'billing attaches a VPC that has another profile',
    happen: ({ outside, account, vpcs }) => outside.attach(account('billing'), vpcs('billing')[0] ?? ''),
    judge: (play, outcome) => [...isConnected(play, 'billing', 0), ...finds(outcome, 'other-profile')],
  },
  {
    title: 'search attaches a VPC that overlaps one of orders',
    happen: ({ outside, account, vpcs }) => outside.attach(account('search'), vpcs('search')[0] ?? ''),
    judge: (play, outcome) => [...isConnected(play, 'search', 0), ...finds(outcome, 'cidr-overlap')],
  },
  {
    title: 'reports opts out: jetway=off on the account',
    happen: ({ outside, account }) => outside.tagAccount(account('reports'), 'off'),
    judge: (play) => isConnected(play, 'reports', 0),
  },
  {
    title: 'The pilot is over, and its account is closed',
    happen: ({ outside, account }) => outside.closeAccount(account('pilot')),
    judge: (play) => isConnected(play, 'pilot', 0),
  },
  {
    title: 'Two bad events arrive: one is broken, one is forged by sandbox-ben',
    async happen({ stage, outside, account, ou }) {
      await stage.send(
        '{"source":"aws.organizations","detail-type":"AWS API Call via CloudTrail","detail":{',
      );
      const victim = account('orders');
      const ids = { '333333333333': victim, 'ou-ab12-11111111': ou('Sandbox'), 'r-ab12': ou('Production') };
      await outside.tell('move-account', { ...ids, '111111111111': account('sandbox-ben') });
    },
    judge: (play, outcome) => [
      ...nothingChanged(play, outcome),
      ...unless(outcome.looks === 0, `${outcome.looks} looks, not none`),
    ],
  },
  {
    title: 'The same event arrives twice',
    async happen({ stage, outside, account }) {
      const event = await outside.tell('tag-resource', { '333333333333': account('identity') });
      await stage.send(JSON.stringify(event));
    },
    judge: (play, outcome) => [
      ...nothingChanged(play, outcome),
      ...unless(outcome.looks === 1, `${outcome.looks} looks, not 1`),
    ],
  },
];

export function playOn(stage: Stage, outside: Outside): Play {
  const { organization, ec2 } = stage.world;
  const account = (name: string): AccountId =>
    AccountIdSchema.parse([...organization.accounts.values()].find((one) => one.name === name)?.id);
  return {
    stage,
    outside,
    account,
    vpcs: (name) => [...ec2.vpcs.values()].filter((vpc) => vpc.account === account(name)).map(({ id }) => id),
    ou: (name) => [...organization.ous.values()].find((one) => one.name === name)?.id ?? name,
  };
}
