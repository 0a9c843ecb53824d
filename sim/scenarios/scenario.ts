import * as z from 'zod/mini';
import { contradictions } from './contradictions.ts';
import { type Mistake, readDocument, ScenarioError } from './document.ts';
import { Scenario } from './schema.ts';

/**
 * Reads a scenario.
 * @param file how the text is called in what it throws
 * @throws ScenarioError with every mistake of the text
 */
export function loadScenario(text: string, file = 'scenario.yaml'): Scenario {
  const document = readDocument(text, file);
  const parsed = z.safeParse(Scenario, document.value, { error: z.locales.en().localeError });
  const mistakes: readonly Mistake[] = parsed.success
    ? contradictions(parsed.data)
    : parsed.error.issues.flatMap(each);
  if (mistakes.length > 0 || !parsed.success) throw new ScenarioError(file, mistakes.map(document.place));
  return parsed.data;
}

/** One mistake an unknown key, and where a key of a map is wrong, what is wrong with it. */
function each(issue: z.core.$ZodIssue): readonly Mistake[] {
  const path = issue.path.map((segment) => (typeof segment === 'symbol' ? String(segment) : segment));
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...path, key], sentence: 'expected no such key' }));
  if (issue.code === 'invalid_key') return issue.issues.map(({ message }) => ({ path, sentence: message }));
  return [{ path, sentence: issue.message.replace(/^Invalid (?:input|option): /, '') }];
}
