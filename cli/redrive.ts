import { Command, Option } from 'commander';
import { deadLetterQueue } from '../lib/aws/dead-letters.ts';
import { sqsClient } from '../lib/aws/sqs-client.ts';
import { JetwayError } from '../lib/model/errors.ts';
import type { AccountId } from '../lib/model/ids.ts';
import { queueNames } from '../lib/model/queue-names.ts';
import { subjectOfRequest, subjectOfTrigger } from '../lib/trigger/dead-letter.ts';
import type { TriggerRules } from '../lib/trigger/trigger.ts';
import { type ControlPlane, openControlPlane } from './control-plane.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { Interrupted } from './interruption.ts';
import type { Io } from './io.ts';
import { accountId } from './options.ts';
import { Progress } from './progress.ts';
import { isLeft, type OpenedQueue, type QueueName, queueOrder, type Survey, survey } from './survey.ts';
import { errorText } from './text/error.ts';
import { redriveText, returnedText } from './text/redrive.ts';
import { counted, styleOf } from './text/style.ts';

interface RedriveOptions {
  readonly config: string;
  readonly return?: true;
  readonly yes?: true;
  readonly queue?: QueueName;
  readonly json?: true;
}

/** `jetway redrive` */
export const redrive = (io: Io, end: (code: ExitCode) => void): Command =>
  new Command('redrive')
    .description('show what was given up, and send it back to the queue that it came from')
    .argument('[account]', '12-digit account id: only what names it; without it, everything', accountId)
    .option('--return', 'send it back, after asking')
    .option('--yes', 'do not ask')
    .addOption(new Option('--queue <name>', 'only of this queue (default: all)').choices(queueOrder))
    .option('--config <file>', 'the configuration', 'jetway.yaml')
    .option('--json', 'print only JSON')
    .addHelpText(
      'after',
      '\nExit codes: 0 there is none or all went back, 2 some are there, 1 failed or not approved, 130 interrupted.',
    )
    .action(async (account: AccountId | undefined, options: RedriveOptions) =>
      end(await runRedrive(account, options, io)),
    );

async function runRedrive(
  account: AccountId | undefined,
  options: RedriveOptions,
  io: Io,
): Promise<ExitCode> {
  const asks = options.return === true && options.yes !== true;
  if (asks && io.ask === undefined) throw nobodyToAsk();
  const screen = options.json ? io.err : io.out;
  const interruption = new AbortController();
  const stopListening = io.onInterrupt(() => interruption.abort());
  const looking = { account, progress: new Progress(io), interrupted: interruption.signal };
  try {
    const controlPlane = await openControlPlane(options.config, io);
    const queues = await open(controlPlane, options);
    const shown = await survey(queues, looking, 'Reading');
    const errors = await lastErrors(shown, controlPlane, io);
    const style = styleOf(screen);
    const text = () => redriveText(shown, { errors, nowMs: io.clock.nowMs() }, style);
    if (options.return !== true) {
      io.out.write(options.json ? jsonOf(shown, errors) : text());
      return codeOf(shown);
    }
    screen.write(text());
    const todo = shown.found.filter(({ subject }) => subject.known).length;
    if (todo === 0) {
      if (options.json) io.out.write(jsonOf(shown, errors));
      return codeOf(shown);
    }
    const stopped = interruptedBy(interruption.signal);
    const answer = asks ? io.ask?.(question(todo, shown)) : true;
    if ((await Promise.race([answer, stopped])) !== true) {
      screen.write('Nothing was sent back.\n');
      return exitCodes.failed;
    }
    const after = await survey(queues, looking, 'Sending back');
    screen.write(returnedText(after, style));
    if (options.json) io.out.write(jsonOf(after, errors));
    return codeOf(after);
  } finally {
    stopListening();
  }
}

function interruptedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Interrupted('Nothing was sent back.')));
  });
}

