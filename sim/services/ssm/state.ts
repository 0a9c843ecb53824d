export interface ParameterVersion {
  readonly value: string;
  readonly type: 'String' | 'StringList';
  readonly modifiedAtMs: number;
}

/** Parameters by account, Region and name; of each its versions, the first at index 0. */
export class ParameterState {
  readonly #versions = new Map<string, Map<string, ParameterVersion[]>>();

  /** The parameters of one account in one Region, by name. */
  in(account: string, region: string): Map<string, ParameterVersion[]> {
    const key = `${account}/${region}`;
    const parameters = this.#versions.get(key) ?? new Map<string, ParameterVersion[]>();
    this.#versions.set(key, parameters);
    return parameters;
  }
}
