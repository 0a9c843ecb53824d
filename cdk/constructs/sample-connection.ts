import type { CfnCondition } from 'aws-cdk-lib';
import { CfnRoute, CfnTransitGatewayAttachment, type IVpc } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { Cidr } from '../../lib/model/cidr.ts';

export interface SampleConnectionProps {
  readonly vpc: IVpc;
  readonly transitGatewayId: string;
  readonly providerCidrs: readonly Cidr[];
  /** Whether the routes are made here at all. */
  readonly routesWhen: CfnCondition;
}

/** A VPC's attachment to the transit gateway, and the routes of its private route tables to the provider. */
export class SampleConnection extends Construct {
  readonly attachmentId: string;

  constructor(
    scope: Construct,
    id: string,
    { vpc, transitGatewayId, providerCidrs, routesWhen }: SampleConnectionProps,
  ) {
    super(scope, id);
    const attachment = new CfnTransitGatewayAttachment(this, 'Attachment', {
      transitGatewayId,
      vpcId: vpc.vpcId,
      subnetIds: vpc.isolatedSubnets.map(({ subnetId }) => subnetId),
    });
    this.attachmentId = attachment.attrId;
    for (const { node, routeTable } of vpc.isolatedSubnets)
      for (const destinationCidrBlock of providerCidrs) {
        const route = new CfnRoute(this, `${node.id} ${destinationCidrBlock}`, {
          routeTableId: routeTable.routeTableId,
          destinationCidrBlock,
          transitGatewayId,
        });
        route.node.addDependency(attachment); // EC2 refuses a route to a gateway that the VPC is not attached to
        route.cfnOptions.condition = routesWhen;
      }
  }
}
