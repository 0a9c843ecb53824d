import * as z from 'zod/mini';
import { addBus, addBusStatement, busArn, busWithArn } from '../../services/events/buses.ts';
import { addRule } from '../../services/events/rules.ts';
import type { RuleTarget, TargetInput } from '../../services/events/state.ts';
import { type ResourceType, resourceType, Tags } from '../resource-type.ts';
import { Description, delivery, deliveryOf, State } from './delivery.ts';

const Target = z.strictObject({
  Id: z.string(),
  ...delivery,
  RoleArn: z.optional(z.string()),
  Input: z.optional(z.string()),
  InputPath: z.optional(z.string()),
  InputTransformer: z.optional(
    z.strictObject({
      InputPathsMap: z.optional(z.record(z.string(), z.string())),
      InputTemplate: z.string(),
    }),
  ),
});

/** Buses, who may put events on them, and their rules. */
export const buses: Readonly<Record<string, ResourceType>> = {
  'AWS::Events::EventBus': resourceType(
    { Name: z.string(), Policy: z.optional(z.unknown()), Description, Tags },
    ({ Name: name, Policy: policy }, { world, deployment: { account, region }, identifiers }) => {
      addBus(world, { account, region, name, ...(policy !== undefined && { policy }) });
      return identifiers;
    },
  ),

  'AWS::Events::EventBusPolicy': resourceType(
    { EventBusName: z.optional(z.string()), StatementId: z.string(), Statement: z.unknown() },
    (
      { EventBusName: name = 'default', Statement },
      { world, deployment: { account, region }, identifiers },
    ) => {
      const bus = busWithArn(world, busArn(world, account, region, name));
      if (bus === undefined) throw new Error(`There is no bus ${name}`);
      addBusStatement(bus, Statement);
      return identifiers;
    },
  ),

  'AWS::Events::Rule': resourceType(
    {
      Name: z.optional(z.string()),
      EventBusName: z.optional(z.string()),
      EventPattern: z.optional(z.looseObject({})),
      ScheduleExpression: z.optional(z.string()),
      State,
      Targets: z._default(z.array(Target), []),
      Description,
      Tags,
    },
    (properties, { world, deployment: { account, region }, identifiers }) => {
      const { EventBusName, EventPattern, ScheduleExpression, State: state } = properties;
      addRule(world, {
        account,
        region,
        name: identifiers.ref.split('|').at(-1) ?? '',
        ...(EventBusName !== undefined && { bus: EventBusName.replace(/^.*\//, '') }),
        ...(EventPattern !== undefined && { pattern: EventPattern }),
        ...(ScheduleExpression !== undefined && { scheduleExpression: ScheduleExpression }),
        ...(state !== undefined && { state }),
        targets: properties.Targets.map(targetOf),
      });
      return identifiers;
    },
  ),
};

function targetOf(target: z.output<typeof Target>): RuleTarget {
  const input = inputOf(target);
  return {
    id: target.Id,
    ...deliveryOf(target),
    ...(target.RoleArn !== undefined && { roleArn: target.RoleArn }),
    ...(input !== undefined && { input }),
  };
}

function inputOf({ Input, InputPath, InputTransformer }: z.output<typeof Target>): TargetInput | undefined {
  if (Input !== undefined) return { kind: 'constant', text: Input };
  if (InputPath !== undefined) return { kind: 'part', path: InputPath };
  if (InputTransformer === undefined) return undefined;
  const { InputPathsMap: paths = {}, InputTemplate: template } = InputTransformer;
  return { kind: 'transformed', paths, template };
}
