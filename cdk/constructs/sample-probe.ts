import { type IVpc, Peer, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { Cidr } from '../../lib/model/cidr.ts';
import { Probe } from './probe.ts';

export interface SampleProbeProps {
  readonly functionName: string;
  readonly vpc: IVpc;
  readonly providerCidrs: readonly Cidr[];
  readonly ports: readonly number[];
}

/** The probe inside the sample VPC, for a person to invoke. It reaches the services' ports and nothing else. */
export class SampleProbe extends Construct {
  readonly functionName: string;

  constructor(scope: Construct, id: string, { functionName, vpc, providerCidrs, ports }: SampleProbeProps) {
    super(scope, id);
    // A security group does not filter what goes to the resolver of the VPC, so names need no rule.
    // https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
    const securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: 'Lets the sample probe reach the shared services',
      allowAllOutbound: false,
    });
    for (const cidr of providerCidrs)
      for (const port of ports)
        securityGroup.addEgressRule(Peer.ipv4(cidr), Port.tcp(port), 'Shared services of the provider');
    this.functionName = new Probe(this, 'Probe', {
      functionName,
      inside: { vpc, securityGroup },
    }).functionName;
  }
}
