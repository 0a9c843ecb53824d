import { Annotations, CfnOutput, CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { PublicHostedZone, TxtRecord } from 'aws-cdk-lib/aws-route53';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct, type IConstruct } from 'constructs';
import type { EndpointService } from './endpoint-service.ts';

export interface PrivateDnsNameProps {
  readonly endpointService: EndpointService;
  /** Of the functions behind the two custom resources. */
  readonly serviceToken: string;
  /** What the SSM parameter is called that has the record where people make it. */
  readonly parameterName: string;
}

/** Less than the hour that CloudFormation gives a custom resource, so that the failure still says what was found. */
const waitMinutes = 55;

/**
 * The private DNS name of an endpoint service, and the proof that its domain is ours: a TXT record in public DNS. Where
 * the public hosted zone is known the record is made; otherwise it is written to an SSM parameter, for people to make it
 * while the deployment waits. The record of a service that exists is its owner's.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
 */
export class PrivateDnsName extends Construct {
  /** Complete when AWS has verified the name. */
  readonly proof: CustomResource;

  constructor(scope: Construct, id: string, props: PrivateDnsNameProps) {
    super(scope, id);
    const { endpointService, serviceToken } = props;
    const claim = {
      ServiceId: endpointService.endpointServiceId,
      PrivateDnsName: endpointService.service.privateDnsName,
    };
    const name = new CustomResource(this, 'Name', {
      serviceToken,
      resourceType: 'Custom::JetwayPrivateDnsName',
      properties: { ...claim, Existing: String(endpointService.existing) },
    });
    const record = this.record(name, props);
    this.proof = new CustomResource(this, 'Proof', {
      serviceToken,
      resourceType: 'Custom::JetwayPrivateDnsNameProof',
      properties: { ...claim, WaitMinutes: String(waitMinutes) },
    });
    this.proof.node.addDependency(record);
  }

  private record(name: CustomResource, { endpointService, parameterName }: PrivateDnsNameProps): IConstruct {
    const { hostedZone, privateDnsName } = endpointService.service;
    const record = { name: name.getAttString('RecordName'), value: name.getAttString('RecordValue') };
    if (hostedZone !== undefined && !endpointService.existing)
      return new TxtRecord(this, 'Record', {
        zone: PublicHostedZone.fromPublicHostedZoneId(this, 'Zone', hostedZone),
        recordName: `${record.name}.`, // the full name
        values: [record.value],
        ttl: Duration.minutes(5),
      });
    const { region } = Stack.of(this);
    const command = `aws ssm get-parameter --region ${region} --name ${parameterName} --query Parameter.Value --output text`;
    if (!endpointService.existing)
      Annotations.of(this).addInfo(
        `The deployment waits up to ${waitMinutes} minutes for the TXT record that proves ${privateDnsName}, ` +
          `and somebody has to make it in public DNS. Once the deployment has come that far, this prints it: ${command}`,
      );
    new CfnOutput(this, 'TxtRecord', {
      description: `Prints the TXT record that proves ${privateDnsName}; it has to stay`,
      value: command,
    });
    return new StringParameter(this, 'Parameter', {
      parameterName,
      description: `The TXT record that proves ${privateDnsName}`,
      stringValue: Stack.of(this).toJsonString({ ...record, type: 'TXT' }),
    });
  }
}
