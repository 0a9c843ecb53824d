import { type Position, readYaml, type Source } from './document.ts';
import { printable } from './mistakes.ts';

/**
 * Reads JSON; never throws.
 * @param what it is the JSON of, for a person: “a site”
 */
export function readJson(text: string, what: string): Source {
  const json = text.replace(/^\uFEFF/, '');
  // JSON is YAML too, whose reader knows where everything stands.
  const yaml = readYaml(json);
  try {
    return { ...yaml, value: JSON.parse(json), broken: [] };
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    const blank = json.trim() === '';
    const mistake = {
      path: '',
      ...placeIn(json, cause.message),
      found: blank ? 'an empty file' : `what is not JSON (${printable(cause.message)})`,
      expected: blank ? `the JSON of ${what}` : 'JSON',
    };
    return { ...yaml, value: undefined, broken: [mistake] };
  }
}

/** V8 tells the place only in its message, and not always; a text that ends too early is wrong at its end. */
function placeIn(json: string, message: string): Position {
  const told = / at position (\d+)/.exec(message)?.[1];
  const offset = told === undefined ? (message.includes('end of JSON') ? json.length : 0) : Number(told);
  const before = json.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
