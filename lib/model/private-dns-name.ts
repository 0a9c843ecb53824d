/** The private DNS name of an endpoint service, and the proof that its domain is ours. */
export interface PrivateDnsName {
  readonly name: string;
  /** Absent while AWS has not yet said which record it looks for. */
  readonly proof?: DomainProof;
}

export interface DomainProof {
  readonly state: 'pendingVerification' | 'verified' | 'failed';
  readonly record: TxtRecord;
}

/** A TXT record of public DNS. */
export interface TxtRecord {
  /** The full name. */
  readonly name: string;
  readonly value: string;
}

/**
 * The name of the record that proves a private DNS name.
 * @param label what AWS calls the record's name: `_` and letters, without the domain
 * @param privateDnsName a wildcard name is proved by the domain under which it stands
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
 */
export function recordName(label: string, privateDnsName: string): string {
  return `${label}.${privateDnsName.replace(/^\*\./, '')}`;
}
