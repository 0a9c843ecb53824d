import type { Identifiers, Identify, Naming } from './naming.ts';

/** Where Ref and one attribute both give the id. */
const byId = (prefix: string, attribute: string): Identify => {
  return (naming) => ({ ref: naming.id(prefix), attributes: { [attribute]: naming.id(prefix) } });
};

/** What EC2 has, what is shared, names, load balancers. */
export const network: Readonly<Record<string, Identify>> = {
  'AWS::EC2::VPC': (naming) => ({
    ref: naming.id('vpc'),
    attributes: {
      VpcId: naming.id('vpc'),
      CidrBlock: naming.property('CidrBlock') ?? '',
      DefaultNetworkAcl: naming.id('acl'),
      DefaultSecurityGroup: naming.id('sg'),
    },
  }),
  'AWS::EC2::Subnet': (naming) => ({
    ref: naming.id('subnet'),
    attributes: {
      SubnetId: naming.id('subnet'),
      VpcId: naming.property('VpcId') ?? '',
      CidrBlock: naming.property('CidrBlock') ?? '',
      AvailabilityZone: naming.property('AvailabilityZone') ?? `${naming.deployment.region}a`,
    },
  }),
  'AWS::EC2::SecurityGroup': (naming) => ({
    ref: naming.id('sg'),
    attributes: {
      Id: naming.id('sg'),
      GroupId: naming.id('sg'),
      VpcId: naming.property('VpcId') ?? '',
    },
  }),
  'AWS::EC2::Instance': (naming) => ({
    ref: naming.id('i'),
    attributes: { InstanceId: naming.id('i'), PrivateIp: '10.0.0.10' },
  }),
  'AWS::EC2::EIP'(naming) {
    // 203.0.113.0/24 is set aside for documentation (RFC 5737).
    const address = `203.0.113.${Number.parseInt(naming.invention.hex(2), 16)}`;
    return { ref: address, attributes: { AllocationId: naming.id('eipalloc'), PublicIp: address } };
  },
  'AWS::EC2::PrefixList': (naming) => ({
    ref: naming.id('pl'),
    attributes: {
      PrefixListId: naming.id('pl'),
      Arn: naming.arn('ec2', `prefix-list/${naming.id('pl')}`),
      OwnerId: naming.deployment.account,
      Version: 1,
    },
  }),
  'AWS::EC2::TransitGateway': (naming) => ({
    ref: naming.id('tgw'),
    attributes: {
      Id: naming.id('tgw'),
      TransitGatewayArn: naming.arn('ec2', `transit-gateway/${naming.id('tgw')}`),
    },
  }),
  'AWS::EC2::VPCEndpoint': endpoint,
  'AWS::EC2::VPCEndpointService': byId('vpce-svc', 'ServiceId'),
  'AWS::EC2::RouteTable': byId('rtb', 'RouteTableId'),
  'AWS::EC2::SubnetRouteTableAssociation': byId('rtbassoc', 'Id'),
  'AWS::EC2::InternetGateway': byId('igw', 'InternetGatewayId'),
  'AWS::EC2::NatGateway': byId('nat', 'NatGatewayId'),
  'AWS::EC2::NetworkAcl': byId('acl', 'Id'),
  'AWS::EC2::NetworkInterface': byId('eni', 'Id'),
  'AWS::EC2::FlowLog': byId('fl', 'Id'),
  'AWS::EC2::SecurityGroupIngress': byId('sgr', 'Id'),
  'AWS::EC2::SecurityGroupEgress': byId('sgr', 'Id'),
  'AWS::EC2::LaunchTemplate': byId('lt', 'LaunchTemplateId'),
  'AWS::EC2::TransitGatewayAttachment': byId('tgw-attach', 'Id'),
  'AWS::EC2::TransitGatewayVpcAttachment': byId('tgw-attach', 'Id'),
  'AWS::EC2::TransitGatewayRouteTable': byId('tgw-rtb', 'TransitGatewayRouteTableId'),
  'AWS::EC2::VPCPeeringConnection': byId('pcx', 'Id'),

  'AWS::RAM::ResourceShare'(naming) {
    const arn = naming.arn('ram', `resource-share/${naming.invention.uuid()}`);
    return { ref: arn, attributes: { Arn: arn } };
  },

  'AWS::Route53Profiles::Profile': (naming) => ({
    ref: naming.id('rp'),
    attributes: {
      Id: naming.id('rp'),
      Arn: naming.arn('route53profiles', `profile/${naming.id('rp')}`),
    },
  }),
  'AWS::Route53Profiles::ProfileAssociation': byId('rpassoc', 'Id'),
  'AWS::Route53Profiles::ProfileResourceAssociation': byId('rpr', 'Id'),

  'AWS::ElasticLoadBalancingV2::LoadBalancer'(naming) {
    const name = naming.named('Name', 32);
    const id = naming.invention.hex(16);
    const type = naming.text('Type') ?? 'application';
    const fullName = `${kinds[type] ?? type}/${name}/${id}`;
    const arn = naming.arn('elasticloadbalancing', `loadbalancer/${fullName}`);
    const attributes = {
      LoadBalancerArn: arn,
      LoadBalancerName: name,
      LoadBalancerFullName: fullName,
      DNSName: `${name}-${id}.elb.${naming.deployment.region}.${naming.urlSuffix}`,
    };
    return { ref: arn, attributes };
  },

  'AWS::ElasticLoadBalancingV2::TargetGroup'(naming) {
    const name = naming.named('Name', 32);
    const fullName = `targetgroup/${name}/${naming.invention.hex(16)}`;
    const arn = naming.arn('elasticloadbalancing', fullName);
    const attributes = { TargetGroupArn: arn, TargetGroupName: name, TargetGroupFullName: fullName };
    return { ref: arn, attributes };
  },

  'AWS::ElasticLoadBalancingV2::Listener'(naming) {
    const balancer = naming.text('LoadBalancerArn') ?? '';
    const arn = `${balancer.replace(':loadbalancer/', ':listener/')}/${naming.invention.hex(16)}`;
    return { ref: arn, attributes: { ListenerArn: arn } };
  },
};

/** As load balancers' ARNs abbreviate their types. */
const kinds: Readonly<Record<string, string>> = { application: 'app', network: 'net', gateway: 'gwy' };

/** `DnsEntries` pairs a hosted zone with a name, the endpoint's own first. */
function endpoint(naming: Naming): Identifiers {
  const id = naming.id('vpce');
  const zone = `Z${naming.invention.upperCase(13)}`;
  const name = `${id}-${naming.invention.hex(8)}.vpce.${naming.deployment.region}.vpce.${naming.urlSuffix}`;
  const interfaces = naming.list('SubnetIds').map((_, index) => `eni-${naming.invention.hex(16)}${index}`);
  const attributes = { Id: id, DnsEntries: [`${zone}:${name}`], NetworkInterfaceIds: interfaces };
  return { ref: id, attributes };
}
