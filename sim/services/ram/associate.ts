import type { ResourceShareAssociation } from '@aws-sdk/client-ram';
import type { Call } from '../../call.ts';
import type { Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';
import {
  currentAssociation,
  describeAssociation,
  end,
  put,
  remove,
  setStatus,
  settle,
  settleLater,
} from './association.ts';
import { invite, withdraw } from './invitations.ts';
import { admission, isAccountId, unknown } from './principal.ts';
import { ownResource, ownShare, visibleShare } from './request.ts';
import type { SimulatedAssociation, SimulatedShare } from './state.ts';

const perShare = 5000;

type Entity = Pick<SimulatedAssociation, 'type' | 'entity'>;

interface Entities {
  readonly principals?: readonly string[] | undefined;
  readonly resourceArns?: readonly string[] | undefined;
}

export const associateOperations = {
  AssociateResourceShare: {
    takes: ['resourceShareArn', 'resourceArns', 'principals', 'clientToken'],
    answer(input, call) {
      return call.world.ram.associated.answer(input, call, () => {
        const share = ownShare(call, input.resourceShareArn);
        const entities = someOf(input);
        return {
          resourceShareAssociations: associate(call, share, entities),
          clientToken: input.clientToken,
        };
      });
    },
  },
  DisassociateResourceShare: {
    takes: ['resourceShareArn', 'resourceArns', 'principals', 'clientToken'],
    answer(input, call) {
      return call.world.ram.disassociated.answer(input, call, () => {
        const entities = someOf(input);
        const share = isLeaving(call, input)
          ? leavable(call, visibleShare(call, input.resourceShareArn))
          : ownShare(call, input.resourceShareArn);
        return {
          resourceShareAssociations: disassociate(call, share, entities),
          clientToken: input.clientToken,
        };
      });
    },
  },
} satisfies Operations<typeof import('@aws-sdk/client-ram')>;

/** Every principal and resource, once each; a request for none is refused. */
function someOf(input: Entities): readonly Entity[] {
  const entities = entitiesOf(input);
  return entities.length > 0
    ? entities
    : refuse('InvalidParameterException', 'You must specify at least one principal or resource.');
}

export function entitiesOf({ principals = [], resourceArns = [] }: Entities): readonly Entity[] {
  return [
    ...[...new Set(principals)].map((entity) => ({ type: 'PRINCIPAL', entity }) as const),
    ...[...new Set(resourceArns)].map((entity) => ({ type: 'RESOURCE', entity }) as const),
  ];
}

/** Associates all or none: whatever can be refused is refused before anything changes. */
export function associate(
  call: Call,
  share: SimulatedShare,
  entities: readonly Entity[],
): ResourceShareAssociation[] {
  const { world } = call;
  if (share.status !== 'ACTIVE') unknown(`ResourceShare ${share.arn}`);
  const changes = entities.map((entity) => planned(call, share, entity));
  refuseTooMany(share, entities);
  return changes.map((change) => describeAssociation(world, share, change()));
}

function planned(call: Call, share: SimulatedShare, { type, entity }: Entity): () => SimulatedAssociation {
  const { world } = call;
  const current = currentAssociation(world, share, type, entity);
  if (current?.status === 'DISASSOCIATING') inTransition('DISASSOCIATING');
  if (type === 'RESOURCE') {
    ownResource(call, entity);
    return () => current ?? settling(world, put(world, share, { type, entity }));
  }
  const how = admission(world, share, entity);
  if (current !== undefined) {
    if (world.unknowns.associatedPrincipalAgain === 'InvalidParameterException')
      refuse(
        'InvalidParameterException',
        `Principal ${entity} is already associated with the resource share.`,
      );
    return () => current;
  }
  return () => {
    const association = put(world, share, { type, entity });
    if (how === 'isInvited') return invite(world, share, association);
    if (world.unknowns.principalStartsAs === 'ASSOCIATING') return settling(world, association);
    settle(world, association, world.latencies.shareBecomesUsable);
    return association;
  };
}

function settling(world: World, association: SimulatedAssociation): SimulatedAssociation {
  settleLater(world, association);
  return association;
}

function disassociate(
  call: Call,
  share: SimulatedShare,
  entities: readonly Entity[],
): ResourceShareAssociation[] {
  const { world } = call;
  refuseWhileAssociating(share);
  const associations = entities.map(({ type, entity }) => {
    const current =
      currentAssociation(world, share, type, entity) ??
      unknown(`${type === 'PRINCIPAL' ? 'Principal' : 'Resource'} ${entity}`);
    return current.status === 'DISASSOCIATING' ? inTransition('DISASSOCIATING') : current;
  });
  return associations.map((association) => {
    if (association.invited) {
      withdraw(world, share, association.entity);
      setStatus(world, association, 'DISASSOCIATED');
      remove(share, association);
    } else end(world, share, association);
    return describeAssociation(world, share, association);
  });
}

/** Ends the operation while anything on the share is ASSOCIATING, invitations that nobody answered aside. */
export function refuseWhileAssociating({ associations }: SimulatedShare): void {
  if (associations.some(({ status, invited }) => status === 'ASSOCIATING' && !invited))
    inTransition('ASSOCIATING');
}

function inTransition(status: 'ASSOCIATING' | 'DISASSOCIATING'): never {
  return refuse(
    'InvalidStateTransitionException',
    `At least one of the associations in the resource share is in ${status} status.`,
  );
}

function refuseTooMany({ associations }: SimulatedShare, entities: readonly Entity[]): void {
  for (const type of ['PRINCIPAL', 'RESOURCE'] as const) {
    const all = [...associations, ...entities]
      .filter((each) => each.type === type)
      .map(({ entity }) => entity);
    if (new Set(all).size > perShare)
      refuse('ResourceShareLimitExceededException', `A resource share has at most ${perShare} of each kind.`);
  }
}

/** Whether a consumer asks to leave: it names itself, alone, on a share of another account. */
function isLeaving(
  { caller, world }: Call,
  {
    resourceShareArn = '',
    principals = [],
    resourceArns = [],
  }: Entities & { resourceShareArn?: string | undefined },
): boolean {
  const owner = world.ram.shares.get(resourceShareArn)?.owner;
  const [self, ...others] = principals;
  return owner !== caller.account && self === caller.account && others.length + resourceArns.length === 0;
}

/** The share, unless it came to the caller by its organization, which only the owner can end. */
function leavable({ world, caller }: Call, share: SimulatedShare): SimulatedShare {
  const own = currentAssociation(world, share, 'PRINCIPAL', caller.account);
  if (own === undefined ? share.associations.some(({ entity }) => !isAccountId(entity)) : !own.external)
    refuse('OperationNotPermittedException', 'You cannot leave a resource share of your organization.');
  return share;
}
