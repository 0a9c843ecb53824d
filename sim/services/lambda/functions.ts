import type { World } from '../../world.ts';
import type { FunctionCode, SimulatedFunction } from './state.ts';

export interface FunctionSettings {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly roleArn: string;
  readonly code: FunctionCode;
  readonly handler?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly timeoutSeconds?: number;
  readonly memoryMegabytes?: number;
  readonly reservedConcurrency?: number;
  readonly logGroup?: string;
}

/** Creates a function, or replaces the one of the same name, as a deployed template does. */
export function addFunction(world: World, settings: FunctionSettings): SimulatedFunction {
  const { account, region, name, roleArn, code, reservedConcurrency } = settings;
  const created: SimulatedFunction = {
    arn: functionArn(world, account, region, name),
    account,
    region,
    name,
    roleArn,
    code,
    handler: settings.handler ?? 'index.handler',
    environment: settings.environment ?? {},
    timeoutSeconds: settings.timeoutSeconds ?? 3,
    memoryMegabytes: settings.memoryMegabytes ?? 128,
    ...(reservedConcurrency !== undefined && { reservedConcurrency }),
    logGroup: settings.logGroup ?? `/aws/lambda/${name}`,
    policies: [],
  };
  world.functions.functions.set(created.arn, created);
  return created;
}

function functionArn({ partition }: World, account: string, region: string, name: string): string {
  return `arn:${partition}:lambda:${region}:${account}:function:${name}`;
}

/** Queues an invocation that nobody waits for. */
export function invokeAsynchronously({ functions }: World, arn: string, payload: string): void {
  functions.asynchronous.push({ functionArn: arn, payload, attempt: 1 });
}
