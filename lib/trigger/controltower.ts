import * as z from 'zod/mini';
import { AccountId, OuId } from '../model/ids.ts';
import { irrelevant, onlyFrom, type Readers, reading } from './reader.ts';
import { account, nobody } from './trigger.ts';

// State FAILED counts as well: a lifecycle operation has several steps, and those before the failure stay done.
const Enrolled = z.object({ account: z.optional(z.object({ accountId: z.optional(AccountId) })) });
const Registered = z.object({ organizationalUnit: z.object({ organizationalUnitId: OuId }) });

const enrolled = ({ account: managed }: z.output<typeof Enrolled>) =>
  managed?.accountId === undefined
    ? nobody('failed-call', 'no account came of it')
    : account(managed.accountId);
const registered = ({ organizationalUnit }: z.output<typeof Registered>) =>
  ({ kind: 'organizational-unit', ou: organizationalUnit.organizationalUnitId }) as const;

/** @see https://docs.aws.amazon.com/controltower/latest/userguide/lifecycle-events.html */
export const controlTower: Readers = onlyFrom(
  ({ managementAccount }) => [managementAccount],
  'the management account',
  {
    CreateManagedAccount: reading(
      z.object({ serviceEventDetails: z.object({ createManagedAccountStatus: Enrolled }) }),
      ({ serviceEventDetails }) => enrolled(serviceEventDetails.createManagedAccountStatus),
    ),
    UpdateManagedAccount: reading(
      z.object({ serviceEventDetails: z.object({ updateManagedAccountStatus: Enrolled }) }),
      ({ serviceEventDetails }) => enrolled(serviceEventDetails.updateManagedAccountStatus),
    ),
    RegisterOrganizationalUnit: reading(
      z.object({ serviceEventDetails: z.object({ registerOrganizationalUnitStatus: Registered }) }),
      ({ serviceEventDetails }) => registered(serviceEventDetails.registerOrganizationalUnitStatus),
    ),
    DeregisterOrganizationalUnit: reading(
      z.object({ serviceEventDetails: z.object({ deregisterOrganizationalUnitStatus: Registered }) }),
      ({ serviceEventDetails }) => registered(serviceEventDetails.deregisterOrganizationalUnitStatus),
    ),
    PrecheckOrganizationalUnit: irrelevant('a check before the registration of an OU changes nothing'),
    'Drift Detected': irrelevant('what has drifted has an event of its own'),
  },
);
