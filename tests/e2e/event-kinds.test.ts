import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AccountId } from '../../lib/model/ids.ts';
import { AuditRecord } from '../../lib/record/audit.ts';
import { siteIn } from '../../sim/deploy/site.ts';
import { runUntilQuiet } from '../../sim/lambda/run.ts';
import { attachVpc } from '../../sim/services/ec2/gateway/arrange.ts';
import {
  startDeleting,
  startDisabling,
  startDisassociating,
} from '../../sim/services/ec2/gateway/lifecycle.ts';
import { addRouteTable } from '../../sim/services/ec2/route-tables.ts';
import { addSubnet } from '../../sim/services/ec2/subnets.ts';
import { addVpc, newCidr } from '../../sim/services/ec2/vpcs.ts';
import { publish } from '../../sim/services/events/publish.ts';
import { logGroupArn } from '../../sim/services/logs/groups.ts';
import { addAccount, moveAccount, tag, untag } from '../../sim/services/organizations/tree.ts';
import { beginDisassociation } from '../../sim/services/profiles/associations.ts';
import { resolvingProfiles } from '../../sim/services/profiles/resolving.ts';
import { inProcess } from '../../sim/wire/in-process.ts';
import { type Deployed, deployInto, newOrganization, synthesize } from '../support/deployed.ts';
import { openLedger } from '../support/ledger.ts';
import { rememberUses } from '../support/roles.ts';
import { consumersOu, otherOu, provider, region } from '../support/world.ts';
import { fixtureNames } from '../unit/trigger/fixtures.ts';
import { fates } from './event-fates.ts';

const consumer = '333333333333';
const bystander = '444444444444';
const variant = { name: 'accept-organization', resourceSharing: 'organization' } as const;
const folder = mkdtempSync(join(tmpdir(), 'jetway-events-'));

