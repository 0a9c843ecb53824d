import { Tags } from 'aws-cdk-lib';
import {
  CfnTransitGateway,
  CfnTransitGatewayAttachment,
  CfnTransitGatewayRouteTable,
  CfnTransitGatewayRouteTableAssociation,
  CfnTransitGatewayRouteTablePropagation,
} from 'aws-cdk-lib/aws-ec2';
import { Construct, type IDependable } from 'constructs';
import type { ExistingTransitGateway } from '../../lib/config/deployment.ts';
import type { ProviderVpc } from './provider-vpc.ts';

export interface TransitGatewayProps {
  /** What the gateway and its route tables are called in the console. */
  readonly names: { readonly gateway: string; readonly consumers: string; readonly provider: string };
  /** Absent where the transit gateway is made. */
  readonly existing: ExistingTransitGateway | undefined;
  readonly provider: ProviderVpc;
}

/**
 * The transit gateway and its two route tables, which keep consumers apart: their attachments are associated with the
 * consumers' table, where the provider's VPC alone propagates, and propagate to the provider's, which its VPC is
 * associated with. There is no default table, so what nobody associated reaches nothing.
 *
 * What the configuration names is taken as it is. The association and the propagation of the provider's attachment
 * are made unless the attachment and the route tables are both named: whoever owns both has done it.
 *
 * EC2 deletes no transit gateway that has an attachment of a consumer.
 */
export class TransitGateway extends Construct {
  readonly id: string;
  readonly consumersRouteTable: string;
  readonly providerRouteTable: string;
  /** What a route to the gateway has to wait for: the provider's attachment, unless it exists. */
  readonly attached: readonly IDependable[];

  constructor(scope: Construct, id: string, { names, existing, provider }: TransitGatewayProps) {
    super(scope, id);
    this.id = existing?.id ?? this.gateway(names.gateway);
    const attachment = existing?.attachment ?? this.attach(provider);
    this.attached = typeof attachment === 'string' ? [] : [attachment];
    const transitGatewayAttachmentId = typeof attachment === 'string' ? attachment : attachment.attrId;
    const tables = existing?.routeTables;
    this.consumersRouteTable = tables?.consumers ?? this.routeTable('ConsumersRouteTable', names.consumers);
    this.providerRouteTable = tables?.provider ?? this.routeTable('ProviderRouteTable', names.provider);
    if (existing?.attachment !== undefined && tables !== undefined) return;
    new CfnTransitGatewayRouteTableAssociation(this, 'Association', {
      transitGatewayAttachmentId,
      transitGatewayRouteTableId: this.providerRouteTable,
    });
    new CfnTransitGatewayRouteTablePropagation(this, 'Propagation', {
      transitGatewayAttachmentId,
      transitGatewayRouteTableId: this.consumersRouteTable,
    });
  }

  private gateway(name: string): string {
    const gateway = new CfnTransitGateway(this, 'Gateway', {
      description: 'Consumers of shared services reach them through it',
      autoAcceptSharedAttachments: 'disable', // Jetway accepts those of consumers
      defaultRouteTableAssociation: 'disable',
      defaultRouteTablePropagation: 'disable',
      dnsSupport: 'enable',
    });
    Tags.of(gateway).add('Name', name);
    return gateway.attrId;
  }

  private attach({ vpc, subnets }: ProviderVpc): CfnTransitGatewayAttachment {
    return new CfnTransitGatewayAttachment(this, 'Attachment', {
      transitGatewayId: this.id,
      vpcId: vpc.vpcId,
      subnetIds: subnets.map(({ subnetId }) => subnetId),
    });
  }

  private routeTable(id: string, name: string): string {
    const table = new CfnTransitGatewayRouteTable(this, id, { transitGatewayId: this.id });
    Tags.of(table).add('Name', name);
    return table.attrTransitGatewayRouteTableId;
  }
}
