/** A hosted zone of Route 53 that is public. */
export interface SimulatedHostedZone {
  readonly id: string;
  readonly account: string;
  /** The domain, without a dot at the end. */
  readonly name: string;
  /** Whether the domain above names its name servers: until then nobody asks them. */
  delegated: boolean;
  /** The values of its TXT records by their full names. */
  readonly txt: Map<string, readonly string[]>;
}

/** Public DNS as far as anybody here asks it: TXT records. */
export class PublicDnsState {
  readonly zones = new Map<string, SimulatedHostedZone>();
  /** What name servers that are not Route 53's say, by full name. */
  readonly elsewhere = new Map<string, readonly string[]>();
}
