import * as z from 'zod/mini';
import type { Latencies, Unknowns } from '../behaviour.ts';

const either = <const First extends string, const Second extends string>(first: First, second: Second) =>
  z.exactOptional(z.enum([first, second]));
const flag = z.exactOptional(z.boolean());

/** The switches of {@link Unknowns} that a scenario sets; the others keep their defaults. */
export const UnknownsSchema = z.strictObject({
  profileExistsError: either('ResourceExistsException', 'ConflictException'),
  profileAssociationStartsAs: either('CREATING', 'UPDATING'),
  unsharedProfileAssociation: either('disappears', 'staysListed'),
  ownerSeesProfileAssociations: flag,
  associatedPrincipalAgain: either('noError', 'InvalidParameterException'),
  principalStartsAs: either('ASSOCIATING', 'ASSOCIATED'),
  disassociatedPrincipal: either('staysListed', 'disappears'),
  principalOfClosedAccount: either('unchanged', 'SUSPENDED'),
  accountPaths: flag,
  accountStatus: flag,
  associateSameRouteTable: either('Resource.AlreadyAssociated', 'noError'),
  associateWhilePending: flag,
  addExistingEntry: either('noError', 'InvalidParameterValue'),
  taggingListsClosedAccounts: flag,
  deleteAttachmentOfClosedAccount: either('allowed', 'IncorrectState'),
  restartedVerification: either('pendingVerification', 'failed'),
  verifiesByItself: flag,
  emptyPages: flag,
} satisfies Record<keyof Unknowns, unknown>);

const seconds = z.exactOptional(z.number().check(z.minimum(0)));

/** The latencies that a scenario sets, in simulated seconds; the others keep their defaults. */
export const LatenciesSchema = z.strictObject({
  principalAssociates: seconds,
  principalDisassociates: seconds,
  shareBecomesUsable: seconds,
  attachmentBecomesAvailable: seconds,
  attachmentDeletes: seconds,
  routeTableAssociates: seconds,
  routeTableDisassociates: seconds,
  propagationEnables: seconds,
  propagationDisables: seconds,
  prefixListModifies: seconds,
  profileAssociates: seconds,
  profileDisassociates: seconds,
  accountCreates: seconds,
  accountCloses: seconds,
  logsQueryCompletes: seconds,
  trailTells: seconds,
  functionUpdates: seconds,
} satisfies Record<keyof Latencies, unknown>);
