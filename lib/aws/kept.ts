/** Values by key, loaded once for concurrent callers and kept while they are fresh; a failed load is not kept. */
export class Kept<Value> {
  readonly #held = new Map<
    string,
    { readonly loading: Promise<Value>; loaded?: { readonly value: Value } }
  >();
  readonly #isFresh: (value: Value) => boolean;

  constructor(isFresh: (value: Value) => boolean) {
    this.#isFresh = isFresh;
  }

  get(key: string, load: () => Promise<Value>): Promise<Value> {
    const held = this.#held.get(key);
    if (held !== undefined && (held.loaded === undefined || this.#isFresh(held.loaded.value)))
      return held.loading;
    return this.#load(key, load);
  }

  #load(key: string, load: () => Promise<Value>): Promise<Value> {
    const entry: { readonly loading: Promise<Value>; loaded?: { readonly value: Value } } = {
      loading: load().then(
        (value) => {
          entry.loaded = { value };
          return value;
        },
        (error: unknown) => {
          this.#held.delete(key);
          throw error;
        },
      ),
    };
    this.#held.set(key, entry);
    return entry.loading;
  }
}
