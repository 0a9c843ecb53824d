/** What a load balancer listens on, and where it sends what comes. */
export interface SimulatedListener {
  readonly port: number;
  readonly protocol: string;
  readonly targetGroupArn: string;
}

/** A Network Load Balancer. */
export interface SimulatedLoadBalancer {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly subnetIds: readonly string[];
  readonly listeners: SimulatedListener[];
}

/** Load balancers, and what is behind them by the ARN of its target group. */
export class LoadBalancingState {
  /** By ARN. */
  readonly loadBalancers = new Map<string, SimulatedLoadBalancer>();
  /** The ids of the targets, by the ARN of the target group. */
  readonly targetGroups = new Map<string, readonly string[]>();
}
