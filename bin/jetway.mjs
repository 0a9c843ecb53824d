#!/usr/bin/env node
// The commands are TypeScript, which Node 20 does not read by itself.
import { register } from 'tsx/esm/api';

const emitWarning = process.emitWarning.bind(process);
process.emitWarning = (warning, ...rest) => {
  // That the SDK's releases of 2027 need Node 22 concerns whoever updates it, not whoever types a command.
  if (!String(warning).includes('NodeVersionSupportWarning')) emitWarning(warning, ...rest);
};
register();
const { main } = await import('../cli/main.ts');
await main();
