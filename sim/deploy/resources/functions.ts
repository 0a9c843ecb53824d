import * as z from 'zod/mini';
import { checkFunction, checkMapping } from '../../services/lambda/checks.ts';
import { addFunction, addMapping, functionArn } from '../../services/lambda/functions.ts';
import { networkOf } from '../../services/lambda/network.ts';
import { number, type ResourceType, resourceType, Tags, withoutEffect } from '../resource-type.ts';

const Code = z.union([
  z.strictObject({ S3Bucket: z.unknown(), S3Key: z.string() }),
  z.strictObject({ ZipFile: z.string() }),
]);

/** Functions, and what feeds them. */
export const functions: Readonly<Record<string, ResourceType>> = {
  'AWS::Lambda::Function': resourceType(
    {
      FunctionName: z.optional(z.string()),
      Code,
      Handler: z.string(),
      Role: z.string(),
      Timeout: z.optional(number),
      MemorySize: z.optional(number),
      ReservedConcurrentExecutions: z.optional(number),
      Environment: z.optional(z.strictObject({ Variables: z.record(z.string(), z.string()) })),
      LoggingConfig: z.optional(
        z.strictObject({
          LogGroup: z.string(),
          LogFormat: withoutEffect('lines are logged as they are written'),
          ApplicationLogLevel: withoutEffect('lines are logged as they are written'),
        }),
      ),
      VpcConfig: z.optional(
        z.strictObject({ SubnetIds: z.array(z.string()), SecurityGroupIds: z.array(z.string()) }),
      ),
      Runtime: z.string().check(z.startsWith('nodejs')),
      Architectures: withoutEffect('JavaScript is the same on all of them'),
      Description: withoutEffect('it is text for people'),
      Tags,
    },
    (properties, { world, deployment: { account, region }, identifiers, asset }) => {
      const { Code: code, Environment, LoggingConfig, ReservedConcurrentExecutions } = properties;
      const network = networkOf(world, { account, region, ...properties.VpcConfig });
      const made = addFunction(world, {
        account,
        region,
        name: identifiers.ref,
        roleArn: properties.Role,
        handler: properties.Handler,
        code:
          'ZipFile' in code
            ? { kind: 'inline', source: code.ZipFile }
            : { kind: 'folder', path: asset(code.S3Key) },
        environment: Environment?.Variables ?? {},
        ...(properties.Timeout !== undefined && { timeoutSeconds: properties.Timeout }),
        ...(properties.MemorySize !== undefined && { memoryMegabytes: properties.MemorySize }),
        ...(ReservedConcurrentExecutions !== undefined && {
          reservedConcurrency: ReservedConcurrentExecutions,
        }),
        ...(LoggingConfig !== undefined && { logGroup: LoggingConfig.LogGroup }),
        ...(network !== undefined && { network }),
      });
      checkFunction(world, made);
      return identifiers;
    },
  ),

  'AWS::Lambda::EventSourceMapping': resourceType(
    {
      EventSourceArn: z.string(),
      FunctionName: z.string(),
      BatchSize: z.optional(number),
      FunctionResponseTypes: z.optional(z.array(z.literal('ReportBatchItemFailures'))),
      ScalingConfig: z.optional(z.strictObject({ MaximumConcurrency: number })),
      Tags,
    },
    (properties, { world, deployment: { account, region }, identifiers }) => {
      const { FunctionName: name, BatchSize, ScalingConfig, FunctionResponseTypes = [] } = properties;
      const mapping = addMapping(world, {
        functionArn: name.startsWith('arn:') ? name : functionArn(world, account, region, name),
        queueArn: properties.EventSourceArn,
        ...(BatchSize !== undefined && { batchSize: BatchSize }),
        ...(ScalingConfig !== undefined && { maximumConcurrency: ScalingConfig.MaximumConcurrency }),
        reportBatchItemFailures: FunctionResponseTypes.length > 0,
      });
      checkMapping(world, mapping);
      return identifiers;
    },
  ),
};
