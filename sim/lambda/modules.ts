import { existsSync, readFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compileFile, type ModuleFunction, moduleScope } from './compile.ts';

const realRequire = createRequire(import.meta.url);

interface Surroundings {
  /** What the modules see by name: see {@link moduleScope}. */
  readonly globals: Readonly<Record<string, unknown>>;
  /** Modules by name that stand in for Node's, or for what Lambda brings along. */
  readonly modules: Readonly<Record<string, unknown>>;
}

/** The modules of one execution environment: those of its bundle, its own of Node's, and nothing else. */
export class Modules {
  readonly #surroundings: Surroundings;
  readonly #loaded = new Map<string, { exports: unknown }>();

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** Runs a module, once. */
  load(path: string, compile: () => ModuleFunction = () => compileFile(path)): unknown {
    const known = this.#loaded.get(path);
    if (known !== undefined) return known.exports;
    const module: { exports: unknown } = { exports: {} };
    this.#loaded.set(path, module);
    if (path.endsWith('.json')) module.exports = JSON.parse(readFileSync(path, 'utf8'));
    else compile()(...this.#scope(path, module));
    return module.exports;
  }

  #scope(path: string, module: { exports: unknown }): readonly unknown[] {
    const scope: Readonly<Record<string, unknown>> = {
      ...this.#surroundings.globals,
      exports: module.exports,
      require: (name: string) => this.#require(name, path),
      module,
      __filename: path,
      __dirname: dirname(path),
      __url: pathToFileURL(path).href,
    };
    return moduleScope.map((name) => scope[name]);
  }

  #require(name: string, from: string): unknown {
    const { modules } = this.#surroundings;
    const bare = name.replace(/^node:/, '');
    if (Object.hasOwn(modules, bare)) return modules[bare];
    if (bare === 'module') {
      const createRequire = () => (wanted: string) => this.#require(wanted, from);
      return { ...realRequire('node:module'), createRequire };
    }
    if (isBuiltin(name)) return realRequire(name);
    const file = /^\.{0,2}\//.test(name) ? fileAt(join(dirname(from), name)) : undefined;
    if (file !== undefined) return this.load(file);
    throw Object.assign(new Error(`Cannot find module '${name}'\nRequire stack:\n- ${from}`), {
      code: 'MODULE_NOT_FOUND',
    });
  }
}

/** A module without its ending, as CommonJS looks for it. */
function fileAt(path: string): string | undefined {
  const endings = ['', '.js', '.cjs', '.mjs', '.json', '/index.js'];
  return endings.map((ending) => `${path}${ending}`).find((file) => /\.\w+$/.test(file) && existsSync(file));
}
