/** What people ask the audit log, in the order of the manual. */
export const auditQueryNames = ['account', 'changes', 'failures', 'triggers'] as const;

export type AuditQueryName = (typeof auditQueryNames)[number];

/** How many rows a query has at most, the newest ones. */
export const auditQueryLimit = 1000;

const columns =
  'fields time, phase, account, site, step, verb, key, does, reason, outcome, error.code, error.message, ' +
  'error.aws.code, error.aws.requestId, cause.source, cause.name, cause.actor, cause.id, run';
const newest = `sort @timestamp desc\n| limit ${auditQueryLimit}`;

const queries: Readonly<Record<AuditQueryName, string>> = {
  account: `${columns}\n| ${newest}`,
  changes: `filter outcome = "done"\n| ${columns}\n| ${newest}`,
  failures: `filter outcome = "failed"\n| ${columns}\n| ${newest}`,
  triggers: [
    'filter phase = "intent"',
    'stats count(*) as changes, count_distinct(account) as accounts, latest(time) as last by cause.source, cause.name, cause.actor, cause.id',
    'sort last desc',
    `limit ${auditQueryLimit}`,
  ].join('\n| '),
};

/** Whoever opens the saved query `account` in the console puts an account's id in its place. */
const anAccount = '000000000000';

/**
 * A query of the audit log in the language of Logs Insights.
 * @param account narrows it to one account; without it, `account` has twelve zeros to be replaced
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */
export function auditQueryText(
  name: AuditQueryName,
  account: string | undefined = name === 'account' ? anAccount : undefined,
): string {
  return account === undefined ? queries[name] : `filter account = "${account}"\n| ${queries[name]}`;
}
