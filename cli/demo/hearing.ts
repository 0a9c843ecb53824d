import * as z from 'zod/mini';
import type { Configuration } from '../../lib/config/configuration.ts';
import { auditLogGroup } from '../../lib/model/audit-log-group.ts';
import { AuditRecord } from '../../lib/record/audit.ts';
import type { Lambda } from '../../sim/lambda/runtime.ts';
import { logGroupArn } from '../../sim/services/logs/groups.ts';

/** A line of a function's log or of the audit log, and when it was written, in simulated time. */
export type Heard =
  | { readonly atMs: number; readonly line: Readonly<Record<string, unknown>> }
  | { readonly atMs: number; readonly audit: AuditRecord };

const Line = z.looseObject({ event: z.string() });

/** Reads what the functions write, as whoever follows their logs does. */
export class Hearing {
  readonly heard: Heard[] = [];
  readonly #lambda: Lambda;
  readonly #group: string;
  #lines = 0;
  #records = 0;

  constructor(lambda: Lambda, { name, provider }: Configuration) {
    this.#lambda = lambda;
    this.#group = logGroupArn(lambda.world, provider.account, provider.region, auditLogGroup(name));
  }

  /** Adds what was written since the last time, in the order of its times. */
  listen(): void {
    const { lines, world } = this.#lambda;
    const events = world.logs.groups.get(this.#group)?.events ?? [];
    const news: Heard[] = [
      ...lines.slice(this.#lines).flatMap(({ atMs, text }) => {
        const { data } = Line.safeParse(jsonOf(text));
        return data === undefined ? [] : [{ atMs, line: data }];
      }),
      ...events.slice(this.#records).map(({ message }) => {
        const audit = AuditRecord.parse(JSON.parse(message));
        return { atMs: Date.parse(audit.time), audit };
      }),
    ];
    this.#lines = lines.length;
    this.#records = events.length;
    this.heard.push(...news.sort((a, b) => a.atMs - b.atMs));
  }
}

/** Metrics and what Lambda says of itself are no lines of Jetway's. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
