import type { Configuration } from '../../lib/config/configuration.ts';
import { siteParameterName } from '../../lib/config/site.ts';
import type { Region } from '../../lib/model/ids.ts';
import { partitionOf } from '../../lib/model/partition.ts';
import type { Grant } from './grant.ts';

type ProviderGrants = (configuration: Configuration) => readonly Grant[];

/** What a sweep reads on the provider's side: who has anything there, and whether it is routed. */
export const readsOfSweep: ProviderGrants = (configuration) => [
  {
    sid: 'ReadSites',
    actions: ['ssm:GetParameter'],
    resources: arns(configuration, 'ssm', `parameter${siteParameterName(configuration.name)}`),
  },
  {
    sid: 'ListConsumers',
    actions: [
      'ram:GetResourceShareAssociations',
      'ec2:DescribeTransitGatewayAttachments',
      'ec2:GetTransitGatewayRouteTablePropagations',
    ],
    resources: ['*'],
    conditions: inSites(configuration),
    because: 'RAM and EC2 know no resource for these lists; they are asked in the Regions of the sites alone',
  },
  ...routeTables(configuration, 'ReadRoutesOf', ['ec2:SearchTransitGatewayRoutes']),
  ...prefixLists(configuration, 'ReadReturnRoutes', 'ec2:GetManagedPrefixListEntries'),
];

/** What a look at one account reads and changes on the provider's side. */
export const reconciles: ProviderGrants = (configuration) => [
  ...readsOfSweep(configuration),
  {
    sid: 'ListMore',
    actions: [
      'ec2:DescribeVpcEndpointConnections',
      ...(exact(configuration).length > 0 ? ['ec2:DescribeManagedPrefixLists'] : []),
    ],
    resources: ['*'],
    conditions: inSites(configuration),
    because: 'EC2 knows no resource for these lists; they are asked in the Regions of the sites alone',
  },
  {
    sid: 'Share',
    actions: ['ram:AssociateResourceShare', 'ram:DisassociateResourceShare'],
    resources: arns(configuration, 'ram', 'resource-share/*'),
    conditions: madeByJetway(configuration),
    because: 'RAM chooses the ids of shares; those that carry the tag of the stacks are meant',
  },
  {
    sid: 'Attach',
    actions: [
      'ec2:AcceptTransitGatewayVpcAttachment',
      'ec2:DeleteTransitGatewayVpcAttachment',
      ...gatewayRouting,
    ],
    resources: configuration.sites.map(
      ({ region }) => `${arn(configuration, 'ec2', region, '*')}:transit-gateway-attachment/*`,
    ),
    because:
      'Consumers make the attachments: their ids are not known before, the provider sees no tag of theirs, and AWS ' +
      'does not say whose account is in their ARN. Each is of a transit gateway of this account, or EC2 refuses',
  },
  ...routeTables(configuration, 'RouteIn', gatewayRouting),
  ...prefixLists(configuration, 'ChangeReturnRoutes', 'ec2:ModifyManagedPrefixList'),
];

/** The calls that need a permission for the attachment and another one for the route table. */
const gatewayRouting = [
  'ec2:AssociateTransitGatewayRouteTable',
  'ec2:DisassociateTransitGatewayRouteTable',
  'ec2:EnableTransitGatewayRouteTablePropagation',
  'ec2:DisableTransitGatewayRouteTablePropagation',
] as const;

/** Route tables that exist are known by their ids; the others carry the tag of the stack that made them. */
function routeTables(
  configuration: Configuration,
  sid: string,
  actions: readonly string[],
): readonly Grant[] {
  const { sites } = configuration;
  const existing = sites.flatMap(({ region, deploy }) =>
    Object.values(deploy?.transitGateway?.routeTables ?? {}).map(
      (table) => `${arn(configuration, 'ec2', region)}:transit-gateway-route-table/${table}`,
    ),
  );
  const made = sites
    .filter(({ deploy }) => deploy?.transitGateway?.routeTables === undefined)
    .map(({ region }) => `${arn(configuration, 'ec2', region)}:transit-gateway-route-table/*`);
  return [
    ...(existing.length > 0 ? [{ sid: `${sid}ExistingTables`, actions, resources: existing }] : []),
    ...(made.length > 0
      ? [
          {
            sid: `${sid}OwnTables`,
            actions,
            resources: made,
            conditions: madeByJetway(configuration),
            because: 'EC2 chooses the ids of route tables; those that carry the tag of the stacks are meant',
          },
        ]
      : []),
  ];
}

function prefixLists(configuration: Configuration, sid: string, action: string): readonly Grant[] {
  const resources = exact(configuration).map(
    ({ region }) => `${arn(configuration, 'ec2', region)}:prefix-list/*`,
  );
  if (resources.length === 0) return [];
  return [
    {
      sid,
      actions: [action],
      resources,
      conditions: madeByJetway(configuration),
      because: 'EC2 chooses the ids of prefix lists; those that carry the tag of the stacks are meant',
    },
  ];
}

/** The sites that have a prefix list. */
const exact = (configuration: Configuration) =>
  configuration.sites.filter(({ returnRoutes }) => returnRoutes === 'exact');

const inSites = (configuration: Configuration) => ({
  StringEquals: { 'aws:RequestedRegion': configuration.sites.map(({ region }) => region) },
});

const madeByJetway = ({ name }: Configuration) => ({
  StringEquals: { 'aws:ResourceTag/jetway:name': name },
});

/** The same resource in every site. */
const arns = (configuration: Configuration, service: string, resource: string) =>
  configuration.sites.map(({ region }) => `${arn(configuration, service, region)}:${resource}`);

const arn = (
  { provider }: Configuration,
  service: string,
  region: Region,
  account: string = provider.account,
) => `arn:${partitionOf(region).name}:${service}:${region}:${account}`;
