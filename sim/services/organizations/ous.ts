import type { Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';
import { describeOu } from './describe.ts';
import { idIn, managementOnly, textOf } from './request.ts';
import type { SimulatedOu } from './state.ts';
import { tagsIn } from './tags.ts';
import { addOu, refuseDuplicateOu, tag } from './tree.ts';

export const ouOperations = {
  DescribeOrganizationalUnit: {
    takes: ['OrganizationalUnitId'],
    answer({ OrganizationalUnitId }, call) {
      managementOnly(call);
      return { OrganizationalUnit: describeOu(call.world, existingOu(call.world, OrganizationalUnitId)) };
    },
  },
  CreateOrganizationalUnit: {
    takes: ['ParentId', 'Name', 'Tags'],
    answer({ ParentId, Name, Tags = [] }, call) {
      managementOnly(call);
      const tags = tagsIn(Tags);
      const ou = addOu(call.world, { name: textOf(Name, 128), parentId: idIn('parent', ParentId) });
      tag(call.world, ou.id, tags);
      return { OrganizationalUnit: describeOu(call.world, ou) };
    },
  },
  UpdateOrganizationalUnit: {
    takes: ['OrganizationalUnitId', 'Name'],
    answer({ OrganizationalUnitId, Name }, call) {
      managementOnly(call);
      const ou = existingOu(call.world, OrganizationalUnitId);
      if (Name !== undefined) {
        refuseDuplicateOu(call.world, textOf(Name, 128), ou.parentId, ou.id);
        ou.name = Name;
      }
      return { OrganizationalUnit: describeOu(call.world, ou) };
    },
  },
  DeleteOrganizationalUnit: {
    takes: ['OrganizationalUnitId'],
    answer({ OrganizationalUnitId }, call) {
      managementOnly(call);
      const { accounts, ous, tags } = call.world.organization;
      const { id } = existingOu(call.world, OrganizationalUnitId);
      if ([...accounts.values(), ...ous.values()].some(({ parentId }) => parentId === id))
        refuse('OrganizationalUnitNotEmptyException', 'The specified OU is not empty.');
      ous.delete(id);
      tags.delete(id);
      return {};
    },
  },
} satisfies Operations<typeof import('@aws-sdk/client-organizations')>;

function existingOu(world: World, value: string | undefined): SimulatedOu {
  return (
    world.organization.ous.get(idIn('ou', value)) ??
    refuse('OrganizationalUnitNotFoundException', "You specified an organizational unit that doesn't exist.")
  );
}
