/**
 * How esbuild makes one file of a handler and everything that it imports. Some of that is CommonJS and calls `require`,
 * which an ES module has only if it makes it.
 */
export const bundling = {
  format: 'esm',
  mainFields: ['module', 'main'],
  platform: 'node',
  target: 'node22',
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
} as const;
