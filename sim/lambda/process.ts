import type { Writable } from 'node:stream';

interface Own {
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly exit: (code?: number) => void;
}

/** The global `process` of a function: its environment, folder and output are its own. */
export function processOf({ env, folder, stdout, stderr, exit }: Own): object {
  return overlay(process, { env: { ...env }, cwd: () => folder, stdout, stderr, exit });
}

/** An object that has some properties of its own and the others of another; what is set on it stays its own. */
export function overlay(base: object, own: Record<PropertyKey, unknown>): object {
  return new Proxy(own, {
    get(_, name) {
      if (Object.hasOwn(own, name)) return own[name];
      const value: unknown = Reflect.get(base, name, base);
      return typeof value === 'function' && isMethod(name) ? value.bind(base) : value;
    },
    has: (_, name) => Object.hasOwn(own, name) || Reflect.has(base, name),
  });
}

/** Classes, whose names are capitalized, stay as they are. */
function isMethod(name: PropertyKey): boolean {
  return typeof name === 'string' && /^[a-z]/.test(name);
}
