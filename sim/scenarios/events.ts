import { readFileSync } from 'node:fs';
import { isRecord } from '../wire/protocol.ts';

export type EventName = 'move-account' | 'tag-resource';

/**
 * An event as EventBridge delivers it, from the payload in `events/`.
 * @param replacements what stands in the payload, and what is to stand there instead
 * @throws Error where the payload does not contain what is to be replaced
 */
export function eventOf(
  name: EventName,
  {
    id,
    atMs,
    replacements,
  }: { readonly id: string; readonly atMs: number; readonly replacements: Replacements },
): Readonly<Record<string, unknown>> {
  let text = readFileSync(new URL(`events/${name}.json`, import.meta.url), 'utf8');
  for (const [there, instead] of Object.entries(replacements)) {
    if (!text.includes(there)) throw new Error(`The event ${name} does not contain ${there}`);
    text = text.replaceAll(there, instead);
  }
  const event: unknown = JSON.parse(text);
  if (!isRecord(event) || !isRecord(event.detail)) throw new Error(`The event ${name} is no object`);
  const time = new Date(atMs).toISOString().replace(/\.\d+Z$/, 'Z');
  return { ...event, id, time, detail: { ...event.detail, eventTime: time } };
}

type Replacements = Readonly<Record<string, string>>;
