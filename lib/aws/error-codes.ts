import type { ErrorCode } from '../model/errors.ts';
import { isNetworkCode, type Refusal } from './refusal.ts';

/**
 * AWS's codes by what they mean. The spelling varies between services and even within EC2 (`…ID.NotFound`,
 * `…Id.NotFound`), so they are compared in lower case and without the ending `Exception`.
 */
const meanings: readonly (readonly [meaning: ErrorCode, codes: readonly string[]])[] = [
  [
    'throttled',
    [
      'BandwidthLimitExceeded',
      'PriorRequestNotComplete',
      'ProvisionedThroughputExceeded',
      'RequestLimitExceeded',
      'RequestThrottled',
      'SlowDown',
      'Throttled',
      'Throttling',
      'TooManyRequests',
    ],
  ],
  [
    'unavailable',
    [
      'InternalError',
      'InternalFailure',
      'InternalServerError',
      'InternalService',
      'InternalServiceError',
      'InvalidNextToken',
      'PaginationTokenExpired',
      'RequestTimeout',
      'ServerInternal',
      'Service',
      'ServiceUnavailable',
      'TimeoutError',
      'Unavailable',
    ],
  ],
  [
    'not-ready',
    [
      'ConcurrentModification',
      'Conflict',
      'DependencyViolation',
      'IncorrectState',
      'InvalidStateTransition',
      'OptInRequired',
      'PendingVerification',
      'PrefixListVersionMismatch',
      'ResourceConflict',
      'ResourceNotReady',
      'SubscriptionRequired',
    ],
  ],
  [
    'already-so',
    [
      'DuplicateTransitGatewayAttachment',
      'Resource.AlreadyAssociated',
      'ResourceAlreadyExists',
      'ResourceExists',
      'ResourceShareInvitationAlreadyAccepted',
      'RouteAlreadyExists',
      'TransitGatewayRouteTablePropagation.Duplicate',
    ],
  ],
  ['quota', ['LimitExceeded', 'PrefixListMaxEntriesExceeded']],
  ['not-found', ['QueueDoesNotExist', 'UnknownResource']],
  [
    'access-denied',
    [
      'AccessDenied',
      'AuthFailure',
      'CredentialsProviderError',
      'ExpiredToken',
      'IncompleteSignature',
      'InvalidClientTokenId',
      'InvalidSignature',
      'NotAuthorized',
      'RequestExpired',
      'SignatureDoesNotMatch',
      'Unauthorized',
      'UnauthorizedOperation',
      'UnrecognizedClient',
    ],
  ],
  ['configuration', ['AWSOrganizationsNotInUse']],
];

const bare = (code: string) => code.toLowerCase().replace(/exception$/, '');

const byCode: ReadonlyMap<string, ErrorCode> = new Map(
  meanings.flatMap(([meaning, codes]) => codes.map((code) => [bare(code), meaning] as const)),
);

/** What is not yet visible to the account that it was just shared with does not exist for it. */
const needsShared: readonly string[] = ['CreateRoute', 'CreateTransitGatewayVpcAttachment'];

/** What a failed call means. */
export function errorCodeOf(refusal: Refusal): ErrorCode {
  const { operation, code, message, status } = refusal;
  const known = byCode.get(bare(code));
  // First of all, since Node.js says ENOTFOUND where a host name does not resolve: that proves nobody's absence.
  if (isNetworkCode(code)) return 'unavailable';
  if (operation === 'AssumeRole' && bare(code) === 'accessdenied') return 'role-refused';
  if (needsShared.includes(operation) && /^invalidtransitgatewayid\.notfound$/i.test(code))
    return 'not-ready';
  if (operation === 'AssociateProfile' && bare(code) === 'resourcenotfound') return 'not-ready';
  if (isOutsideOrganization(refusal)) return 'rejected';
  if (/needs a subscription for the service/i.test(message)) return 'not-ready';
  if (operation === 'ModifyManagedPrefixList' && /value for version is not valid/i.test(message))
    return 'not-ready';
  if (known !== undefined) return known;
  if (/notfound/i.test(code)) return 'not-found';
  if (/limitexceeded/i.test(code)) return 'quota';
  if (status === 429) return 'throttled';
  if (status !== undefined && status >= 500) return 'unavailable';
  return 'rejected';
}

/**
 * Whether RAM refused to share because it takes the account or the OU for a stranger to the organization.
 * @see https://docs.aws.amazon.com/ram/latest/userguide/tshoot-sharing-outside-org.html
 */
export function isOutsideOrganization({ service, operation, message }: Refusal): boolean {
  return (
    service === 'RAM' &&
    operation === 'AssociateResourceShare' &&
    /not in your AWS organization|only be shared within your AWS organization|OrganizationalUnit .* could not be found|organization .* could not be found/i.test(
      message,
    )
  );
}
