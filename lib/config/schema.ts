import * as z from 'zod/mini';

/** What the JSON Schema says of a key. */
export const describe = (description: string, more: Readonly<Record<string, unknown>> = {}) =>
  z.meta({ description, ...more });

/** A list of one or more. */
export const list = <T extends z.core.SomeType>(item: T, items: string) =>
  z.array(item, `expected a list of ${items}`).check(z.minLength(1, `expected one or more ${items}`));

export const map = <K extends z.core.$ZodRecordKey, V extends z.core.SomeType>(
  key: K,
  value: V,
  what: string,
) => z.record(key, value, `expected a map of ${what}`);
