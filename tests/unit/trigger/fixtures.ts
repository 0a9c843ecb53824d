import { readdirSync, readFileSync } from 'node:fs';
import { AccountId } from '../../../lib/model/ids.ts';
import type { TriggerRules } from '../../../lib/trigger/trigger.ts';

export const management = AccountId.parse('111111111111');
export const provider = AccountId.parse('222222222222');
export const consumer = AccountId.parse('333333333333');
export const other = AccountId.parse('444444444444');
export const stranger = AccountId.parse('555555555555');

export const rules: TriggerRules = {
  managementAccount: management,
  providerAccount: provider,
  ownRoles: ['jetway-reconcile', 'jetway-consumer'],
};

const folder = new URL('../../events/', import.meta.url);

export const fixtureNames: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .sort();

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export function fixture(name: string): { [key: string]: Json } {
  return JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
}

export type Path = readonly (string | number)[];

/** The path of every field in a value, at any depth. */
export function paths(value: Json, above: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const path = [...above, Array.isArray(value) ? Number(key) : key];
    return [path, ...paths(inner, path)];
  });
}

/** A copy with one field replaced, or taken away where nothing replaces it. */
export function withField(value: Json, [key, ...rest]: Path, replacement: Json | undefined): Json {
  if (key === undefined) return replacement ?? null;
  if (typeof value !== 'object' || value === null) throw new Error(`no field ${key}`);
  const entries = Object.entries(value).flatMap(([name, inner]): [string, Json][] => {
    if (name !== String(key)) return [[name, inner]];
    if (rest.length > 0) return [[name, withField(inner, rest, replacement)]];
    return replacement === undefined ? [] : [[name, replacement]];
  });
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}
