import * as fs from 'node:fs';
import * as fsPromises from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';

interface Surroundings {
  /** What relative paths are relative to. */
  readonly folder: string;
  /** Takes what is written to the file descriptors 1 and 2. */
  readonly write: (stream: 'stdout' | 'stderr', text: string) => void;
}

type AnyFunction = (...values: unknown[]) => unknown;

/** The modules `fs` and `fs/promises` of a process that was started in the folder. */
export function filesOf(surroundings: Surroundings): { readonly fs: object; readonly promises: object } {
  const promises = replaced(fsPromises, (name, method) => {
    const atOnce: unknown = Reflect.get(fs, `${name}Sync`);
    const call = called(isFunction(atOnce) ? atOnce : method, name, surroundings);
    return async (...values) => call(...values);
  });
  const replace = (name: string, method: AnyFunction) => {
    const atOnce: unknown = Reflect.get(fs, `${name}Sync`);
    if (!isFunction(atOnce)) return called(method, name, surroundings);
    return withCallback(called(atOnce, name, surroundings));
  };
  return { fs: replaced(fs, replace, { promises }), promises };
}

/** Reads at once what Node reads in another thread: nobody can tell when that would be done. */
function withCallback(call: AnyFunction): AnyFunction {
  return (...values) => {
    const callback = values.at(-1);
    if (!isFunction(callback)) return call(...values);
    const answer = (...answers: unknown[]) => void setImmediate(() => callback(...answers));
    try {
      return answer(null, call(...values.slice(0, -1)));
    } catch (error) {
      return answer(error);
    }
  };
}

/** A method whose path comes first. */
function called(method: AnyFunction, name: string, { folder, write }: Surroundings): AnyFunction {
  return (first, ...rest) => {
    if (/^write(File)?(Sync)?$/.test(name) && (first === 1 || first === 2)) {
      const text = String(rest[0]);
      write(first === 1 ? 'stdout' : 'stderr', text);
      return Buffer.byteLength(text);
    }
    const path = typeof first === 'string' && !isAbsolute(first) ? join(folder, first) : first;
    return method(path, ...rest);
  };
}

/** A module with other methods; classes, whose names are capitalized, stay as they are. */
function replaced(
  module: object,
  replace: (name: string, method: AnyFunction) => AnyFunction,
  own: Readonly<Record<string, unknown>> = {},
): object {
  return new Proxy(module, {
    get(target, name, receiver) {
      if (typeof name === 'string' && Object.hasOwn(own, name)) return own[name];
      const value: unknown = Reflect.get(target, name, receiver);
      return typeof name === 'string' && /^[a-z]/.test(name) && isFunction(value)
        ? replace(name, value)
        : value;
    },
  });
}

function isFunction(value: unknown): value is AnyFunction {
  return typeof value === 'function';
}
