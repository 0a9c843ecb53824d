import * as z from 'zod/mini';

/** What CloudFormation asks of a custom resource. */
export interface CustomResourceRequest {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly ResourceType: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: object;
}

/** The user's two functions. What they return is JSON, and what they throw is the reason of a failure. */
export interface Provider {
  onEvent(event: unknown): Promise<unknown>;
  isComplete(event: unknown): Promise<unknown>;
}

export interface Pace {
  /** How often it is asked whether it is complete. */
  readonly polls: number;
  /** Lets the time between two polls pass. */
  wait(): Promise<void> | void;
}

export interface Provided {
  /** Why it failed; absent where the resource is complete. */
  readonly reason?: string;
  readonly polls: number;
  /** The physical id; absent where `onEvent` failed and it has none yet. */
  readonly id: string | undefined;
  readonly data: Readonly<Record<string, string>>;
}

const Data = z.optional(z.record(z.string(), z.string()));
const Begun = z.looseObject({ PhysicalResourceId: z.optional(z.string()), Data });
const Polled = z.object({ IsComplete: z.boolean(), Data });

/**
 * Does with the functions of a custom resource what CDK's provider framework does: it polls at once, always with the
 * same event; it merges what both return; an exception is the reason; and when it has polled often enough it gives up.
 * @see https://github.com/aws/aws-cdk/tree/main/packages/aws-cdk-lib/custom-resources/lib/provider-framework/runtime
 */
export async function provide(
  { onEvent, isComplete }: Provider,
  resource: CustomResourceRequest,
  { polls: mostPolls, wait }: Pace,
): Promise<Provided> {
  let polls = 0;
  let id = resource.PhysicalResourceId;
  try {
    const request = { RequestId: 'request-1', LogicalResourceId: 'It', ResponseURL: '...', ...resource };
    const begun = Begun.parse(asJson(await onEvent(asJson(request))));
    id = begun.PhysicalResourceId ?? id ?? request.RequestId;
    if (resource.RequestType === 'Delete' && id !== resource.PhysicalResourceId)
      throw new Error('DELETE: cannot change the physical resource ID');
    const event = { ...request, ...begun, PhysicalResourceId: id };
    for (polls = 1; polls <= mostPolls; polls += 1) {
      const { IsComplete, Data = {} } = Polled.parse(asJson(await isComplete(asJson(event))));
      if (IsComplete) return { polls, id, data: { ...begun.Data, ...Data } };
      if (Object.keys(Data).length > 0) throw new Error('"Data" is not allowed if "IsComplete" is "False"');
      await wait();
    }
    return { reason: 'Operation timed out', polls, id, data: {} };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error), polls, id, data: {} };
  }
}

/** Everything between them is JSON, as between two Lambda functions. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? {}));
}
