import {
  DescribeVpcEndpointServiceConfigurationsCommand as Describe,
  EC2Client,
  ModifyVpcEndpointServiceConfigurationCommand as Modify,
  StartVpcEndpointServicePrivateDnsVerificationCommand as Start,
} from '@aws-sdk/client-ec2';
import * as z from 'zod/mini';
import type { Region } from '../model/ids.ts';
import type { EndpointServices } from '../model/ports.ts';
import { recordName } from '../model/private-dns-name.ts';
import { answered } from './answer.ts';
import { failure } from './errors.ts';

const Configuration = z.object({
  PrivateDnsName: z.optional(z.string()),
  PrivateDnsNameConfiguration: z.optional(
    z.object({
      State: z.optional(z.enum(['pendingVerification', 'verified', 'failed'])),
      Name: z.optional(z.string()),
      Value: z.optional(z.string()),
    }),
  ),
});

/** A client with the process's own credentials; the services are in the account and the Region that it runs in. */
export function endpointServiceClient(region: Region): EC2Client {
  const requestHandler = { connectionTimeout: 3000, requestTimeout: 10_000, throwOnRequestTimeout: true };
  return new EC2Client({ region, requestHandler });
}

/** @see https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html */
export const endpointServices = (ec2: EC2Client): EndpointServices => ({
  async privateDnsName(service) {
    const answer = ec2.send(new Describe({ ServiceIds: [service] }));
    const { ServiceConfigurations = [] } = await orFailure(
      answer,
      'DescribeVpcEndpointServiceConfigurations',
      service,
    );
    const [configuration] = answered(
      z.tuple([Configuration]),
      ServiceConfigurations,
      `endpoint service ${service}`,
    );
    const { PrivateDnsName: name, PrivateDnsNameConfiguration: { State, Name, Value } = {} } = configuration;
    if (name === undefined || name === '') return undefined;
    if (State === undefined || Name === undefined || Value === undefined) return { name };
    return { name, proof: { state: State, record: { name: recordName(Name, name), value: Value } } };
  },
  async setPrivateDnsName(service, name) {
    const answer = ec2.send(new Modify({ ServiceId: service, PrivateDnsName: name }));
    await orFailure(answer, 'ModifyVpcEndpointServiceConfiguration', service);
  },
  async removePrivateDnsName(service) {
    const answer = ec2.send(new Modify({ ServiceId: service, RemovePrivateDnsName: true }));
    await orFailure(answer, 'ModifyVpcEndpointServiceConfiguration', service);
  },
  async startVerification(service) {
    const answer = ec2.send(new Start({ ServiceId: service }));
    await orFailure(answer, 'StartVpcEndpointServicePrivateDnsVerification', service);
  },
});

async function orFailure<T>(call: Promise<T>, operation: string, service: string): Promise<T> {
  try {
    return await call;
  } catch (cause) {
    throw failure(cause, { service: 'EC2', operation, resource: `endpoint service ${service}` });
  }
}
