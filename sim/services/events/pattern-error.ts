/** What EventBridge would refuse in a pattern, or the simulator does not know. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
  constructor(path: string, what: string) {
    super(`Event pattern is not valid. ${path}: ${what}`);
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
