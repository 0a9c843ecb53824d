import { judge } from '../../services/iam/judge.ts';
import type { SimulatedFunction } from '../../services/lambda/state.ts';
import type { SimulatedWaiter } from '../../services/step-functions/state.ts';
import { serviceSession } from '../../services/sts/service-session.ts';
import type { JsonObject } from '../document.ts';
import { type Provider, provide } from '../provider-framework.ts';
import type { Making, ResourceType } from '../resource-type.ts';

/** Resources that the functions of a template make, by CDK's provider framework. */
export const customResources: Readonly<Record<string, ResourceType>> = {
  'AWS::CloudFormation::CustomResource': {
    async make(properties, making) {
      const framework = existing(making, String(properties.ServiceToken));
      const { waiter, provider } = providerOf(making, framework);
      const { clock } = making.world;
      const { reason, id, data } = await provide(provider, requestOf(properties, making), {
        polls: 1 + waiter.retries,
        wait: () => new Promise<void>((resolve) => clock.after(waiter.intervalSeconds, resolve)),
      });
      if (reason !== undefined) throw new Error(reason);
      return { ref: id ?? '', attributes: data };
    },
  },
};

function requestOf(properties: JsonObject, { type, logicalId, naming }: Making) {
  return {
    RequestType: 'Create',
    RequestId: naming.invention.uuid(),
    LogicalResourceId: logicalId,
    ResourceType: type,
    ResourceProperties: properties,
  } as const;
}

/**
 * The user's functions as the framework reaches them: its own functions are not run, but their environment says which
 * functions and which state machine they use, and their roles must allow it.
 */
function providerOf(
  making: Making,
  framework: SimulatedFunction,
): { readonly waiter: SimulatedWaiter; readonly provider: Provider } {
  const { world } = making;
  const {
    USER_ON_EVENT_FUNCTION_ARN: onEventArn = '',
    USER_IS_COMPLETE_FUNCTION_ARN: isCompleteArn = '',
    WAITER_STATE_MACHINE_ARN: waiterArn = '',
  } = framework.environment;
  const waiter = world.stepFunctions.waiters.get(waiterArn);
  if (waiter === undefined)
    throw new Error(
      `The simulator knows providers of CDK's framework with isComplete alone, not ${framework.arn}`,
    );
  const polling = existing(making, waiter.triesArn);
  return {
    waiter,
    provider: {
      async onEvent(event) {
        const begun = await invoke(making, { by: framework, arn: onEventArn }, event);
        mayDo(making, actor(framework), { action: 'states:StartExecution', resource: waiter.arn });
        return begun;
      },
      async isComplete(event) {
        const machine = { ...waiter, service: 'states.amazonaws.com' };
        mayDo(making, machine, { action: 'lambda:InvokeFunction', resource: polling.arn });
        return await invoke(making, { by: polling, arn: isCompleteArn }, event);
      },
    },
  };
}

async function invoke(
  making: Making,
  { by, arn }: { readonly by: SimulatedFunction; readonly arn: string },
  event: unknown,
): Promise<unknown> {
  mayDo(making, actor(by), { action: 'lambda:InvokeFunction', resource: arn });
  const outcome = await making.lambda.invoke(arn, JSON.stringify(event));
  switch (outcome.state) {
    case 'returned':
      return outcome.payload;
    case 'failed':
      throw new Error(`${outcome.message}\n\nLogs: /aws/lambda/${arn.split(':').at(-1)}\n`);
    case 'timedOut':
    case 'ended':
    case 'throttled':
      throw new Error(`${arn} ${outcome.state}`);
  }
}

/** Whoever acts with a role of its own. */
interface Actor {
  readonly arn: string;
  readonly account: string;
  readonly roleArn: string;
  readonly service: string;
}

const actor = (fn: SimulatedFunction): Actor => ({ ...fn, service: 'lambda.amazonaws.com' });

/** @throws Error where the role does not allow it */
function mayDo(
  { world, deployment: { region } }: Making,
  { arn: sourceArn, account: sourceAccount, roleArn, service }: Actor,
  need: { readonly action: string; readonly resource: string },
): void {
  const caller = serviceSession(world, { roleArn, service, sourceArn, sourceAccount });
  if (caller === undefined) throw new Error(`${service} may not assume ${roleArn}`);
  const refused = judge({ world, caller, region }, [need]);
  if (refused !== undefined)
    throw new Error(
      `${caller.arn} is not authorized to perform: ${refused.action} on resource: ${refused.resource} ${refused.because}`,
    );
}

function existing({ world }: Making, arn: string): SimulatedFunction {
  const fn = world.functions.functions.get(arn);
  if (fn === undefined) throw new Error(`There is no function ${arn}`);
  return fn;
}
