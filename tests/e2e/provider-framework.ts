import type { isComplete, onEvent } from '../../handlers/private-dns-name.ts';

export interface CustomResource {
  readonly ResourceType: string;
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Readonly<Record<string, string>>;
}

export interface Handlers {
  readonly onEvent: typeof onEvent;
  readonly isComplete: typeof isComplete;
}

export interface Deployed {
  /** Absent where the resource is complete. */
  readonly reason?: string;
  readonly polls: number;
  readonly id: string | undefined;
  readonly data: Readonly<Record<string, string>>;
}

export interface Pace {
  readonly polls: number;
  /** Lets the time between two polls pass. */
  wait(): void;
}

/**
 * Does with a custom resource's handlers what CDK's provider framework does: it polls at once, always with the same
 * event; it merges what both return; an exception is the reason; and when it has polled often enough it gives up.
 * Everything between them is JSON, as between two Lambda functions.
 * @see https://github.com/aws/aws-cdk/tree/main/packages/aws-cdk-lib/custom-resources
 */
export async function deploy(
  { onEvent, isComplete }: Handlers,
  resource: CustomResource,
  { polls: mostPolls, wait }: Pace,
): Promise<Deployed> {
  let polls = 0;
  let id = resource.PhysicalResourceId;
  try {
    const request = { RequestId: 'request-1', LogicalResourceId: 'It', ResponseURL: '...', ...resource };
    const begun = asJson(await onEvent(asJson(request)));
    id = begun.PhysicalResourceId ?? id ?? request.RequestId;
    if (resource.RequestType === 'Delete' && id !== resource.PhysicalResourceId)
      throw new Error('DELETE: cannot change the physical resource ID');
    const event = { ...request, ...begun, PhysicalResourceId: id };
    for (polls = 1; polls <= mostPolls; polls += 1) {
      const { IsComplete, Data = {} } = asJson(await isComplete(asJson(event)));
      if (IsComplete) return { polls, id, data: { ...begun.Data, ...Data } };
      if (Object.keys(Data).length > 0) throw new Error('"Data" is not allowed if "IsComplete" is "False"');
      wait();
    }
    return { reason: 'Operation timed out', polls, id, data: {} };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error), polls, id, data: {} };
  }
}

function asJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
