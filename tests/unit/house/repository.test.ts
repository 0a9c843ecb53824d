import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from '@jest/globals';
import { files, readText, root } from './files.ts';

/** Paths of a machine, which mean nothing on another. */
const foreignPath = /(?<![\w.~/:-])\/(?:work|home|root|Users|mnt)\/\w[\w./-]*/g;

test('no file mentions a path outside the repository', () => {
  const mentioned = files().flatMap((file) =>
    [...readText(file).matchAll(foreignPath)].map(([path]) => `${file}: ${path}`),
  );
  expect(mentioned).toEqual([]);
});

test('every link in the documentation leads to a file of the repository', () => {
  const dead = files('.md').flatMap((file) =>
    [...readText(file).matchAll(/\]\((?!https?:|mailto:|#)([^)\s#]+)(?:#[^)\s]*)?\)/g)]
      .map(([, target = '']) => ({ target, path: normalize(join(dirname(file), target)) }))
      .filter(({ path }) => path.startsWith('..') || !existsSync(join(root, path)))
      .map(({ target }) => `${file}: ${target}`),
  );
  expect(dead).toEqual([]);
});

test('the lock file names no registry, and no setting chooses one', () => {
  expect(readText('package-lock.json')).not.toMatch(/"resolved":\s*"https?:/);
  expect(readText('.npmrc')).toMatch(/^omit-lockfile-registry-resolved=true$/m);
  expect(readText('.npmrc')).not.toMatch(/registry\s*=\s*http|_auth/);
});
