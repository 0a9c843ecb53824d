import type { World } from '../../world.ts';

export interface ParameterSettings {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly value: string;
  readonly type?: 'String' | 'StringList';
}

/** Writes a parameter and returns its new version. */
export function putParameter({ parameters, clock }: World, settings: ParameterSettings): number {
  const { account, region, name, value, type = 'String' } = settings;
  const all = parameters.in(account, region);
  const versions = all.get(name) ?? [];
  all.set(name, versions);
  return versions.push({ value, type, modifiedAtMs: clock.nowMs });
}
