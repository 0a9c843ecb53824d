import * as z from 'zod/mini';
import { securityGroup } from '../../services/ec2/security-groups.ts';
import { administratorOf, present } from '../administrator.ts';
import { type ResourceType, resourceType, truth } from '../resource-type.ts';
import { untilState } from '../until.ts';
import { ec2Tags, taggedAs } from './ec2-tags.ts';

/** Endpoint services, who may connect to them, and endpoints. */
export const endpoints: Readonly<Record<string, ResourceType>> = {
  'AWS::EC2::VPCEndpointService': resourceType(
    {
      NetworkLoadBalancerArns: z.array(z.string()),
      AcceptanceRequired: z._default(truth, true),
      SupportedRegions: z.optional(z.array(z.string())),
      Tags: ec2Tags,
    },
    ({ NetworkLoadBalancerArns, AcceptanceRequired, SupportedRegions, Tags }, making) => {
      const { world, deployment } = making;
      for (const arn of NetworkLoadBalancerArns)
        if (!world.loadBalancing.loadBalancers.has(arn)) throw new Error(`There is no load balancer ${arn}`);
      if (SupportedRegions?.some((region) => region !== deployment.region) === true)
        throw new Error('The simulator knows no endpoint service that is offered in other Regions');
      const created = administratorOf(making).ec2('CreateVpcEndpointServiceConfiguration', {
        NetworkLoadBalancerArns,
        AcceptanceRequired,
        TagSpecifications: taggedAs('vpc-endpoint-service', Tags),
      });
      const ServiceId = present(created.ServiceConfiguration?.ServiceId, 'ServiceId');
      return { ref: ServiceId, attributes: { ServiceId } };
    },
  ),

  'AWS::EC2::VPCEndpointServicePermissions': resourceType(
    { ServiceId: z.string(), AllowedPrincipals: z._default(z.array(z.string()), []) },
    ({ ServiceId, AllowedPrincipals }, making) => {
      const AddAllowedPrincipals = AllowedPrincipals;
      administratorOf(making).ec2('ModifyVpcEndpointServicePermissions', { ServiceId, AddAllowedPrincipals });
      return making.identifiers;
    },
  ),

  'AWS::EC2::VPCEndpoint': resourceType(
    {
      VpcEndpointType: z.literal('Interface'),
      VpcId: z.string(),
      ServiceName: z.string(),
      SubnetIds: z.array(z.string()),
      SecurityGroupIds: z._default(z.array(z.string()), []),
      PrivateDnsEnabled: z._default(truth, false),
      Tags: ec2Tags,
    },
    async ({ Tags, ...properties }, making) => {
      const { world } = making;
      for (const id of properties.SecurityGroupIds) securityGroup(world, id);
      const { ec2 } = administratorOf(making);
      const created = ec2('CreateVpcEndpoint', {
        ...properties,
        TagSpecifications: taggedAs('vpc-endpoint', Tags),
      });
      const Id = present(created.VpcEndpoint?.VpcEndpointId, 'VpcEndpointId');
      const is = () => world.ec2.endpoints.get(Id)?.state;
      await untilState(world.clock, Id, { is, wanted: 'Available' });
      const { VpcEndpoints: [endpoint] = [] } = ec2('DescribeVpcEndpoints', { VpcEndpointIds: [Id] });
      const { DnsEntries = [], NetworkInterfaceIds = [] } = endpoint ?? {};
      const entries = DnsEntries.map(({ HostedZoneId, DnsName }) => `${HostedZoneId}:${DnsName}`);
      return { ref: Id, attributes: { Id, DnsEntries: entries, NetworkInterfaceIds } };
    },
  ),
};
