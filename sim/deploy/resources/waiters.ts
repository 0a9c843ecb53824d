import * as z from 'zod/mini';
import { type ResourceType, resourceType, Tags } from '../resource-type.ts';

const Task = z.object({ Type: z.literal('Task'), Resource: z.string() });

/** The one state machine of CDK's provider framework: it tries a function until it succeeds, or calls another one. */
const Definition = z.strictObject({
  StartAt: z.literal('framework-isComplete-task'),
  States: z.strictObject({
    'framework-isComplete-task': z.extend(Task, {
      Retry: z.tuple([
        z.strictObject({
          ErrorEquals: z.tuple([z.literal('States.ALL')]),
          IntervalSeconds: z.number(),
          MaxAttempts: z.number(),
          BackoffRate: z.literal(1),
        }),
      ]),
    }),
    'framework-onTimeout-task': Task,
  }),
});

/** State machines. */
export const waiters: Readonly<Record<string, ResourceType>> = {
  'AWS::StepFunctions::StateMachine': resourceType(
    { DefinitionString: z.string(), RoleArn: z.string(), Tags },
    ({ DefinitionString, RoleArn: roleArn }, { world, deployment: { account }, identifiers }) => {
      const { States } = Definition.parse(JSON.parse(DefinitionString));
      const { Resource: triesArn, Retry } = States['framework-isComplete-task'];
      const [{ IntervalSeconds: intervalSeconds, MaxAttempts: retries }] = Retry;
      const arn = identifiers.ref;
      world.stepFunctions.waiters.set(arn, { arn, account, roleArn, triesArn, intervalSeconds, retries });
      return identifiers;
    },
  ),
};
