import { expect, test } from '@jest/globals';
import { ram } from '../../../sim/services/ram/operations.ts';
import { shareWith } from '../../../sim/services/ram/shares.ts';
import {
  aShare,
  callFrom,
  gateway,
  management,
  member,
  mgmtArn,
  owner,
  type Shared,
  stranger,
} from './ram-calls.ts';

const unknownOu = `${mgmtArn}:ou/o-a1b2c3d4e5/ou-ab12-00000000`;

const refusals: { given: string; ask: (shared: Shared) => unknown; code: string; message?: string }[] = [
  {
    given: 'an outside account where external principals are not allowed',
    ask: ({ share, associate }) => {
      share.allowExternalPrincipals = false;
      return associate({ principals: [stranger] });
    },
    code: 'InvalidParameterException',
    message: `Principal ${stranger} is not in your AWS organization. You do not have permission to add external AWS accounts to a resource share.`,
  },
  {
    given: 'a member where neither external principals nor organization sharing are allowed',
    ask: ({ world, share, associate }) => {
      share.allowExternalPrincipals = false;
      world.ram.organizationSharing = false;
      return associate({ principals: [member] });
    },
    code: 'InvalidParameterException',
  },
  {
    given: 'a malformed principal',
    ask: ({ associate }) => associate({ principals: ['12'] }),
    code: 'InvalidParameterException',
    message: 'Principal ID 12 is malformed. Verify the ID and try again.',
  },
  {
    given: 'an unknown OU',
    ask: ({ associate }) => associate({ principals: [unknownOu] }),
    code: 'UnknownResourceException',
    message: 'OrganizationalUnit ou-ab12-00000000 could not be found.',
  },
  {
    given: 'an OU without organization sharing',
    ask: ({ world, ouArn, associate }) => {
      world.ram.organizationSharing = false;
      return associate({ principals: [ouArn] });
    },
    code: 'UnknownResourceException',
    message: 'OrganizationalUnit ou-ab12-11111111 could not be found.',
  },
  {
    given: 'another organization',
    ask: ({ associate }) => associate({ principals: [`${mgmtArn}:organization/o-zzzzzzzzzz`] }),
    code: 'UnknownResourceException',
  },
  {
    given: 'nothing to associate',
    ask: ({ associate }) => associate({}),
    code: 'InvalidParameterException',
  },
  {
    given: 'a malformed resource ARN',
    ask: ({ associate }) => associate({ resourceArns: ['tgw-1'] }),
    code: 'MalformedArnException',
  },
  {
    given: 'a resource of another account',
    ask: ({ associate }) => associate({ resourceArns: [gateway.replace(owner, member)] }),
    code: 'UnknownResourceException',
  },
  {
    given: 'a resource of another Region',
    ask: ({ associate }) => associate({ resourceArns: [gateway.replace('eu-central-1', 'us-east-1')] }),
    code: 'UnknownResourceException',
  },
  {
    given: 'a malformed share ARN',
    ask: ({ call }) =>
      ram.AssociateResourceShare.answer({ resourceShareArn: 'x', principals: [member] }, call),
    code: 'MalformedArnException',
  },
  {
    given: 'a share of another Region',
    ask: ({ world, share }) =>
      ram.AssociateResourceShare.answer(
        { resourceShareArn: share.arn, principals: [member] },
        callFrom(world, owner, 'us-east-1'),
      ),
    code: 'UnknownResourceException',
  },
  {
    given: "a stranger's share",
    ask: ({ world, share }) =>
      ram.AssociateResourceShare.answer(
        { resourceShareArn: share.arn, principals: [member] },
        callFrom(world, stranger),
      ),
    code: 'UnknownResourceException',
  },
  {
    given: 'a share that is only consumed',
    ask: ({ world, share }) => {
      shareWith(world, share.arn, member);
      const request = { resourceShareArn: share.arn, principals: [stranger] };
      return ram.AssociateResourceShare.answer(request, callFrom(world, member));
    },
    code: 'OperationNotPermittedException',
  },
  {
    given: 'a five thousand and first principal',
    ask: ({ associate }) =>
      associate({ principals: Array.from({ length: 5001 }, (_, at) => String(100_000_000_000 + at)) }),
    code: 'ResourceShareLimitExceededException',
  },
  {
    given: 'disassociating what is not associated',
    ask: ({ disassociate }) => disassociate({ principals: [member] }),
    code: 'UnknownResourceException',
  },
  {
    given: 'disassociating twice',
    ask: ({ world, share, disassociate }) => {
      shareWith(world, share.arn, member);
      disassociate({ principals: [member] });
      return disassociate({ principals: [member] });
    },
    code: 'InvalidStateTransitionException',
  },
  {
    given: 'disassociating one principal while another is ASSOCIATING',
    ask: ({ world, share, associate, disassociate }) => {
      shareWith(world, share.arn, management);
      associate({ principals: [member] });
      return disassociate({ principals: [management] });
    },
    code: 'InvalidStateTransitionException',
    message: 'At least one of the associations in the resource share is in ASSOCIATING status.',
  },
  {
    given: 'deleting a share while a principal is ASSOCIATING',
    ask: ({ share, call, associate }) => {
      associate({ principals: [member] });
      return ram.DeleteResourceShare.answer({ resourceShareArn: share.arn }, call);
    },
    code: 'InvalidStateTransitionException',
  },
  {
    given: 'a client token with other parameters',
    ask: ({ associate }) => {
      associate({ principals: [member], clientToken: 'once' });
      return associate({ principals: [management], clientToken: 'once' });
    },
    code: 'IdempotentParameterMismatchException',
  },
  {
    given: 'a member that leaves what it has by its organization',
    ask: ({ world, share }) => {
      shareWith(world, share.arn, member);
      const request = { resourceShareArn: share.arn, principals: [member] };
      return ram.DisassociateResourceShare.answer(request, callFrom(world, member));
    },
    code: 'OperationNotPermittedException',
  },
  {
    given: 'retained sharing without external principals',
    ask: ({ call }) =>
      ram.CreateResourceShare.answer(
        {
          name: 'jetway',
          allowExternalPrincipals: false,
          resourceShareConfiguration: { retainSharingOnAccountLeaveOrganization: true },
        },
        call,
      ),
    code: 'InvalidParameterException',
  },
];

test.each(refusals)('$given is refused with $code', ({ ask, code, message }) => {
  const shared = aShare();
  expect(() => ask(shared)).toThrow(
    expect.objectContaining(message === undefined ? { code } : { code, message }),
  );
});

test('an associated principal again may be refused', () => {
  const { world, share, associate } = aShare({
    unknowns: { associatedPrincipalAgain: 'InvalidParameterException' },
  });
  shareWith(world, share.arn, member);
  expect(() => associate({ principals: [member] })).toThrow(
    expect.objectContaining({ code: 'InvalidParameterException' }),
  );
});

test('a request of which one principal is refused changes nothing', () => {
  const { associate, statuses } = aShare();
  expect(() => associate({ principals: [member, '12'] })).toThrow();
  expect(statuses()).toEqual([]);
});

test('a repeated client token is answered as before, even where the same again is refused', () => {
  const { world, associate } = aShare({
    unknowns: { associatedPrincipalAgain: 'InvalidParameterException' },
  });
  const first = associate({ principals: [member], clientToken: 'once' });
  world.clock.advance(world.latencies.principalAssociates);
  expect(associate({ principals: [member], clientToken: 'once' })).toEqual(first);
});
