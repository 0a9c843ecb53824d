import { CfnOutput, Fn, Stack } from 'aws-cdk-lib';
import {
  InterfaceVpcEndpoint,
  InterfaceVpcEndpointService,
  Peer,
  Port,
  SecurityGroup,
} from 'aws-cdk-lib/aws-ec2';
import { Construct, type IDependable } from 'constructs';
import type { SiteRules } from '../../lib/config/configuration.ts';
import type { ServiceName } from '../../lib/model/ids.ts';
import type { ProviderNetwork } from '../provider-network.ts';
import type { EndpointService } from './endpoint-service.ts';

export interface SharedEndpointProps {
  readonly endpointService: EndpointService;
  readonly network: ProviderNetwork;
  readonly addressSpace: SiteRules['addressSpace'];
  /** That the private DNS name is verified: before, EC2 refuses an endpoint with private DNS. */
  readonly proof: IDependable;
}

/**
 * The one interface endpoint of a service, for all consumers. Its security group admits the address space on the ports of
 * the service, and nothing else. Who of the address space gets that far, the routing decides.
 */
export class SharedEndpoint extends Construct {
  /** The name of the service in the configuration. */
  readonly service: ServiceName;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: SharedEndpointProps) {
    super(scope, id);
    const { endpointService, network, addressSpace, proof } = props;
    const { name, ports, privateDnsName } = endpointService.service;
    const { vpc } = network;
    const securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: `Shared endpoint of ${name}: the address space of the consumers`,
      allowAllOutbound: false,
    });
    for (const block of addressSpace)
      for (const port of ports) securityGroup.addIngressRule(Peer.ipv4(block), Port.tcp(port));
    const endpoint = new InterfaceVpcEndpoint(this, 'Endpoint', {
      vpc,
      subnets: { subnets: [...network.subnets] },
      service: new InterfaceVpcEndpointService(endpointService.endpointServiceName),
      privateDnsEnabled: true,
      open: false,
      securityGroups: [securityGroup],
    });
    endpoint.node.addDependency(proof);
    this.service = name;
    this.arn = Stack.of(this).formatArn({
      service: 'ec2',
      resource: 'vpc-endpoint',
      resourceName: endpoint.vpcEndpointId,
    });
    new CfnOutput(this, 'DnsName', {
      description: `The endpoint behind ${privateDnsName}`,
      value: Fn.select(1, Fn.split(':', Fn.select(0, endpoint.vpcEndpointDnsEntries))),
    });
  }
}
