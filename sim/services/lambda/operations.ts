import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { Uint8ArrayBlobAdapter } from '@smithy/core/serde';
import type { Call } from '../../call.ts';
import type { Operations, OutputOf } from '../../operation.ts';
import { notModelled, refuse } from '../../refusal.ts';
import { functionArn } from './functions.ts';
import { networkOf } from './network.ts';
import { probeAnswer } from './probe-answer.ts';
import type { Outcome, SimulatedFunction } from './state.ts';

/** Lambda, as far as a function that moves between VPCs needs it. */
export const lambda: Operations<typeof import('@aws-sdk/client-lambda')> = {
  GetFunctionConfiguration: {
    takes: ['FunctionName'],
    answer: ({ FunctionName }, call) => described(ownFunction(call, FunctionName)),
  },
  UpdateFunctionConfiguration: {
    takes: ['FunctionName', 'VpcConfig'],
    answer({ FunctionName, VpcConfig }, call) {
      const fn = ownFunction(call, FunctionName);
      if (fn.update.status === 'InProgress')
        refuse(
          'ResourceConflictException',
          `The operation cannot be performed at this time. An update is in progress for resource: ${fn.arn}`,
        );
      const network = networkOf(call.world, {
        account: call.caller.account,
        region: call.region,
        ...VpcConfig,
      });
      if (network === undefined) delete fn.network;
      else fn.network = network;
      fn.update = { status: 'InProgress' };
      call.world.clock.after(call.world.latencies.functionUpdates, () => {
        fn.update = { status: 'Successful' };
      });
      return described(fn);
    },
  },
  Invoke: {
    takes: ['FunctionName', 'Payload'],
    answer({ FunctionName, Payload }, call) {
      const { world } = call;
      const fn = ownFunction(call, FunctionName);
      const payload = Payload instanceof Uint8Array ? new TextDecoder().decode(Payload) : '{}';
      if (fn.code.kind === 'probe') return returned(probeAnswer(world, fn, JSON.parse(payload)));
      const { invoke } = world.functions;
      return invoke === undefined
        ? notModelled(`the invocation of ${fn.name} in a world in which no functions run`)
        : invoke(fn.arn, payload).then(answerOf);
    },
  },
};

/**
 * What the caller of a function is answered.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
function answerOf(outcome: Outcome): Invoked {
  switch (outcome.state) {
    case 'returned':
      return returned(outcome.payload);
    case 'failed': {
      const { errorType, message: errorMessage } = outcome;
      return { ...returned({ errorType, errorMessage }), FunctionError: 'Unhandled' };
    }
    case 'timedOut':
      return {
        ...returned({ errorType: 'Sandbox.Timedout', errorMessage: 'Task timed out' }),
        FunctionError: 'Unhandled',
      };
    case 'throttled':
      return refuse('TooManyRequestsException', 'Rate Exceeded.', 429);
    case 'ended':
      return refuse('ServiceException', 'The execution environment has ended', 500);
  }
}

type Invoked = OutputOf<typeof import('@aws-sdk/client-lambda'), 'Invoke'>;

function returned(payload: unknown): Invoked {
  return { StatusCode: 200, Payload: Uint8ArrayBlobAdapter.fromString(JSON.stringify(payload)) };
}

/** The caller's function, named by its name or its ARN. */
function ownFunction({ world, caller, region }: Call, name = ''): SimulatedFunction {
  const arn = name.startsWith('arn:') ? name : functionArn(world, caller.account, region, name);
  return (
    world.functions.functions.get(arn) ??
    refuse('ResourceNotFoundException', `Function not found: ${arn}`, 404)
  );
}

function described({
  arn,
  name,
  roleArn,
  handler,
  network,
  update,
}: SimulatedFunction): FunctionConfiguration {
  return {
    FunctionName: name,
    FunctionArn: arn,
    Role: roleArn,
    Handler: handler,
    State: 'Active',
    LastUpdateStatus: update.status,
    ...(update.status === 'Failed' && { LastUpdateStatusReason: update.reason }),
    VpcConfig: {
      VpcId: network?.vpcId ?? '',
      SubnetIds: [...(network?.subnetIds ?? [])],
      SecurityGroupIds: [...(network?.securityGroupIds ?? [])],
    },
  };
}
