import { runInThisContext } from 'node:vm';

/**
 * The globals of the realm that compiled code runs in and that Node's own modules belong to. A test runner may give
 * this file a realm of its own, whose objects are instances of other classes.
 */
export const home: typeof globalThis = runInThisContext('globalThis');
