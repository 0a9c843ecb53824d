/** The queues of one Jetway, in the control plane's Region. */
export interface QueueNames {
  /** Events and Jetway's own triggers, on their way to become requests. */
  readonly triggers: string;
  readonly triggersDeadLetters: string;
  /** Triggers that mean more accounts than they name. */
  readonly sweeps: string;
  readonly sweepsDeadLetters: string;
  /** To look at accounts. */
  readonly requests: string;
  readonly requestsDeadLetters: string;
  /** What could not be sent to the triggers' queue. */
  readonly undelivered: string;
}

/** What the queues of a Jetway of this name are called; the longest name leaves room below SQS's 80 characters. */
export function queueNames(name: string): QueueNames {
  const own = `jetway-${name}`;
  return {
    triggers: `${own}-triggers`,
    triggersDeadLetters: `${own}-triggers-dead-letters`,
    sweeps: `${own}-sweeps.fifo`,
    sweepsDeadLetters: `${own}-sweeps-dead-letters.fifo`,
    requests: `${own}-requests.fifo`,
    requestsDeadLetters: `${own}-requests-dead-letters.fifo`,
    undelivered: `${own}-undelivered`,
  };
}
