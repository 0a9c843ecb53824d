import type {
  TransitGatewayAssociationState,
  TransitGatewayAttachmentState,
  TransitGatewayPropagationState,
} from '@aws-sdk/client-ec2';

export interface SimulatedTransitGateway {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly description: string | undefined;
  /** Whether other accounts' attachments need no acceptance (AutoAcceptSharedAttachments). */
  readonly autoAccept: boolean;
  state: 'pending' | 'available';
  readonly createdAtMs: number;
}

export interface SimulatedAttachment {
  readonly id: string;
  readonly gatewayId: string;
  readonly region: string;
  readonly vpcId: string;
  /** The account that owns the VPC and made the attachment. */
  readonly vpcAccount: string;
  subnetIds: readonly string[];
  state: TransitGatewayAttachmentState;
  /** Its place in the order in which the gateway's VPCs were attached; absent until it is accepted. */
  attachedAs: number | undefined;
  association: SimulatedAssociation | undefined;
  readonly createdAtMs: number;
}

export interface SimulatedAssociation {
  readonly routeTableId: string;
  state: TransitGatewayAssociationState;
}

export interface SimulatedPropagation {
  state: TransitGatewayPropagationState;
  /** Whether none of the VPC's routes is propagated because its CIDRs overlapped those of a VPC attached before. */
  withheld: boolean;
  /** The VPC's CIDRs when the propagation became enabled; one that comes later must overlap no other VPC's. */
  cidrsWhenEnabled: readonly string[];
}

export interface SimulatedStaticRoute {
  readonly cidr: string;
  /** Absent for a route that drops its traffic. */
  readonly attachmentId: string | undefined;
}

export interface SimulatedGatewayRouteTable {
  readonly id: string;
  readonly gatewayId: string;
  state: 'pending' | 'available' | 'deleting' | 'deleted';
  /** By attachment id. */
  readonly propagations: Map<string, SimulatedPropagation>;
  /** By CIDR. */
  readonly staticRoutes: Map<string, SimulatedStaticRoute>;
  readonly createdAtMs: number;
}

export interface GatewayQuotas {
  attachments: number;
  routes: number;
  routeTables: number;
}

/** The transit gateways of all accounts and Regions, with what is attached to them. */
export class GatewayState {
  readonly gateways = new Map<string, SimulatedTransitGateway>();
  readonly attachments = new Map<string, SimulatedAttachment>();
  readonly routeTables = new Map<string, SimulatedGatewayRouteTable>();
  /** How many VPCs have been attached so far. */
  attached = 0;
  /** The quotas that a test may lower; the defaults are AWS's, each for one transit gateway. */
  readonly quotas: GatewayQuotas = { attachments: 5_000, routes: 10_000, routeTables: 20 };
}
