import type { Call } from '../../call.ts';
import { type Page, page } from '../../page.ts';
import { notModelled, refuse } from '../../refusal.ts';
import { sparse } from '../../sparse.ts';
import { unknown } from './principal.ts';
import { isConsumer } from './shares.ts';
import type { SimulatedShare } from './state.ts';

interface ListRequest {
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

/** A page of a list of RAM: 1 to 500 items, 100 unasked. */
export function listed<Item>({ world }: Call, all: readonly Item[], request: ListRequest): Page<Item> {
  const codes = { limit: 'InvalidParameterException', token: 'InvalidNextTokenException' };
  const size = { default: 100, max: 500 };
  return sparse(world, request.nextToken, (token) =>
    page(all, { limit: request.maxResults, token, size, codes }),
  );
}

export function required<Value>(value: Value | undefined, member: string): Value {
  return value ?? refuse('InvalidParameterException', `The parameter ${member} is required.`);
}

/**
 * The caller's own share in the Region of the call.
 * @throws OperationNotPermittedException for a share that the caller only consumes, UnknownResourceException for others'
 */
export function ownShare(call: Call, arn: string | undefined): SimulatedShare {
  const share = visibleShare(call, arn);
  return share.owner === call.caller.account
    ? share
    : refuse('OperationNotPermittedException', `You are not the owner of the resource share ${share.arn}.`);
}

/** A share of the Region that the caller owns or consumes. */
export function visibleShare({ world, caller, region }: Call, value: string | undefined): SimulatedShare {
  const arn = required(value, 'resourceShareArn');
  if (!/^arn:[^:]+:ram:[^:]+:\d{12}:resource-share\/[0-9a-f-]+$/.test(arn))
    malformedArn('resource share', arn);
  const share = world.ram.shares.get(arn);
  const account = caller.account;
  const seen = share?.region === region && (share.owner === account || isConsumer(world, share, account));
  return share !== undefined && seen ? share : unknown(`ResourceShare ${arn}`);
}

/** The shares of the Region that the caller owns or, as OTHER-ACCOUNTS, consumes; only those named, where any are. */
export function sharesOf(
  call: Call,
  resourceOwner: 'SELF' | 'OTHER-ACCOUNTS',
  arns?: readonly string[] | undefined,
): readonly SimulatedShare[] {
  const { world, caller, region } = call;
  const mine = [...world.ram.shares.values()].filter(
    (share) =>
      share.region === region &&
      (resourceOwner === 'SELF' ? share.owner === caller.account : isConsumer(world, share, caller.account)),
  );
  const named = arns?.map((arn) => visibleShare(call, arn).arn);
  return mine.filter(({ arn }) => named?.includes(arn) ?? true);
}

/** RAM's name of a resource's type, `ec2:TransitGateway`; refused for an ARN that is none. */
export function resourceTypeOf(arn: string): string {
  const [, service, type] =
    /^arn:[^:]+:([^:]+):[^:]*:\d{12}:([^/]+)\/.+$/.exec(arn) ?? malformedArn('resource', arn);
  switch (`${service}:${type}`) {
    case 'ec2:transit-gateway':
      return 'ec2:TransitGateway';
    case 'ec2:prefix-list':
      return 'ec2:PrefixList';
    case 'route53profiles:profile':
      return 'route53profiles:Profile';
    default:
      return notModelled(`sharing ${service}:${type}`);
  }
}

/** Ends the operation unless the ARN is of a resource of the caller in the Region of the call. */
export function ownResource({ caller, region }: Call, arn: string): void {
  resourceTypeOf(arn);
  const [, , , itsRegion, owner] = arn.split(':');
  if (itsRegion !== region || owner !== caller.account) unknown(`Resource ${arn}`);
}

function malformedArn(what: string, arn: string): never {
  return refuse(
    'MalformedArnException',
    `The specified ${what} ARN ${arn} is not valid. Verify the ARN and try again.`,
  );
}
