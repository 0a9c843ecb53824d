import * as z from 'zod/mini';
import { JetwayError, type Problem } from '../lib/model/errors.ts';

/**
 * What a function is given with its deployment, as the schema has it.
 * @throws JetwayError `configuration`, which says all that is wrong of the resource
 */
export function parsed<Schema extends z.core.$ZodType>(
  schema: Schema,
  given: unknown,
  problem: Pick<Problem, 'resource' | 'remedy'>,
): z.output<Schema> {
  const { data, error, success } = z.safeParse(schema, given);
  if (success) return data;
  throw new JetwayError('configuration', {
    ...problem,
    what: z.prettifyError(error).replaceAll('\n', ' '),
  });
}
