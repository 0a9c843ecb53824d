import { cloudFormation } from './cloudformation.ts';
import { controlTower } from './controltower.ts';
import { ec2 } from './ec2.ts';
import { Description, Envelope } from './envelope.ts';
import { LookAgain, lookNumberOf, Sweep } from './look-again.ts';
import { networkManager } from './networkmanager.ts';
import { organizations } from './organizations.ts';
import { ram } from './ram.ts';
import type { Reader, Readers } from './reader.ts';
import { route53Profiles } from './route53profiles.ts';
import { tag } from './tag.ts';
import { account, everyone, nobody, type Trigger, type TriggerRules, type Whom } from './trigger.ts';

const sources: Readonly<Record<string, Readers>> = {
  'aws.organizations': organizations,
  'aws.controltower': controlTower,
  'aws.ec2': ec2,
  'aws.route53profiles': route53Profiles,
  'aws.ram': ram,
  'aws.tag': tag,
  'aws.cloudformation': cloudFormation,
  'aws.networkmanager': networkManager,
};

/**
 * Whom an event makes Jetway look at. Nothing else in it is believed, and an event that says nothing useful
 * names nobody and says why.
 * @param event as EventBridge delivers it, or a trigger of Jetway's own; anything at all is allowed
 * @returns the trigger; never throws
 */
export function readTrigger(event: unknown, rules: TriggerRules): Trigger {
  const description = Description.parse(event);
  return description.source === 'jetway'
    ? readOwnTrigger(event, description, rules)
    : trigger(description, readEvent(event, description, rules));
}

function readEvent(event: unknown, description: Description, rules: TriggerRules): Whom {
  const { errorCode, userIdentity } = description.detail;
  const envelope = Envelope.safeParse(event);
  if (!envelope.success || description.id === undefined)
    return nobody('malformed', 'it is not an event as EventBridge delivers it');
  const reader = readerOf(description);
  if (reader === undefined) return nobody('unknown-event', 'Jetway does not listen to it');
  if (errorCode !== undefined) return nobody('failed-call', `the call failed with ${errorCode}`);
  const role = roleOf(userIdentity);
  if (role !== undefined && rules.ownRoles.includes(role))
    return nobody('own-change', `Jetway made the change itself, as ${role}`);
  return reader(envelope.data, rules);
}

function readerOf(description: Description): Reader | undefined {
  const { source = '' } = description;
  const readers = Object.hasOwn(sources, source) ? sources[source] : undefined;
  const name = nameOf(description);
  return readers !== undefined && Object.hasOwn(readers, name) ? readers[name] : undefined;
}

/** The call's name for what CloudTrail recorded, under whichever detail-type; the detail-type for all else. */
function nameOf({ detail, 'detail-type': type = '' }: Description): string {
  return detail.eventName ?? type;
}

function roleOf({ arn, sessionContext }: Description['detail']['userIdentity']): string | undefined {
  return sessionContext.sessionIssuer.userName ?? arn?.match(/:assumed-role\/([^/]+)\//)?.[1];
}

function readOwnTrigger(event: unknown, description: Description, rules: TriggerRules): Trigger {
  // Only AWS itself may send from aws.*, but any account that may put events can call itself jetway.
  const sender = Envelope.shape.account.safeParse(description.account);
  if (description.account !== undefined && sender.data !== rules.providerAccount)
    return trigger(description, nobody('not-authorized', 'it does not come from the provider account'));
  const again = LookAgain.safeParse(event);
  if (again.success) {
    const { account: whom, attempt, because } = again.data.detail;
    const { actor, time } = because;
    const cause = { ...because, actor, time, ...lookNumberOf(again.data.detail), whom: account(whom) };
    return { ...cause, sentence: `look ${attempt} at ${whom}, because of ${because.source} ${because.name}` };
  }
  if (Sweep.safeParse(event).success) return trigger(description, everyone());
  return description['detail-type'] === 'Look Again'
    ? trigger(description, nobody('malformed', 'it does not say whom to look at again'))
    : trigger(description, nobody('unknown-event', 'Jetway does not listen to it'));
}

function trigger(description: Description, whom: Whom): Trigger {
  const { id, source = 'unknown', time, detail } = description;
  const name = nameOf(description) || 'unknown';
  const { arn, principalId, invokedBy } = detail.userIdentity;
  return {
    id: id ?? `${source} ${name} ${time ?? ''}`.trimEnd(),
    source,
    name,
    time,
    actor: arn ?? principalId ?? invokedBy,
    attempt: 1,
    idle: 0,
    whom,
    sentence: `${source} ${name}: ${explain(whom)}`,
  };
}

function explain(whom: Whom): string {
  switch (whom.kind) {
    case 'accounts':
      return `look at ${whom.accounts.join(', ')}`;
    case 'organizational-unit':
      return `look at every account under ${whom.ou}`;
    case 'organization':
      return 'look at every account';
    case 'nobody':
      return `look at nobody: ${whom.sentence}`;
  }
}
