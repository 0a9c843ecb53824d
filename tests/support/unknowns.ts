import fc from 'fast-check';
import type { Unknowns } from '../../sim/behaviour.ts';

/** Both answers of everything that AWS leaves open, in every combination. */
export const anyUnknowns: fc.Arbitrary<Unknowns> = fc.record({
  profileExistsError: fc.constantFrom('ResourceExistsException', 'ConflictException'),
  profileAssociationStartsAs: fc.constantFrom('CREATING', 'UPDATING'),
  unsharedProfileAssociation: fc.constantFrom('disappears', 'staysListed'),
  ownerSeesProfileAssociations: fc.boolean(),
  associatedPrincipalAgain: fc.constantFrom('noError', 'InvalidParameterException'),
  principalStartsAs: fc.constantFrom('ASSOCIATING', 'ASSOCIATED'),
  disassociatedPrincipal: fc.constantFrom('staysListed', 'disappears'),
  principalOfClosedAccount: fc.constantFrom('unchanged', 'SUSPENDED'),
  accountPaths: fc.boolean(),
  accountStatus: fc.boolean(),
  associateSameRouteTable: fc.constantFrom('Resource.AlreadyAssociated', 'noError'),
  associateWhilePending: fc.boolean(),
  addExistingEntry: fc.constantFrom('noError', 'InvalidParameterValue'),
  taggingListsClosedAccounts: fc.boolean(),
  deleteAttachmentOfClosedAccount: fc.constantFrom('allowed', 'IncorrectState'),
  restartedVerification: fc.constantFrom('pendingVerification', 'failed'),
  verifiesByItself: fc.boolean(),
  emptyPages: fc.boolean(),
});
