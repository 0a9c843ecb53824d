import type * as sdk from '@aws-sdk/client-eventbridge';
import type { Call } from '../../call.ts';
import type { Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import { busWithArn, meantBusArn } from './buses.ts';
import { arrive } from './deliver.ts';
import type { EventBus, EventRule, RuleTarget } from './state.ts';

const mostEntries = 10;
const mostBytes = 262_144;

export const events: Operations<typeof sdk> = {
  PutEvents: {
    takes: ['Entries'],
    answer({ Entries = [] }, call) {
      if (Entries.length === 0 || Entries.length > mostEntries)
        refuse('ValidationException', `A request has 1 to ${mostEntries} entries, not ${Entries.length}.`);
      const answers = Entries.map((entry) => put(entry, call));
      return {
        FailedEntryCount: answers.filter(({ ErrorCode }) => ErrorCode !== undefined).length,
        Entries: answers,
      };
    },
  },
  ListRules: {
    takes: ['EventBusName', 'NamePrefix'],
    answer({ EventBusName, NamePrefix = '' }, call) {
      const rules = [...existingBus(EventBusName, call).rules.values()];
      return { Rules: rules.filter(({ name }) => name.startsWith(NamePrefix)).map(describe) };
    },
  },
  DescribeRule: {
    takes: ['EventBusName', 'Name'],
    answer: ({ EventBusName, Name }, call) => ({ ...describe(existingRule(EventBusName, Name, call)) }),
  },
  ListTargetsByRule: {
    takes: ['EventBusName', 'Rule'],
    answer: ({ EventBusName, Rule }, call) => ({
      Targets: existingRule(EventBusName, Rule, call).targets.map(describeTarget),
    }),
  },
};

/** An entry is accepted or refused by itself; one for a bus that does not exist is accepted, and gone. */
function put(entry: sdk.PutEventsRequestEntry, call: Call): sdk.PutEventsResultEntry {
  const { Source = '', DetailType = '', Detail = '', Resources = [], Time, EventBusName } = entry;
  const invalid = (ErrorMessage: string) => ({ ErrorCode: 'InvalidArgument', ErrorMessage });
  if (Source === '') return invalid('Parameter Source is not valid. Reason: Source is a required argument.');
  if (DetailType === '')
    return invalid('Parameter DetailType is not valid. Reason: DetailType is a required argument.');
  if (Detail === '') return invalid('Parameter Detail is not valid. Reason: Detail is a required argument.');
  if (Source.startsWith('aws.'))
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  if (Buffer.byteLength(Source + DetailType + Detail + Resources.join('')) > mostBytes)
    return invalid(`The entry is larger than ${mostBytes} bytes.`);
  const detail = objectIn(Detail);
  if (detail === undefined) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  const { world, caller, region } = call;
  const event = {
    version: '0',
    id: world.random.uuid(),
    'detail-type': DetailType,
    source: Source,
    account: caller.account,
    time: `${(Time ?? world.clock.now()).toISOString().slice(0, 19)}Z`,
    region,
    resources: Resources,
    detail,
  };
  const bus = findBus(EventBusName, call);
  if (bus !== undefined) arrive(world, bus, event, 'sender');
  return { EventId: event.id };
}

function objectIn(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined; // not JSON, which the caller is told as for any other detail that is no object
  }
}

function findBus(nameOrArn: string | undefined, { world, caller, region }: Call): EventBus | undefined {
  return busWithArn(world, meantBusArn(world, { account: caller.account, region }, nameOrArn));
}

function existingBus(nameOrArn: string | undefined, call: Call): EventBus {
  return (
    findBus(nameOrArn, call) ?? refuse('ResourceNotFoundException', `Event bus ${nameOrArn} does not exist.`)
  );
}

function existingRule(bus: string | undefined, name = '', call: Call): EventRule {
  return (
    existingBus(bus, call).rules.get(name) ??
    refuse('ResourceNotFoundException', `Rule ${name} does not exist on EventBus ${bus ?? 'default'}.`)
  );
}

function describe({ name, arn, bus, state, description, pattern, scheduleExpression }: EventRule) {
  return {
    Name: name,
    Arn: arn,
    State: state,
    EventBusName: bus.split('/').at(-1),
    ...(description !== undefined && { Description: description }),
    ...(pattern !== undefined && { EventPattern: pattern.text }),
    ...(scheduleExpression !== undefined && { ScheduleExpression: scheduleExpression }),
  };
}

function describeTarget({
  id,
  arn,
  roleArn,
  deadLetterArn,
  messageGroupId,
  retry,
  input,
}: RuleTarget): sdk.Target {
  return {
    Id: id,
    Arn: arn,
    ...(roleArn !== undefined && { RoleArn: roleArn }),
    ...(deadLetterArn !== undefined && { DeadLetterConfig: { Arn: deadLetterArn } }),
    ...(messageGroupId !== undefined && { SqsParameters: { MessageGroupId: messageGroupId } }),
    ...(retry !== undefined && {
      RetryPolicy: {
        MaximumRetryAttempts: retry.maximumAttempts,
        MaximumEventAgeInSeconds: retry.maximumAgeSeconds,
      },
    }),
    ...(input?.kind === 'constant' && { Input: input.text }),
    ...(input?.kind === 'part' && { InputPath: input.path }),
    ...(input?.kind === 'transformed' && {
      InputTransformer: { InputPathsMap: { ...input.paths }, InputTemplate: input.template },
    }),
  };
}
