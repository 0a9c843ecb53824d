import { describe, expect, test } from '@jest/globals';
import { failure, goneIsDone, orIfGone } from '../../../lib/aws/errors.ts';
import { type ErrorCode, JetwayError } from '../../../lib/model/errors.ts';

interface Thrown {
  readonly code: string;
  readonly message?: string;
  readonly status?: number;
}

function thrown({ code, message = 'said AWS.', status = 400 }: Thrown): Error {
  const error = new Error(message);
  error.name = code;
  return Object.assign(error, { $metadata: { httpStatusCode: status, requestId: 'request-1' } });
}

const from = (call: string, error: Error) => {
  const [service = '', operation = ''] = call.split('.');
  return failure(error, { service, operation, resource: 'vpc-1' });
};

const rows: readonly (Thrown & { readonly call: string; readonly means: ErrorCode })[] = [
  { call: 'EC2.DescribeVpcs', code: 'RequestLimitExceeded', status: 503, means: 'throttled' },
  { call: 'Organizations.ListAccounts', code: 'TooManyRequestsException', means: 'throttled' },
  { call: 'ResourceGroupsTaggingAPI.GetResources', code: 'ThrottledException', means: 'throttled' },
  { call: 'Route53Profiles.AssociateProfile', code: 'ThrottlingException', means: 'throttled' },
  { call: 'RAM.GetResourceShareAssociations', code: 'SomethingNew', status: 429, means: 'throttled' },
  { call: 'STS.AssumeRole', code: 'Throttling', means: 'throttled' },

  { call: 'EC2.DescribeVpcs', code: 'InternalError', status: 500, means: 'unavailable' },
  { call: 'EC2.DescribeVpcs', code: 'SomethingNew', status: 502, means: 'unavailable' },
  { call: 'Organizations.ListAccounts', code: 'ServiceException', status: 400, means: 'unavailable' },
  {
    call: 'Route53Profiles.ListProfileAssociations',
    code: 'InternalServiceErrorException',
    means: 'unavailable',
  },
  {
    call: 'ResourceGroupsTaggingAPI.GetResources',
    code: 'PaginationTokenExpiredException',
    means: 'unavailable',
  },
  { call: 'RAM.AssociateResourceShare', code: 'ServerInternalException', status: 500, means: 'unavailable' },
  {
    call: 'RAM.AssociateResourceShare',
    code: 'ServiceUnavailableException',
    status: 503,
    means: 'unavailable',
  },
  { call: 'EC2.DescribeVpcs', code: 'TimeoutError', means: 'unavailable' },

  { call: 'EC2.AssociateTransitGatewayRouteTable', code: 'IncorrectState', means: 'not-ready' },
  { call: 'RAM.DisassociateResourceShare', code: 'InvalidStateTransitionException', means: 'not-ready' },
  { call: 'Route53Profiles.AssociateProfile', code: 'ConflictException', means: 'not-ready' },
  { call: 'EC2.ModifyManagedPrefixList', code: 'PrefixListVersionMismatch', means: 'not-ready' },
  {
    call: 'EC2.ModifyManagedPrefixList',
    code: 'InvalidParameterValue',
    message: 'The specified value for version is not valid.',
    means: 'not-ready',
  },
  { call: 'EC2.CreateRoute', code: 'InvalidTransitGatewayID.NotFound', means: 'not-ready' },
  {
    call: 'EC2.CreateTransitGatewayVpcAttachment',
    code: 'InvalidTransitGatewayId.NotFound',
    means: 'not-ready',
  },
  { call: 'Route53Profiles.AssociateProfile', code: 'ResourceNotFoundException', means: 'not-ready' },
  { call: 'EC2.CreateTransitGatewayVpcAttachment', code: 'OptInRequired', means: 'not-ready' },
  { call: 'EC2.DescribeVpcs', code: 'SubscriptionRequiredException', means: 'not-ready' },
  {
    call: 'EC2.DescribeVpcs',
    code: 'Blocked',
    message: 'The AWS Access Key Id needs a subscription for the service',
    means: 'not-ready',
  },

  { call: 'EC2.AssociateTransitGatewayRouteTable', code: 'Resource.AlreadyAssociated', means: 'already-so' },
  {
    call: 'EC2.EnableTransitGatewayRouteTablePropagation',
    code: 'TransitGatewayRouteTablePropagation.Duplicate',
    means: 'already-so',
  },
  { call: 'EC2.CreateRoute', code: 'RouteAlreadyExists', means: 'already-so' },
  { call: 'Route53Profiles.AssociateProfile', code: 'ResourceExistsException', means: 'already-so' },
  {
    call: 'EC2.CreateTransitGatewayVpcAttachment',
    code: 'DuplicateTransitGatewayAttachment',
    means: 'already-so',
  },
  {
    call: 'RAM.AcceptResourceShareInvitation',
    code: 'ResourceShareInvitationAlreadyAcceptedException',
    means: 'already-so',
  },

  { call: 'EC2.CreateRoute', code: 'RouteLimitExceeded', means: 'quota' },
  { call: 'Route53Profiles.AssociateProfile', code: 'LimitExceededException', means: 'quota' },
  { call: 'EC2.ModifyManagedPrefixList', code: 'PrefixListMaxEntriesExceeded', means: 'quota' },
  { call: 'RAM.AssociateResourceShare', code: 'ResourceShareLimitExceededException', means: 'quota' },

  { call: 'RAM.DisassociateResourceShare', code: 'UnknownResourceException', means: 'not-found' },
  {
    call: 'EC2.DisassociateTransitGatewayRouteTable',
    code: 'InvalidAssociation.NotFound',
    means: 'not-found',
  },
  {
    call: 'EC2.DisableTransitGatewayRouteTablePropagation',
    code: 'TransitGatewayRouteTablePropagation.NotFound',
    means: 'not-found',
  },
  { call: 'EC2.DeleteRoute', code: 'InvalidRoute.NotFound', means: 'not-found' },
  { call: 'EC2.DescribeManagedPrefixLists', code: 'InvalidPrefixListId.NotFound', means: 'not-found' },
  {
    call: 'EC2.DeleteTransitGatewayVpcAttachment',
    code: 'InvalidTransitGatewayAttachmentID.NotFound',
    means: 'not-found',
  },
  { call: 'EC2.DescribeTransitGateways', code: 'INVALIDTRANSITGATEWAYID.NOTFOUND', means: 'not-found' },
  { call: 'Organizations.DescribeAccount', code: 'AccountNotFoundException', means: 'not-found' },
  { call: 'Organizations.ListTagsForResource', code: 'TargetNotFoundException', means: 'not-found' },
  { call: 'Route53Profiles.DisassociateProfile', code: 'ResourceNotFoundException', means: 'not-found' },
  { call: 'SSM.GetParameter', code: 'ParameterNotFound', means: 'not-found' },

  { call: 'STS.AssumeRole', code: 'AccessDenied', status: 403, means: 'role-refused' },
  { call: 'STS.AssumeRole', code: 'ExpiredToken', status: 403, means: 'access-denied' },
  { call: 'EC2.CreateRoute', code: 'UnauthorizedOperation', status: 403, means: 'access-denied' },
  { call: 'EC2.DescribeVpcs', code: 'AuthFailure', status: 401, means: 'access-denied' },
  { call: 'Organizations.ListAccounts', code: 'AccessDeniedException', means: 'access-denied' },
  {
    call: 'RAM.GetResourceShareAssociations',
    code: 'UnrecognizedClientException',
    status: 403,
    means: 'access-denied',
  },

  {
    call: 'Organizations.DescribeOrganization',
    code: 'AWSOrganizationsNotInUseException',
    means: 'configuration',
  },
  { call: 'RAM.AssociateResourceShare', code: 'InvalidParameterException', means: 'rejected' },
  { call: 'EC2.CreateTransitGatewayVpcAttachment', code: 'DuplicateSubnetsInSameZone', means: 'rejected' },
];

