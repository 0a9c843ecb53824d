import { CfnRoute, PrefixList } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { SiteRules } from '../../lib/config/configuration.ts';
import type { ProviderVpc } from './provider-vpc.ts';
import type { TransitGateway } from './transit-gateway.ts';

export interface ReturnRoutesProps {
  readonly site: Pick<SiteRules, 'returnRoutes' | 'addressSpace'>;
  readonly prefixListName: string;
  readonly provider: ProviderVpc;
  readonly transitGateway: TransitGateway;
}

/**
 * A route table holds 500 routes by default and counts the list with this size, whatever is in it.
 * docs/decisions/034-prefix-list-size.md says how a list grows; it is never done here.
 */
const maxEntries = 400;

/**
 * The way from the provider's VPC back to the consumers, in each of its route tables: one route to a prefix list whose
 * entries the reconciler keeps, or one to each block of the address space.
 *
 * No property of the prefix list may depend on the configuration, but for the name of Jetway. CloudFormation knows the
 * list as empty, and whatever changes in its resource makes it compare the live entries with that: the update fails, or
 * cuts off every consumer. The list itself goes with its stack: the reconciler can fill another one.
 * @see https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/2377
 */
export class ReturnRoutes extends Construct {
  /** Absent where the routes are aggregate. */
  readonly prefixListId: string | undefined;

  constructor(
    scope: Construct,
    id: string,
    { site, prefixListName, provider, transitGateway }: ReturnRoutesProps,
  ) {
    super(scope, id);
    this.prefixListId =
      site.returnRoutes === 'exact'
        ? new PrefixList(this, 'Consumers', { prefixListName, maxEntries }).prefixListId
        : undefined;
    for (const destination of destinations(site, this.prefixListId))
      for (const table of provider.routeTables)
        new CfnRoute(this, `${table.name} ${destination.name}`, {
          ...destination.route,
          routeTableId: table.id,
          transitGatewayId: transitGateway.id,
        }).node.addDependency(...transitGateway.attached); // EC2 refuses a route to what the VPC is not attached to
  }
}

function destinations(
  { addressSpace }: Pick<SiteRules, 'addressSpace'>,
  prefixListId: string | undefined,
): readonly {
  name: string;
  route: { destinationPrefixListId: string } | { destinationCidrBlock: string };
}[] {
  if (prefixListId !== undefined)
    return [{ name: 'Consumers', route: { destinationPrefixListId: prefixListId } }];
  return addressSpace.map((block) => ({ name: block, route: { destinationCidrBlock: block } }));
}
