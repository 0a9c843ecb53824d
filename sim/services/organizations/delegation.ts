import type { Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';
import { arnOf } from './describe.ts';
import { listed } from './paging.ts';
import { idIn, managementOnly, textOf } from './request.ts';
import { existingAccount } from './tree.ts';

/** Whether an account manages a service for the organization, beside the management account. */
export function isDelegatedAdministrator(
  { organization }: World,
  account: string,
  servicePrincipal: string,
): boolean {
  return organization.delegations.get(servicePrincipal)?.has(account) ?? false;
}

/** The member accounts that manage a service for the organization. */
export const delegationOperations = {
  RegisterDelegatedAdministrator: {
    takes: ['AccountId', 'ServicePrincipal'],
    answer({ AccountId, ServicePrincipal }, call) {
      managementOnly(call);
      const { organization, clock } = call.world;
      const { id } = existingAccount(call.world, idIn('account', AccountId));
      const service = textOf(ServicePrincipal, 128);
      if (id === organization.managementAccountId)
        refuse(
          'ConstraintViolationException',
          'The management account cannot be a delegated administrator.',
          400,
          {
            Reason: 'CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR',
          },
        );
      const registered = organization.delegations.get(service) ?? new Map<string, number>();
      if (registered.has(id))
        refuse(
          'AccountAlreadyRegisteredException',
          'The specified account is already a delegated administrator for this service.',
        );
      organization.delegations.set(service, registered.set(id, clock.nowMs));
      return {};
    },
  },
  ListDelegatedAdministrators: {
    takes: ['ServicePrincipal', 'NextToken', 'MaxResults'],
    answer(input, call) {
      managementOnly(call);
      const { world } = call;
      const all = [...world.organization.delegations].flatMap(([service, accounts]) =>
        input.ServicePrincipal === undefined || input.ServicePrincipal === service ? [...accounts] : [],
      );
      const { items, nextToken } = listed(world, [...new Map(all)], input);
      const administrators = items.map(([id, atMs]) => {
        const { email, name, state, joinedMethod, joinedAtMs } = existingAccount(world, id);
        return {
          Id: id,
          Arn: arnOf(world, 'account', id),
          Email: email,
          Name: name,
          State: state,
          JoinedMethod: joinedMethod,
          JoinedTimestamp: new Date(joinedAtMs),
          DelegationEnabledDate: new Date(atMs),
        };
      });
      return { DelegatedAdministrators: administrators, NextToken: nextToken };
    },
  },
} satisfies Operations<typeof import('@aws-sdk/client-organizations')>;
