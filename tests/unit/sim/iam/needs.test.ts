import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
  GetQueryResultsCommand,
  PutLogEventsCommand,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeAccountCommand,
  DescribeOrganizationalUnitCommand,
  ListAccountsCommand,
  ListParentsCommand,
  ListTagsForResourceCommand,
  MoveAccountCommand,
  OrganizationsClient,
  TagResourceCommand,
} from '@aws-sdk/client-organizations';
import {
  AcceptResourceShareInvitationCommand,
  AssociateResourceShareCommand,
  GetResourceShareAssociationsCommand,
  RAMClient,
} from '@aws-sdk/client-ram';
import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import {
  AssociateProfileCommand,
  ListProfileAssociationsCommand,
  Route53ProfilesClient,
  TagResourceCommand as TagProfileCommand,
} from '@aws-sdk/client-route53profiles';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, test } from '@jest/globals';
import { credentialsOf, listening, region, settings, statement } from './clients.ts';

import { allowedTo, aWorld, management, member, type Settings } from './needs-world.ts';

const fixture = aWorld();
const organizationArn = (rest: string) =>
  `arn:aws:organizations::${management}:${rest.replace('/', `/${fixture.world.organization.id}/`)}`;
const log = (rest: string) => `arn:aws:logs:${region}:${member}:log-group:/jetway:log-stream:${rest}`;
const parameter = (name: string) => `arn:aws:ssm:${region}:${member}:parameter/${name}`;

describe('Organizations, by the ARNs of the management account', () => {
  const organizations = (made: Settings) => new OrganizationsClient(made);
  const [account, ou, root] = [`account/${member}`, 'ou/ou-ab12-11111111', 'root/r-ab12'].map(
    organizationArn,
  );
  test.each([
    {
      send: (made: Settings) => organizations(made).send(new ListAccountsCommand({})),
      uses: ['organizations:ListAccounts *'],
    },
    {
      send: (made: Settings) => organizations(made).send(new DescribeAccountCommand({ AccountId: member })),
      uses: [`organizations:DescribeAccount ${account}`],
    },
    {
      send: (made: Settings) =>
        organizations(made).send(
          new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: 'ou-ab12-11111111' }),
        ),
      uses: [`organizations:DescribeOrganizationalUnit ${ou}`],
    },
    {
      send: (made: Settings) =>
        organizations(made).send(new ListParentsCommand({ ChildId: 'ou-ab12-11111111' })),
      uses: [`organizations:ListParents ${ou}`],
    },
    {
      send: (made: Settings) =>
        organizations(made).send(new ListTagsForResourceCommand({ ResourceId: 'r-ab12' })),
      uses: [`organizations:ListTagsForResource ${root}`],
    },
    {
      send: (made: Settings) =>
        organizations(made).send(new TagResourceCommand({ ResourceId: member, Tags: [] })),
      uses: [`organizations:TagResource ${account}`],
    },
    {
      send: (made: Settings) =>
        organizations(made).send(
          new MoveAccountCommand({
            AccountId: member,
            SourceParentId: 'r-ab12',
            DestinationParentId: 'ou-ab12-11111111',
          }),
        ),
      uses: [`organizations:MoveAccount ${account} ${root} ${ou}`],
    },
    {
      send: (made: Settings) => new ResourceGroupsTaggingAPIClient(made).send(new GetResourcesCommand({})),
      uses: ['tag:GetResources *'],
    },
  ])('$uses.0', async ({ send, uses }) =>
    expect(await allowedTo(send, fixture.world, { account: management })).toEqual(uses),
  );
});

