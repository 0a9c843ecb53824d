import type { World } from '../../world.ts';
import type { EventSourceMapping, FunctionCode, FunctionNetwork, SimulatedFunction } from './state.ts';

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
  readonly network?: FunctionNetwork;
}

/** Creates a function, or replaces the one of the same name, as a deployed template does. */
export function addFunction(world: World, settings: FunctionSettings): SimulatedFunction {
  const { account, region, name, roleArn, code, reservedConcurrency, network } = settings;
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
    ...(network !== undefined && { network }),
    update: { status: 'Successful' },
  };
  world.functions.functions.set(created.arn, created);
  return created;
}

export function functionArn({ partition }: World, account: string, region: string, name: string): string {
  return `arn:${partition}:lambda:${region}:${account}:function:${name}`;
}

export interface MappingSettings {
  readonly functionArn: string;
  readonly queueArn: string;
  readonly batchSize?: number;
  readonly maximumConcurrency?: number;
  readonly reportBatchItemFailures?: boolean;
}

/** Has Lambda feed a function from a queue; a second mapping of the same two replaces the first. */
export function addMapping({ functions }: World, settings: MappingSettings): EventSourceMapping {
  const { functionArn: arn, queueArn, batchSize = 10, maximumConcurrency } = settings;
  const mapping: EventSourceMapping = {
    functionArn: arn,
    queueArn,
    batchSize,
    ...(maximumConcurrency !== undefined && { maximumConcurrency }),
    reportBatchItemFailures: settings.reportBatchItemFailures ?? false,
  };
  const known = functions.mappings.findIndex((one) => one.functionArn === arn && one.queueArn === queueArn);
  if (known === -1) functions.mappings.push(mapping);
  else functions.mappings[known] = mapping;
  return mapping;
}

/** Queues an invocation that nobody waits for. */
export function invokeAsynchronously({ functions }: World, arn: string, payload: string): void {
  functions.asynchronous.push({ functionArn: arn, payload, attempt: 1 });
}
