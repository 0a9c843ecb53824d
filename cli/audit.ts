import { Command, Option } from 'commander';
import { type LogRow, runLogQuery } from '../lib/aws/log-query.ts';
import { logsClient } from '../lib/aws/logs-client.ts';
import { auditLogGroup } from '../lib/model/audit-log-group.ts';
import { type AuditQueryName, auditQueryNames, auditQueryText } from '../lib/model/audit-queries.ts';
import { JetwayError } from '../lib/model/errors.ts';
import type { AccountId } from '../lib/model/ids.ts';
import { openControlPlane } from './control-plane.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import type { Io } from './io.ts';
import { accountId, type Span, span } from './options.ts';
import { Progress } from './progress.ts';
import { auditText } from './text/audit.ts';
import { counted, styleOf } from './text/style.ts';

interface AuditOptions {
  readonly query?: AuditQueryName;
  readonly since: Span;
  readonly config: string;
  readonly json?: true;
}

interface Asked {
  readonly query: AuditQueryName;
  readonly account: AccountId | undefined;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** `jetway audit` */
export const audit = (io: Io, end: (code: ExitCode) => void): Command =>
  new Command('audit')
    .description(
      'ask the audit log what happened to an account, what changed, what failed, or who triggered it',
    )
    .argument('[account]', '12-digit account id; without it, all of them', accountId)
    .addOption(
      new Option('--query <name>', 'what to ask (default: account where one is named, else changes)').choices(
        auditQueryNames,
      ),
    )
    .addOption(
      new Option('--since <time>', 'how far to look back').argParser(span).default(span('24h'), '24h'),
    )
    .option('--config <file>', 'the configuration', 'jetway.yaml')
    .option('--json', 'print only JSON')
    .addHelpText('after', '\nExit codes: 0 it was told, 1 it could not be told, 130 interrupted.')
    .action(async (account: AccountId | undefined, options: AuditOptions) =>
      end(await runAudit(account, options, io)),
    );

async function runAudit(
  account: AccountId | undefined,
  { query = account === undefined ? 'changes' : 'account', since, config, json }: AuditOptions,
  io: Io,
): Promise<ExitCode> {
  if (query === 'account' && account === undefined) throw noAccount();
  const untilMs = io.clock.nowMs();
  const asked: Asked = { query, account, fromMs: untilMs - since.seconds * 1000, untilMs };
  const rows = await ask(asked, config, io);
  if (rows === 'stopped') {
    io.err.write('\nInterrupted. The query was stopped.\n');
    return exitCodes.interrupted;
  }
  io.out.write(json ? jsonOf(asked, rows) : auditText(query, { rows, since: since.text }, styleOf(io.out)));
  return exitCodes.done;
}

async function ask(
  { query, account, fromMs, untilMs }: Asked,
  file: string,
  io: Io,
): Promise<readonly LogRow[] | 'stopped'> {
  const interruption = new AbortController();
  const stopListening = io.onInterrupt(() => interruption.abort());
  let searched = 0;
  try {
    return await new Progress(io).during(
      () => `Searching the audit log: ${counted(searched, 'record')}`,
      async () => {
        const { configuration, client } = await openControlPlane(file, io);
        return runLogQuery(
          logsClient(client),
          { group: auditLogGroup(configuration.name), text: auditQueryText(query, account), fromMs, untilMs },
          {
            clock: io.clock,
            interrupted: interruption.signal,
            onSearched: (records) => {
              searched = records;
            },
          },
        );
      },
    );
  } catch (error) {
    throw error instanceof JetwayError && error.code === 'not-found' ? noLog(error) : error;
  } finally {
    stopListening();
  }
}

function jsonOf({ query, account, fromMs, untilMs }: Asked, rows: readonly LogRow[]): string {
  const [from, until] = [fromMs, untilMs].map((ms) => new Date(ms).toISOString());
  const answer = { query, ...(account === undefined ? {} : { account }), from, until, rows };
  return `${JSON.stringify(answer, null, 2)}\n`;
}

function noAccount(): JetwayError {
  return new JetwayError('configuration', {
    resource: 'jetway audit',
    what: 'the query account is about one account, and none is named',
    remedy: 'Name it: jetway audit ACCOUNT',
  });
}

function noLog(cause: JetwayError): JetwayError {
  return new JetwayError(
    'not-found',
    {
      ...cause.problem,
      what: 'there is no such log group, so nothing is on record there',
      remedy:
        'Deploy the control plane, which makes it, or check name and provider.region in jetway.yaml; the file of `jetway apply` is beside it',
    },
    { cause },
  );
}