describe('the others', () => {
  const { share, profile, invitation } = fixture;
  const Tags = [{ Key: 'jetway:name', Value: 'test' }];
  const associating = (made: Settings) =>
    new Route53ProfilesClient(made).send(
      new AssociateProfileCommand({ Name: 'a', ProfileId: profile.id, ResourceId: 'vpc-1', Tags }),
    );
  test.each([
    {
      send: (made: Settings) =>
        new RAMClient(made).send(new GetResourceShareAssociationsCommand({ associationType: 'PRINCIPAL' })),
      uses: ['ram:GetResourceShareAssociations *'],
    },
    {
      send: (made: Settings) =>
        new RAMClient(made).send(
          new AssociateResourceShareCommand({ resourceShareArn: share.arn, principals: [management] }),
        ),
      uses: [`ram:AssociateResourceShare ${share.arn}`],
    },
    {
      send: (made: Settings) =>
        new RAMClient(made).send(
          new AcceptResourceShareInvitationCommand({ resourceShareInvitationArn: invitation.arn }),
        ),
      uses: [`ram:AcceptResourceShareInvitation ${invitation.arn}`],
    },
    {
      send: (made: Settings) => new Route53ProfilesClient(made).send(new ListProfileAssociationsCommand({})),
      uses: ['route53profiles:ListProfileAssociations *'],
    },
    {
      send: associating,
      uses: [
        'route53profiles:AssociateProfile *',
        `route53profiles:TagResource arn:aws:route53profiles:${region}:${member}:profile-association/*`,
      ],
    },
    {
      send: (made: Settings) =>
        new Route53ProfilesClient(made).send(
          new TagProfileCommand({ ResourceArn: profile.arn, Tags: { a: 'b' } }),
        ),
      uses: [`route53profiles:TagResource ${profile.arn}`],
    },
    {
      send: (made: Settings) => new SSMClient(made).send(new GetParameterCommand({ Name: '/jetway/site' })),
      uses: [`ssm:GetParameter ${parameter('jetway/site')}`],
    },
    {
      send: (made: Settings) => new SSMClient(made).send(new GetParametersCommand({ Names: ['a', '/b'] })),
      uses: [`ssm:GetParameters ${parameter('a')} ${parameter('b')}`],
    },
    {
      send: (made: Settings) => new SSMClient(made).send(new GetParametersByPathCommand({ Path: '/jetway' })),
      uses: [`ssm:GetParametersByPath ${parameter('jetway')}`],
    },
    {
      send: (made: Settings) =>
        new SQSClient(made).send(new ReceiveMessageCommand({ QueueUrl: `http://127.0.0.1/${member}/jobs` })),
      uses: [`sqs:ReceiveMessage arn:aws:sqs:${region}:${member}:jobs`],
    },
    {
      send: (made: Settings) =>
        new CloudWatchLogsClient(made).send(
          new CreateLogStreamCommand({ logGroupName: '/jetway', logStreamName: 's' }),
        ),
      uses: [`logs:CreateLogStream ${log('s')}`],
    },
    {
      send: (made: Settings) =>
        new CloudWatchLogsClient(made).send(
          new PutLogEventsCommand({ logGroupName: '/jetway', logStreamName: 's', logEvents: [] }),
        ),
      uses: [`logs:PutLogEvents ${log('s')}`],
    },
    {
      send: (made: Settings) =>
        new CloudWatchLogsClient(made).send(new FilterLogEventsCommand({ logGroupName: '/jetway' })),
      uses: [`logs:FilterLogEvents ${log('')}`],
    },
    { send: (made: Settings) => new STSClient(made).send(new GetCallerIdentityCommand({})), uses: [] },
    {
      send: (made: Settings) =>
        new STSClient(made).send(
          new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${member}:role/reader`, RoleSessionName: 'run' }),
        ),
      uses: [`sts:AssumeRole arn:aws:iam::${member}:role/reader`],
    },
  ])('$uses.0', async ({ send, uses }) => expect(await allowedTo(send, fixture.world)).toEqual(uses));

  test('a query belongs to its log group', async () => {
    const { core, uses } = listening(aWorld().world);
    const logs = new CloudWatchLogsClient(
      settings(core, credentialsOf(core.world, { account: member }, statement('*'))),
    );
    const { queryId } = await logs.send(
      new StartQueryCommand({
        logGroupName: '/jetway',
        startTime: 0,
        endTime: 1,
        queryString: 'fields @message',
      }),
    );
    await logs.send(new GetQueryResultsCommand({ queryId }));
    expect(uses.at(-1)).toContain(`logs:GetQueryResults ${log('')}`);
  });
});

test('a call that is refused is no use of what it would need', async () => {
  expect(
    await allowedTo(
      (made) => new SSMClient(made).send(new GetParametersCommand({ Names: ['a', 'b'] })),
      fixture.world,
      {
        allowed: [statement('ssm:*', { Resource: parameter('a') })],
      },
    ),
  ).toEqual([]);
});

test('CloudWatch Logs allows nothing to a policy that names the bare ARN of a group', async () => {
  const bare = `arn:aws:logs:${region}:${member}:log-group:/jetway`;
  const read = (Resource: string) =>
    allowedTo(
      (made) => new CloudWatchLogsClient(made).send(new FilterLogEventsCommand({ logGroupName: '/jetway' })),
      fixture.world,
      {
        allowed: [statement('logs:*', { Resource })],
      },
    );
  expect(await read(bare)).toHaveLength(0);
  expect(await read(`${bare}:*`)).toHaveLength(1);
});
