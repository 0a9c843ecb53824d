const minuteMs = 60_000;
/** Longer than any expression without a year can wait: from one 29 February to the next, with a century between. */
const farthestDays = 9 * 366;

/**
 * Compiles the part of AWS's cron expressions that has numbers, lists, ranges, steps, `*` and `?`, in UTC.
 * @returns the first time after a given one
 * @throws Error for everything else
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
 */
export function compileCron(expression: string): (afterMs: number) => number {
  const [, fields = ''] = /^cron\((.+)\)$/.exec(expression) ?? [];
  const [minutes = '', hours = '', days = '', months = '', weekdays = '', years = '', ...more] =
    fields.split(/\s+/);
  if (years === '' || more.length > 0)
    throw new Error(`The simulator does not know the schedule expression ${expression}`);
  const field = (text: string, least: number, most: number) => compileField(text, least, most, expression);
  const minute = field(minutes, 0, 59);
  const hour = field(hours, 0, 23);
  const day = field(days, 1, 31);
  const month = field(months, 1, 12);
  const weekday = field(weekdays, 1, 7);
  const year = field(years, 1970, 2199);
  const onDay = (date: Date) =>
    year(date.getUTCFullYear()) &&
    month(date.getUTCMonth() + 1) &&
    day(date.getUTCDate()) &&
    weekday(date.getUTCDay() + 1);
  return (afterMs) => {
    const first = new Date(afterMs);
    for (let days = 0; days <= farthestDays; days += 1) {
      const midnight = Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), first.getUTCDate() + days);
      if (!onDay(new Date(midnight))) continue;
      for (let atMs = midnight; atMs < midnight + 24 * 60 * minuteMs; atMs += minuteMs) {
        const date = new Date(atMs);
        if (atMs > afterMs && hour(date.getUTCHours()) && minute(date.getUTCMinutes())) return atMs;
      }
    }
    throw new Error(`${expression} is never due`);
  };
}

function compileField(
  text: string,
  least: number,
  most: number,
  expression: string,
): (value: number) => boolean {
  if (text === '*' || text === '?') return () => true;
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const [, from, to, step] = /^(\*|\d+)(?:-(\d+))?(?:\/(\d+))?$/.exec(part) ?? [];
    const first = from === '*' ? least : Number(from);
    const last = to === undefined ? (step === undefined && from !== '*' ? first : most) : Number(to);
    const by = Number(step ?? 1);
    if (from === undefined || by < 1 || first < least || last > most || first > last)
      throw new Error(`The simulator does not know ${part} in the schedule expression ${expression}`);
    for (let value = first; value <= last; value += by) values.add(value);
  }
  return (value) => values.has(value);
}
