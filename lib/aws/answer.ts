import * as z from 'zod/mini';
import { JetwayError } from '../model/errors.ts';

/**
 * AWS's answer as the model has it: the SDK's optional members end here.
 * @param about what was asked, for the error
 * @throws JetwayError `unexpected-answer`
 */
export function answered<Schema extends z.core.$ZodType>(
  schema: Schema,
  answer: unknown,
  about: string,
): z.output<Schema> {
  const parsed = z.safeParse(schema, answer);
  if (parsed.success) return parsed.data;
  throw new JetwayError(
    'unexpected-answer',
    {
      resource: about,
      what: `AWS's answer is not what it should be: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`,
      remedy: 'Read again; if it stays so, report it with this text',
    },
    { cause: parsed.error },
  );
}

/** AWS's list of tags as the model's. */
export const TagList = z.pipe(
  z._default(z.array(z.object({ Key: z.string(), Value: z.optional(z.string()) })), []),
  z.transform(
    (list): Readonly<Record<string, string>> =>
      Object.fromEntries(list.map(({ Key, Value = '' }) => [Key, Value])),
  ),
);