test.each(rows)('$call: $code means $means', ({ call, means, ...error }) => {
  expect(from(call, thrown(error)).code).toBe(means);
});

test.each(['ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN'])(
  'no answer (%s) means unavailable',
  (code) => {
    const error = Object.assign(new Error('no answer'), { code });
    expect(from('EC2.CreateRoute', error)).toMatchObject({
      code: 'unavailable',
      problem: { aws: { code, requestId: undefined } },
    });
  },
);

describe('an error', () => {
  test('keeps what a support case needs, and its cause', () => {
    const cause = thrown({ code: 'UnauthorizedOperation', message: 'You are not authorized.' });
    const error = from('EC2.CreateRoute', cause);
    expect(error.problem).toEqual({
      resource: 'vpc-1',
      what: 'EC2 CreateRoute failed with UnauthorizedOperation: You are not authorized',
      remedy:
        'Allow ec2:CreateRoute to the role that made the call; a service control policy may deny it as well',
      aws: {
        service: 'EC2',
        operation: 'CreateRoute',
        code: 'UnauthorizedOperation',
        requestId: 'request-1',
      },
    });
    expect(error.cause).toBe(cause);
  });

  test('that is already Jetway’s stays as it is', () => {
    const error = from('STS.AssumeRole', thrown({ code: 'AccessDenied' }));
    expect(from('EC2.DescribeVpcs', error)).toBe(error);
  });

  test('that is no error is told all the same', () => {
    expect(failure('torn', { service: 'EC2', operation: 'CreateRoute', resource: 'rtb-1' })).toMatchObject({
      code: 'rejected',
      cause: 'torn',
    });
  });
});

test.each([
  'Principal 333333333333 is not in your AWS organization. You do not have permission to add external AWS accounts.',
  'The resource you are attempting to share can only be shared within your AWS Organization.',
  'OrganizationalUnit ou-ab12-11111111 could not be found.',
])('sharing outside the organization is rejected with the way out: %s', (message) => {
  const error = from('RAM.AssociateResourceShare', thrown({ code: 'UnknownResourceException', message }));
  expect(error.code).toBe('rejected');
  expect(error.problem.remedy).toContain('aws ram enable-sharing-with-aws-organization');
  expect(error.problem.remedy).toContain('organization.resourceSharing: invitations');
});

describe('what is gone', () => {
  const gone = () => Promise.reject(from('EC2.DeleteRoute', thrown({ code: 'InvalidRoute.NotFound' })));
  const refused = () => Promise.reject(from('EC2.DeleteRoute', thrown({ code: 'UnauthorizedOperation' })));

  test('is removed', async () => {
    await expect(goneIsDone(gone())).resolves.toBeUndefined();
  });
  test('can be read as a value', async () => {
    await expect(orIfGone(gone(), 'absent')).resolves.toBe('absent');
  });
  test('is not what may not be removed', async () => {
    await expect(goneIsDone(refused())).rejects.toThrow(JetwayError);
    await expect(orIfGone(refused(), 'absent')).rejects.toThrow(JetwayError);
  });
});
