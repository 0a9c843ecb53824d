import { fileURLToPath } from 'node:url';

/** The world that `jetway sim` serves where no other is named, and that `jetway demo` plays in. */
export const exampleScenario = fileURLToPath(new URL('../examples/scenario.yaml', import.meta.url));

/** Its `jetway.yaml`. */
export const exampleConfiguration = fileURLToPath(new URL('../examples/demo.yaml', import.meta.url));
