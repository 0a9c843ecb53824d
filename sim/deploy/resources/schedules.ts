import * as z from 'zod/mini';
import { addSchedule, checkSchedule } from '../../services/scheduler/schedules.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import { Description, delivery, deliveryOf, State } from './delivery.ts';

/** What EventBridge Scheduler does again and again. */
export const schedules: Readonly<Record<string, ResourceType>> = {
  'AWS::Scheduler::Schedule': resourceType(
    {
      Name: z.optional(z.string()),
      GroupName: z.optional(z.string()),
      ScheduleExpression: z.string(),
      ScheduleExpressionTimezone: z.optional(z.enum(['UTC', 'Etc/UTC'])),
      FlexibleTimeWindow: z.strictObject({ Mode: z.literal('OFF') }),
      State,
      Target: z.strictObject({
        ...delivery,
        RoleArn: z.string(),
        Input: z.string(),
      }),
      Description,
    },
    (properties, { world, deployment: { account, region }, identifiers }) => {
      const { GroupName: group, State: state, Target: target } = properties;
      const schedule = addSchedule(world, {
        account,
        region,
        name: identifiers.ref,
        ...(group !== undefined && { group }),
        expression: properties.ScheduleExpression,
        ...(state !== undefined && { state }),
        target: { roleArn: target.RoleArn, input: target.Input, ...deliveryOf(target) },
      });
      checkSchedule(world, schedule);
      return identifiers;
    },
  ),
};
