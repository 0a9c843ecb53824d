/**
 * What AWS's documentation leaves open, as switches with both answers. Jetway must be right under every
 * combination, so tests draw them at random.
 */
export interface Unknowns {
  /** What AssociateProfile answers for a VPC that already has a profile. */
  readonly profileExistsError: 'ResourceExistsException' | 'ConflictException';
  /** The first status of a profile association. */
  readonly profileAssociationStartsAs: 'CREATING' | 'UPDATING';
  /** What becomes of a consumer's profile association when the profile is no longer shared with it. */
  readonly unsharedProfileAssociation: 'disappears' | 'staysListed';
  /** Whether the owner of a profile sees the consumers' associations in its own list. */
  readonly ownerSeesProfileAssociations: boolean;
  /** What AssociateResourceShare answers for a principal that is already associated. */
  readonly associatedPrincipalAgain: 'noError' | 'InvalidParameterException';
  /** Whether a principal inside the organization passes through ASSOCIATING. */
  readonly principalStartsAs: 'ASSOCIATING' | 'ASSOCIATED';
  /** Whether a disassociated principal stays in the list for a while. */
  readonly disassociatedPrincipal: 'staysListed' | 'disappears';
  /** Whether an account's principals turn SUSPENDED when it is closed. */
  readonly principalOfClosedAccount: 'unchanged' | 'SUSPENDED';
  /** Whether DescribeAccount and ListAccounts answer with `Paths`. */
  readonly accountPaths: boolean;
  /** Whether the retired member `Status` is still answered beside `State`. */
  readonly accountStatus: boolean;
  /** What AssociateTransitGatewayRouteTable answers for the table that is already associated. */
  readonly associateSameRouteTable: 'Resource.AlreadyAssociated' | 'noError';
  /** Whether associations and propagations may be made while an attachment is pending. */
  readonly associateWhilePending: boolean;
  /** Whether adding an entry that a prefix list has is refused. */
  readonly addExistingEntry: 'noError' | 'InvalidParameterValue';
  /** Whether the tagging API lists closed accounts. */
  readonly taggingListsClosedAccounts: boolean;
  /** Whether the owner of a transit gateway may delete the attachment of a closed account. */
  readonly deleteAttachmentOfClosedAccount: 'allowed' | 'IncorrectState';
  /** What a private DNS name that failed shows from the start of its verification until AWS has looked. */
  readonly restartedVerification: 'pendingVerification' | 'failed';
  /** Whether AWS looks for the record of a private DNS name without being asked to. */
  readonly verifiesByItself: boolean;
  /** Whether paged lists may answer an empty page with a token before the next. */
  readonly emptyPages: boolean;
}

export const defaultUnknowns: Unknowns = {
  profileExistsError: 'ResourceExistsException',
  profileAssociationStartsAs: 'CREATING',
  unsharedProfileAssociation: 'staysListed',
  ownerSeesProfileAssociations: false,
  associatedPrincipalAgain: 'noError',
  principalStartsAs: 'ASSOCIATING',
  disassociatedPrincipal: 'staysListed',
  principalOfClosedAccount: 'unchanged',
  accountPaths: true,
  accountStatus: false,
  associateSameRouteTable: 'Resource.AlreadyAssociated',
  associateWhilePending: false,
  addExistingEntry: 'noError',
  taggingListsClosedAccounts: true,
  deleteAttachmentOfClosedAccount: 'allowed',
  restartedVerification: 'pendingVerification',
  verifiesByItself: true,
  emptyPages: false,
};

/** How long AWS takes, in simulated seconds. The defaults lie in the ranges that users and AWS report. */
export interface Latencies {
  readonly principalAssociates: number;
  readonly principalDisassociates: number;
  /** From ASSOCIATED until the consumer can use what is shared. */
  readonly shareBecomesUsable: number;
  readonly attachmentBecomesAvailable: number;
  readonly attachmentDeletes: number;
  readonly routeTableAssociates: number;
  readonly routeTableDisassociates: number;
  readonly propagationEnables: number;
  readonly propagationDisables: number;
  readonly prefixListModifies: number;
  readonly profileAssociates: number;
  readonly profileDisassociates: number;
  readonly accountCreates: number;
  readonly accountCloses: number;
  readonly logsQueryCompletes: number;
  /** From a call until CloudTrail's event of it is on the bus; it is promised within some minutes, and mostly sooner. */
  readonly trailTells: number;
  /** Until a function has its new configuration, network interfaces included. */
  readonly functionUpdates: number;
}

export const defaultLatencies: Latencies = {
  principalAssociates: 5,
  principalDisassociates: 5,
  shareBecomesUsable: 10,
  attachmentBecomesAvailable: 60,
  attachmentDeletes: 60,
  routeTableAssociates: 10,
  routeTableDisassociates: 10,
  propagationEnables: 10,
  propagationDisables: 10,
  prefixListModifies: 5,
  profileAssociates: 120,
  profileDisassociates: 90,
  accountCreates: 120,
  accountCloses: 120,
  logsQueryCompletes: 2,
  trailTells: 20,
  functionUpdates: 60,
};
