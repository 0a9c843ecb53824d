import { expect, test } from '@jest/globals';
import { serviceBySigningName } from '../../../../sim/services/index.ts';

test.each([...serviceBySigningName.values()])('$name: every operation says what it needs', (service) =>
  expect(Object.keys(service.authorization).sort()).toEqual(Object.keys(service.operations).sort()),
);
