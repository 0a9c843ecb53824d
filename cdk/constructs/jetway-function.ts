import { join } from 'node:path';
import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { bundling } from './bundling.ts';

export interface JetwayFunctionProps {
  readonly description: string;
  /** A file of `handlers/`, without its ending. */
  readonly entry: string;
  /** The exported function; `handler` where it is absent. */
  readonly handler?: string;
  /** Absent where the function is given a role of its own, by a name that CloudFormation chooses. */
  readonly role?: Role;
  readonly functionName?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly timeout: Duration;
  readonly memoryMegabytes?: number;
  readonly reservedConcurrency?: number;
  /** A file that is packed beside the code, as `jetway.yaml`. */
  readonly configurationFile?: string;
}

const root = join(import.meta.dirname, '../..');

/** A handler of `handlers/`, in one minified file, with a log group of its own. */
export class JetwayFunction extends NodejsFunction {
  constructor(scope: Construct, id: string, props: JetwayFunctionProps) {
    const { entry, environment, timeout, memoryMegabytes, reservedConcurrency, configurationFile } = props;
    super(scope, id, {
      description: props.description,
      entry: join(root, `handlers/${entry}.ts`),
      handler: props.handler ?? 'handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      timeout,
      memorySize: memoryMegabytes ?? 256,
      environment: { ...environment, NODE_OPTIONS: '--enable-source-maps' },
      ...(props.role !== undefined && { role: props.role }),
      ...(props.functionName !== undefined && { functionName: props.functionName }),
      ...(reservedConcurrency !== undefined && { reservedConcurrentExecutions: reservedConcurrency }),
      logGroup: new LogGroup(scope, `${id}Logs`, {
        retention: RetentionDays.THREE_MONTHS,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
      projectRoot: root,
      depsLockFilePath: join(root, 'package-lock.json'),
      bundling: {
        ...bundling,
        format: OutputFormat.ESM,
        mainFields: [...bundling.mainFields],
        banner: bundling.banner.js,
        minify: true,
        sourceMap: true,
        sourcesContent: false,
        externalModules: [],
        bundleAwsSDK: true,
        ...(configurationFile !== undefined && { commandHooks: packing(configurationFile) }),
      },
    });
  }
}

const packing = (file: string) => ({
  beforeBundling: () => [],
  beforeInstall: () => [],
  afterBundling: (_: string, outputFolder: string) => [`cp "${file}" "${outputFolder}/jetway.yaml"`],
});
