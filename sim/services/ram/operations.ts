import type { Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import { isMember } from '../organizations/tree.ts';
import { associateOperations } from './associate.ts';
import { invitationOperations } from './invitations.ts';
import { listOperations } from './lists.ts';
import { shareOperations } from './share-operations.ts';

/** Resource Access Manager: an account's own shares, and those of others with it, in the Region of the call. */
export const ram = {
  ...associateOperations,
  ...invitationOperations,
  ...listOperations,
  ...shareOperations,
  EnableSharingWithAwsOrganization: {
    takes: [],
    answer(_, { world, caller }) {
      if (!isMember(world, caller.account) || caller.account !== world.organization.managementAccountId)
        refuse(
          'OperationNotPermittedException',
          'Only the management account of an organization can enable sharing with it.',
        );
      world.ram.organizationSharing = true;
      world.organization.serviceAccess.set('ram.amazonaws.com', world.clock.nowMs);
      return { returnValue: true };
    },
  },
} satisfies Operations<typeof import('@aws-sdk/client-ram')>;
