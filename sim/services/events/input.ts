import { isObject } from './pattern-error.ts';
import type { SimulatedEvent, TargetInput } from './state.ts';

/**
 * The text that a target gets of an event.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function inputFor(event: SimulatedEvent, input: TargetInput | undefined, ruleArn: string): string {
  switch (input?.kind) {
    case undefined:
      return JSON.stringify(event);
    case 'constant':
      return input.text;
    case 'part':
      return JSON.stringify(partOf(event, input.path) ?? null);
    case 'transformed':
      return transformed(event, input, ruleArn);
  }
}

/**
 * Refuses a path that is none: `$`, then names behind dots and numbers in brackets.
 * @throws Error
 */
export function checkInput(input: TargetInput | undefined, where: string): void {
  const paths =
    input?.kind === 'part' ? [input.path] : Object.values(input?.kind === 'transformed' ? input.paths : {});
  for (const path of paths)
    if (!/^\$(\.[\w-]+|\[\d+\])*$/.test(path))
      throw new Error(`${where}: the simulator does not know the JSON path ${path}`);
}

function partOf(event: SimulatedEvent, path: string): unknown {
  let value: unknown = event;
  for (const name of path.match(/[\w-]+/g) ?? [])
    value = Array.isArray(value) ? value[Number(name)] : isObject(value) ? value[name] : undefined;
  return value;
}

/** A placeholder inside quotes becomes text, and one outside of them JSON. */
function transformed(
  event: SimulatedEvent,
  { paths, template }: Extract<TargetInput, { readonly kind: 'transformed' }>,
  ruleArn: string,
): string {
  const own: Readonly<Record<string, unknown>> = {
    'aws.events.event': event,
    'aws.events.event.json': event,
    'aws.events.rule-arn': ruleArn,
    'aws.events.rule-name': ruleArn.split('/').at(-1),
  };
  return template.replaceAll(/<([\w.-]+)>/g, (placeholder, name: string, at: number) => {
    const path = paths[name];
    if (path === undefined && !Object.hasOwn(own, name)) return placeholder;
    const value = path === undefined ? own[name] : partOf(event, path);
    const quoted = (template.slice(0, at).match(/(?<!\\)"/g)?.length ?? 0) % 2 === 1;
    if (!quoted) return JSON.stringify(value ?? null);
    return typeof value === 'string' ? JSON.stringify(value).slice(1, -1) : JSON.stringify(value ?? '');
  });
}