let deployed: Deployed;
let vpc: string;
let told = 0;
beforeAll(async () => {
  const world = newOrganization(variant);
  rememberUses(world);
  deployed = await deployInto(world, synthesize(variant, folder));
  for (const { stop } of world.schedules.schedules.values()) stop(); // no sweep mends what an event tells of
  addAccount(world, { id: consumer, name: 'consumer', parentId: otherOu, tags: { jetway: 'on' } });
  addAccount(world, { id: bystander, name: 'bystander', parentId: consumersOu, tags: { jetway: 'on' } });
  vpc = attach(consumer, '10.1.0.0/16');
  attach(bystander, '10.2.0.0/16');
  await run();
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (longestSeconds = 3600) => runUntilQuiet(deployed.lambda, { longestSeconds });

function gateway() {
  return siteIn(deployed.world, { account: provider, region, name: 'test' });
}

/** A VPC whose attachment waits for the provider. */
function attach(account: string, cidr: string): string {
  const { id } = addVpc(deployed.world, { account, region, cidrs: [cidr] });
  addSubnet(deployed.world, { vpcId: id, cidr });
  const { gatewayId } = gateway().expectation;
  attachVpc(deployed.world, { gatewayId, vpcId: id, state: 'pendingAcceptance' });
  return id;
}

/** The attachment of the consumer's first VPC. */
function attachment(of = vpc) {
  const found = [...deployed.world.ec2.gateway.attachments.values()].find(({ vpcId }) => vpcId === of);
  if (found === undefined) throw new Error(`${of} is not attached`);
  return found;
}

/** The stack that has the rules of an account. */
function ownStack(account: string): string {
  const bus = [...deployed.world.events.buses.values()].find(
    (one) => one.account === account && one.name === 'default',
  );
  const patterns = [...(bus?.rules.values() ?? [])].map(({ pattern }) => pattern?.text).join();
  return /arn:aws:cloudformation:[^"]+/.exec(patterns)?.[0] ?? 'none';
}

/** Puts a stored sample on the default bus of its account, with the ids of this world; returns its id. */
function tell(sample: string): string {
  const { world } = deployed;
  const { gatewayId } = gateway().expectation;
  told += 1;
  const text = readFileSync(new URL(`../events/${sample}`, import.meta.url), 'utf8')
    .replaceAll('vpc-0c0ffee0c0ffee001', vpc)
    .replaceAll('tgw-0a1b2c3d4e5f60718', gatewayId)
    .replaceAll(/arn:aws:cloudformation:eu-west-1:333333333333:stack[^"]+/g, ownStack(consumer));
  const event = { ...JSON.parse(text), id: `${told} ${sample}` };
  // The stack set is the delegated administrator's, and the provider is that.
  const at = sample.startsWith('cfn-stackset') ? { account: provider, region } : event;
  publish(world, { account: at.account, region: at.region, event: { ...event, ...at } });
  return event.id;
}

const lines = () =>
  deployed.lambda.lines.flatMap(({ text }) => (text.startsWith('{') ? [JSON.parse(text)] : []));

const auditOf = (id: string): readonly AuditRecord[] =>
  (
    deployed.world.logs.groups.get(logGroupArn(deployed.world, provider, region, '/jetway/test/audit'))
      ?.events ?? []
  )
    .map(({ message }) => AuditRecord.parse(JSON.parse(message)))
    .filter(({ cause }) => cause.id === id);

const phaseOf = async (account: string) => {
  const ledger = openLedger(deployed.world, { requestHandler: inProcess(deployed.core) });
  const entry = await ledger.entry(AccountId.parse(account));
  return entry.state === 'read' ? entry.value?.phase : entry.state;
};

interface Row {
  readonly event: string;
  readonly change: string;
  readonly make: () => void;
  /** What is done because of the event, each in its words in the audit log. */
  readonly done: readonly string[];
  readonly phase: 'connected' | 'grace' | 'disconnected';
}

const world = () => deployed.world;
const path = ['add association', 'add consumer-route', 'add prefix-list-entry', 'add propagation'];
const shares = ['add gateway-principal', 'add profile-principal'];

const rows: readonly Row[] = [
  {
    event: 'org-move-account.json',
    change: 'an account is moved into the OU',
    make: () => moveAccount(world(), consumer, consumersOu),
    done: shares,
    phase: 'connected',
  },
  {
    event: 'org-tag-resource-account.json',
    change: 'its tag says off',
    make: () => tag(world(), consumer, { jetway: 'off' }),
    done: [],
    phase: 'grace',
  },
  {
    event: 'org-untag-resource-account.json',
    change: 'its tag is gone, and the OU has one',
    make() {
      tag(world(), consumersOu, { jetway: 'on' });
      untag(world(), consumer, ['jetway']);
    },
    done: [],
    phase: 'connected',
  },
  {
    event: 'org-tag-resource-ou.json',
    change: 'the tag of the OU is gone',
    make: () => untag(world(), consumersOu, ['jetway']),
    done: [],
    phase: 'grace',
  },
  {
    event: 'tag-change-org-account.json',
    change: 'its tag says on',
    make: () => tag(world(), consumer, { jetway: 'on' }),
    done: [],
    phase: 'connected',
  },
  {
    event: 'ec2-delete-route.json',
    change: 'its routes are gone',
    make() {
      for (const table of world().ec2.routeTables.values()) if (table.vpcId === vpc) table.routes.length = 0;
    },
    done: ['add consumer-route'],
    phase: 'connected',
  },
  {
    event: 'ec2-create-route-table.json',
    change: 'it has one more route table',
    make: () => void addRouteTable(world(), { vpcId: vpc }),
    done: ['add consumer-route'],
    phase: 'connected',
  },
  {
    event: 'ec2-associate-vpc-cidr-block.json',
    change: 'its VPC has one more CIDR',
    make: () => void world().ec2.vpcs.get(vpc)?.cidrs.push(newCidr(world(), '10.3.0.0/16')),
    done: ['add prefix-list-entry'],
    phase: 'connected',
  },
  {
    event: 'ec2-create-tgw-vpc-attachment-pending-acceptance.json',
    change: 'it attaches one more VPC',
    make: () => void attach(consumer, '10.4.0.0/16'),
    done: ['add attachment', ...path, 'add profile-association'],
    phase: 'connected',
  },
  {
    event: 'ec2-disable-tgw-route-table-propagation.json',
    change: 'somebody disables its propagation',
    make() {
      for (const table of world().ec2.gateway.routeTables.values())
        if (table.propagations.has(attachment().id)) startDisabling(world(), table, attachment());
    },
    done: ['add propagation'],
    phase: 'connected',
  },
  {
    event: 'ec2-disassociate-tgw-route-table.json',
    change: 'somebody takes it off its route table',
    make() {
      const { association } = attachment();
      if (association !== undefined) startDisassociating(world(), attachment(), association);
    },
    done: ['add association'],
    phase: 'connected',
  },
  {
    event: 'r53p-disassociate-profile.json',
    change: 'somebody disassociates its profile',
    make() {
      for (const one of world().profiles.associations.values())
        if (one.vpcId === vpc) beginDisassociation(world(), one);
    },
    done: ['add profile-association'],
    phase: 'connected',
  },
  {
    event: 'ec2-delete-tgw-vpc-attachment.json',
    change: 'it deletes an attachment',
    make: () => startDeleting(world(), attachment(attachedLast())),
    done: ['remove prefix-list-entry', 'remove profile-association'],
    phase: 'connected',
  },
];

function attachedLast(): string {
  return [...world().ec2.vpcs.values()].findLast(({ account }) => account === consumer)?.id ?? 'none';
}

describe('an event brings about what has to be done, and the ledger and the audit log say so', () => {
  test.each(rows)('$change: $event', async ({ event, make, done, phase }) => {
    make();
    world().clock.advance(30); // it has come to rest before anybody hears of it
    const id = tell(event);
    expect(await run()).toMatchObject({ state: 'quiet' });
    const records = auditOf(id).filter(({ account }) => account === consumer);
    const made = records
      .filter(({ outcome }) => outcome === 'done')
      .map(({ verb, step }) => `${verb} ${step}`);
    expect(made).toEqual(expect.arrayContaining([...done]));
    if (done.length === 0) expect(made).toEqual([]);
    expect(await phaseOf(consumer)).toBe(phase);
    expect(await phaseOf(bystander)).toBe('connected');
    expect(resolvingProfiles(world(), region, vpc)).toHaveLength(1); // in a grace period as well
    expect(world().events.lost).toEqual([]);
    expect([...world().queues.queues.values()].flatMap(({ messages }) => messages)).toEqual([]);
  });
});

test('every stored sample wakes whom it should, and where nothing has changed, nothing is changed', async () => {
  const before = deployed.core.journal.records.length;
  const ids = fixtureNames.map((file) => [file.replace('.json', ''), tell(file)] as const);
  expect(await run()).toMatchObject({ state: 'quiet' });
  const logged = lines();
  const fateOf = (id: string) => logged.find(({ trigger }) => trigger?.id === id)?.event ?? 'unheard';
  const namesOf = (fate: string) =>
    ids
      .filter(([, id]) => fateOf(id) === fate)
      .map(([name]) => name)
      .sort();
  expect(Object.fromEntries(Object.keys(fates).map((fate) => [fate, namesOf(fate)]))).toEqual(fates);
  const looks = new Set(logged.flatMap(({ event, cause }) => (event === 'reconciled' ? [cause.id] : [])));
  expect(
    ids
      .filter(([, id]) => looks.has(id) && fateOf(id) !== 'passed-on') // which of those a sweep looks at is its own to say
      .map(([name]) => name)
      .sort(),
  ).toEqual(fates.routed);
  expect(deployed.core.journal.records.slice(before).filter(({ mutating }) => mutating)).toEqual([]);
});
