import type { Condition, DeployedRole, RoleStatement } from './deployed-role.ts';

/** A role as a section of a Markdown page. */
export function roleInWords({ path, name, description, madeBy, trust, permissions }: DeployedRole): string {
  const facts = [
    `- Name: ${name === undefined ? 'chosen by CloudFormation' : code(name)}`,
    ...(description === undefined ? [] : [`- ${description}`]),
    ...(madeBy === undefined ? [] : [`- Made by CDK's own ${code(madeBy)}`]),
    ...trust.map((one) => `- May be assumed by ${trusted(one)}`),
  ];
  const rows = permissions.map(
    (one) =>
      `| ${[sidOf(one), lines(one.actions), lines(one.resources), where(one.conditions), why(one)].join(' | ')} |`,
  );
  const table =
    rows.length === 0
      ? 'It allows nothing.'
      : [
          '| statement | actions | resources | only where | why a wildcard |',
          '| --- | --- | --- | --- | --- |',
          ...rows,
        ].join('\n');
  return [`### ${path}`, facts.join('\n'), table].join('\n\n');
}

function sidOf({ sid, effect }: RoleStatement): string {
  const name = sid === undefined ? '–' : code(sid);
  return effect === 'Deny' ? `${name} **denies**` : name;
}

function trusted({ principals, conditions }: RoleStatement): string {
  const who = principals.map(({ kind, value }) => principal(kind, value)).join(', ');
  return conditions.length === 0 ? who : `${who}, only where ${conditions.map(inWords).join(', and ')}`;
}

function principal(kind: string, value: string): string {
  const account = /:(\d{12}):root$/.exec(value)?.[1];
  if (account !== undefined) return `principals of account ${account}`;
  return kind === 'Service' ? `the service ${code(value)}` : code(value);
}

const where = (conditions: readonly Condition[]): string =>
  conditions.length === 0 ? '–' : conditions.map(inWords).join(',<br>and ');

function inWords({ operator, key, values }: Condition): string {
  const any = values.map(code).join(' or ');
  switch (operator) {
    case 'StringEquals':
    case 'ArnEquals':
      return `${code(key)} is ${any}`;
    case 'ForAllValues:StringEquals':
      return `each ${code(key)} is ${any}`;
    case 'StringLike':
    case 'ArnLike':
      return `${code(key)} is like ${any}`;
    case 'Null':
      return `${code(key)} is ${values.includes('true') ? 'absent' : 'there'}`;
    default:
      throw new Error(`${operator} ${key}: say in scripts/roles/words.ts what it means`);
  }
}

function why({ because, effect, resources }: RoleStatement): string {
  if (because !== undefined) return because.replaceAll('|', '\\|');
  if (!resources.some((one) => one.includes('*'))) return '–';
  return effect === 'Deny' ? 'A denial is best whole' : 'CDK’s own grant';
}

const lines = (values: readonly string[]): string => values.map(code).join('<br>');
const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;
