export default {
  testMatch: ['<rootDir>/tests/**/*.test.ts', '<rootDir>/packages/**/tests/**/*.test.ts'],
  // It reads what all other tests did with the roles, so scripts/test.mjs runs it after them.
  testPathIgnorePatterns: [
    '/node_modules/',
    ...(process.env.JETWAY_USES_COMPLETE === undefined ? ['/tests/infra/least-privilege\\.test\\.ts$'] : []),
  ],
  modulePathIgnorePatterns: ['<rootDir>/cdk.out/'],
  testEnvironment: 'node',
  globalSetup: '<rootDir>/tests/support/global-setup.mjs',
  setupFiles: ['<rootDir>/tests/support/seed.ts'],
  setupFilesAfterEnv: ['<rootDir>/tests/support/leave-uses.ts'],
  injectGlobals: false,
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
  // A test that takes long on a loaded machine of two cores is no failure; none waits for the wall clock.
  testTimeout: 180_000,
  maxWorkers: '100%',
  // A worker keeps what modules of earlier files hold; without an end to that, collecting garbage takes most of its time.
  workerIdleMemoryLimit: '800MB',
};
