import { randomUUID } from 'node:crypto';
import {
  AssociateResourceShareCommand,
  DisassociateResourceShareCommand,
  paginateGetResourceShareAssociations,
  type RAMClient,
} from '@aws-sdk/client-ram';
import * as z from 'zod/mini';
import { JetwayError } from '../model/errors.ts';
import { AccountId, OuArn, ResourceShareArn } from '../model/ids.ts';
import type { PrincipalAssociation } from '../model/network.ts';
import type { ProviderPort } from '../model/ports.ts';
import { answered } from './answer.ts';
import { goneIsDone } from './errors.ts';
import { everyItem, partsOf } from './lists.ts';

const live = ['ASSOCIATING', 'ASSOCIATED', 'DISASSOCIATING', 'SUSPENDED', 'SUSPENDING', 'RESTORING'] as const;

const Association = z.object({
  resourceShareArn: ResourceShareArn,
  associatedEntity: z.string(),
  status: z.enum([...live, 'DISASSOCIATED', 'FAILED']),
});

const Principal = z.union([AccountId, OuArn]);

/** RAM's own limit is written for resources only, and taken for principals as well. */
const principalsInCall = 100;

export const resourceShares = (
  ram: RAMClient,
): Pick<ProviderPort, 'principals' | 'associatePrincipals' | 'disassociatePrincipals'> => ({
  async principals(shares, principal) {
    if (shares.length === 0) return [];
    const pages = paginateGetResourceShareAssociations(
      { client: ram, pageSize: 500 },
      {
        associationType: 'PRINCIPAL',
        resourceShareArns: [...shares],
        ...(principal !== undefined && { principal }),
      },
    );
    const found = await everyItem(pages, (page) => page.resourceShareAssociations);
    return answered(z.array(Association), found, shares.join(', ')).flatMap(associationOf);
  },

  async associatePrincipals(share, principals) {
    for (const part of partsOf(principals, principalsInCall))
      await ram.send(new AssociateResourceShareCommand(change(share, part)));
  },

  async disassociatePrincipals(share, principals) {
    const remove = (some: readonly string[]) =>
      ram.send(new DisassociateResourceShareCommand(change(share, some)));
    for (const part of partsOf(principals, principalsInCall)) {
      try {
        await remove(part);
      } catch (error) {
        if (!(error instanceof JetwayError) || error.code !== 'not-found') throw error;
        // One that is not associated refuses all of them, so the others are removed one by one.
        if (part.length > 1) for (const principal of part) await goneIsDone(remove([principal]));
      }
    }
  },
});

/** An intended change has a token of its own, which the SDK's retries repeat. */
function change(share: ResourceShareArn, principals: readonly string[]) {
  return { resourceShareArn: share, principals: [...principals], clientToken: randomUUID() };
}

function associationOf(association: z.output<typeof Association>): readonly PrincipalAssociation[] {
  const status = live.find((state) => state === association.status);
  // Roles and services can be principals as well; Jetway shares with neither.
  const principal = Principal.safeParse(association.associatedEntity);
  if (status === undefined || !principal.success) return [];
  return [{ share: association.resourceShareArn, principal: principal.data, status }];
}
