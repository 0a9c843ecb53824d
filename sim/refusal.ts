/** An error answer of a simulated service; the wire writes it in the protocol of the request. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: string,
    message: string,
    /** The HTTP status; 400 where the service's model says nothing else. */
    readonly status: number = 400,
    /** Members of the exception beside its message, for instance `ResourceType`. */
    readonly members: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

/** Ends an operation with an error that the service documents. */
export function refuse(
  code: string,
  message: string,
  status?: number,
  members?: Record<string, unknown>,
): never {
  throw new Refusal(code, message, status, members);
}

/** Ends an operation that asks for something the simulator does not model, loudly and by name. */
export function notModelled(what: string): never {
  throw new Refusal('SimulatorNotModelled', `The simulator does not model ${what}`, 501);
}
