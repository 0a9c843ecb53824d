/** Values by key, made when they are first asked for; the one that was made longest ago makes room for a new one. */
export class Recent<Value> {
  readonly #values = new Map<string, Value>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: string, make: () => Value): Value {
    const kept = this.#values.get(key);
    if (kept !== undefined) return kept;
    const [oldest] = this.#values.keys();
    if (oldest !== undefined && this.#values.size >= this.#limit) this.#values.delete(oldest);
    const value = make();
    this.#values.set(key, value);
    return value;
  }
}
