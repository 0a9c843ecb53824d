import * as z from 'zod/mini';
import { addLoadBalancer } from '../../services/load-balancing/load-balancers.ts';
import { number, type ResourceType, resourceType, Tags, withoutEffect } from '../resource-type.ts';

const unseen = 'what is behind an endpoint service is not asked for its answer';

/** Network Load Balancers, as far as an endpoint service needs one. */
export const loadBalancers: Readonly<Record<string, ResourceType>> = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': resourceType(
    {
      Name: z.optional(z.string()),
      Type: z.literal('network'),
      Scheme: z.enum(['internal', 'internet-facing']),
      Subnets: z.array(z.string()),
      SecurityGroups: withoutEffect(unseen),
      EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: withoutEffect(unseen),
      LoadBalancerAttributes: withoutEffect(unseen),
      Tags,
    },
    ({ Subnets: subnetIds }, { world, identifiers }) => {
      addLoadBalancer(world, { arn: identifiers.ref, subnetIds });
      return identifiers;
    },
  ),

  'AWS::ElasticLoadBalancingV2::TargetGroup': resourceType(
    {
      Name: z.optional(z.string()),
      Port: number,
      Protocol: z.string(),
      TargetType: z.optional(z.enum(['instance', 'ip'])),
      Targets: z._default(z.array(z.strictObject({ Id: z.string(), Port: z.optional(number) })), []),
      VpcId: z.string(),
      HealthCheckProtocol: withoutEffect(unseen),
      HealthCheckPath: withoutEffect(unseen),
      HealthCheckIntervalSeconds: withoutEffect(unseen),
      TargetGroupAttributes: withoutEffect(unseen),
      Tags,
    },
    ({ Targets }, { world, identifiers }) => {
      world.loadBalancing.targetGroups.set(
        identifiers.ref,
        Targets.map(({ Id }) => Id),
      );
      return identifiers;
    },
  ),

  'AWS::ElasticLoadBalancingV2::Listener': resourceType(
    {
      LoadBalancerArn: z.string(),
      Port: number,
      Protocol: z.string(),
      DefaultActions: z.tuple([z.strictObject({ Type: z.literal('forward'), TargetGroupArn: z.string() })]),
      Certificates: withoutEffect(unseen),
      SslPolicy: withoutEffect(unseen),
    },
    ({ LoadBalancerArn, Port: port, Protocol: protocol, DefaultActions }, { world, identifiers }) => {
      const [{ TargetGroupArn: targetGroupArn }] = DefaultActions;
      const balancer = world.loadBalancing.loadBalancers.get(LoadBalancerArn);
      if (balancer === undefined) throw new Error(`There is no load balancer ${LoadBalancerArn}`);
      if (!world.loadBalancing.targetGroups.has(targetGroupArn))
        throw new Error(`There is no target group ${targetGroupArn}`);
      balancer.listeners.push({ port, protocol, targetGroupArn });
      return identifiers;
    },
  ),
};
