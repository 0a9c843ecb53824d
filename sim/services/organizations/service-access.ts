import type { Operations } from '../../operation.ts';
import { listed } from './paging.ts';
import { managementOnly, textOf } from './request.ts';

/**
 * Trusted access as Organizations keeps it. It does not enable sharing in RAM, whose own operation makes the
 * role that sharing needs.
 */
export const serviceAccessOperations = {
  EnableAWSServiceAccess: {
    takes: ['ServicePrincipal'],
    answer({ ServicePrincipal }, call) {
      managementOnly(call);
      const { serviceAccess } = call.world.organization;
      const service = textOf(ServicePrincipal, 128);
      serviceAccess.set(service, serviceAccess.get(service) ?? call.world.clock.nowMs);
      return {};
    },
  },
  ListAWSServiceAccessForOrganization: {
    takes: ['NextToken', 'MaxResults'],
    answer(input, call) {
      managementOnly(call);
      const { items, nextToken } = listed(call.world, [...call.world.organization.serviceAccess], input);
      const enabled = items.map(([ServicePrincipal, atMs]) => ({
        ServicePrincipal,
        DateEnabled: new Date(atMs),
      }));
      return { EnabledServicePrincipals: enabled, NextToken: nextToken };
    },
  },
} satisfies Operations<typeof import('@aws-sdk/client-organizations')>;
