import { ConfigurationError } from '../../lib/config/mistakes.ts';
import { JetwayError } from '../../lib/model/errors.ts';
import { paragraph, type Style, safe } from './style.ts';

/** An error as a person reads it. The stack of an unforeseen one is shown only where it is asked for. */
export function errorText(error: unknown, debug: boolean, style: Style): string {
  const { colours } = style;
  const red = (text: string) => colours.red(text);
  const stack = debug && error instanceof Error ? [colours.dim(error.stack ?? '')] : [];
  if (error instanceof ConfigurationError) return joined([labelled(red, error.message), ...stack]);
  if (error instanceof JetwayError) {
    const { resource, what, remedy, aws } = error.problem;
    return joined([
      ...labelledParagraph(red, `${resource}: ${what}.`, style),
      ...paragraph('  → ', `${remedy}.`, style),
      ...(aws === undefined ? [] : [colours.dim(`  ${safe(awsText(aws))}`)]),
      ...stack,
    ]);
  }
  const message = error instanceof Error ? error.message : String(error);
  return joined([
    ...labelledParagraph(red, `Jetway itself failed: ${message}`, style),
    ...(debug ? stack : paragraph('  → ', 'Run it again with JETWAY_DEBUG=1 to see where.', style)),
  ]);
}

function awsText({
  service,
  operation,
  code,
  requestId,
}: NonNullable<JetwayError['problem']['aws']>): string {
  return `AWS ${service} ${operation}: ${code}${requestId === undefined ? '' : `, request ${requestId}`}`;
}

function labelled(red: (text: string) => string, text: string): string {
  return `${red('Error:')} ${text}`;
}

function labelledParagraph(red: (text: string) => string, text: string, style: Style): readonly string[] {
  const label = 'Error: ';
  const wrapped = paragraph(label, text, style);
  return wrapped.map((line, index) =>
    index === 0 ? labelled(red, line.slice(label.length)) : `  ${line.trimStart()}`,
  );
}

function joined(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