async function open(
  { configuration, client }: ControlPlane,
  { queue: only }: RedriveOptions,
): Promise<readonly OpenedQueue[]> {
  const { name, provider, organization } = configuration;
  const sqs = sqsClient(client);
  const names = queueNames(name);
  // Whose change it was decides nothing here: the function that gets it back looks itself.
  const rules: TriggerRules = {
    managementAccount: organization.managementAccount,
    providerAccount: provider.account,
    ownRoles: [],
  };
  const read = (body: Parameters<typeof subjectOfTrigger>[0]) => subjectOfTrigger(body, rules);
  const each = {
    triggers: { source: names.triggers, deadLetters: names.triggersDeadLetters, read },
    sweeps: { source: names.sweeps, deadLetters: names.sweepsDeadLetters, read },
    requests: { source: names.requests, deadLetters: names.requestsDeadLetters, read: subjectOfRequest },
    undelivered: { source: names.triggers, deadLetters: names.undelivered, read },
  } as const satisfies Record<QueueName, object>;
  const opened: OpenedQueue[] = [];
  try {
    for (const queue of queueOrder) {
      if (only !== undefined && queue !== only) continue;
      const { read: readLetter, ...named } = each[queue];
      opened.push({ queue, letters: await deadLetterQueue(sqs, named), read: readLetter });
    }
  } catch (error) {
    throw error instanceof JetwayError && error.code === 'not-found' ? noQueue(error) : error;
  }
  return opened;
}

/** Why the last look at each account failed, as far as the ledger knows. */
async function lastErrors(
  { found }: Survey,
  { ledger }: ControlPlane,
  io: Io,
): Promise<ReadonlyMap<AccountId, string>> {
  const accounts = new Set(found.flatMap(({ subject }) => subject.accounts));
  if (accounts.size === 0) return new Map();
  try {
    const errors = new Map<AccountId, string>();
    for (const [account, memory] of await ledger.entries())
      if (accounts.has(account) && memory.state === 'read' && memory.value?.error !== undefined)
        errors.set(account, memory.value.error.message);
    return errors;
  } catch (error) {
    if (!(error instanceof JetwayError)) throw error;
    io.err.write(`Why looks failed is not known, because the ledger could not be read.\n`);
    io.err.write(errorText(error, io.debug, styleOf(io.err)));
    return new Map();
  }
}

function codeOf({ found, unseen }: Survey): ExitCode {
  return unseen > 0 || found.some(isLeft) ? exitCodes.somethingToDo : exitCodes.done;
}

function question(todo: number, { unseen }: Survey): string {
  const behind = unseen === 0 ? '' : `, and what is behind ${todo === 1 ? 'it' : 'them'},`;
  return `\nSend ${counted(todo, 'dead letter')}${behind} back?`;
}

function jsonOf({ found, unseen }: Survey, errors: ReadonlyMap<AccountId, string>): string {
  const deadLetters = found.map(({ queue, letter, subject, returned }) => {
    const because = letter.failure ?? subject.accounts.map((account) => errors.get(account)).find(Boolean);
    return {
      queue,
      id: letter.id,
      sentAt: new Date(letter.sentAtMs).toISOString(),
      received: letter.received,
      ...subject,
      ...(because === undefined ? {} : { because }),
      body: letter.body,
      returned,
    };
  });
  return `${JSON.stringify({ deadLetters, unseen }, null, 2)}\n`;
}

function nobodyToAsk(): JetwayError {
  return new JetwayError('configuration', {
    resource: 'jetway redrive',
    what: 'it asks before it sends anything back, and there is no terminal to ask on, so nothing was sent',
    remedy: 'Pass --yes to send it back without being asked',
  });
}

function noQueue(cause: JetwayError): JetwayError {
  return new JetwayError(
    'not-found',
    {
      ...cause.problem,
      what: 'there is no such queue, so nothing can be told of its dead letters',
      remedy: 'Deploy the control plane, which makes it, or check name and provider.region in jetway.yaml',
    },
    { cause },
  );
}
