import { type EC2Client, paginateDescribeVpcEndpointConnections } from '@aws-sdk/client-ec2';
import * as z from 'zod/mini';
import { AccountId, EndpointServiceId } from '../model/ids.ts';
import type { ProviderPort } from '../model/ports.ts';
import { answered } from './answer.ts';
import { everyItem, filterValues, partsOf } from './lists.ts';

const Connection = z.object({
  ServiceId: EndpointServiceId,
  VpcEndpointId: z.string(),
  VpcEndpointOwner: AccountId,
  VpcEndpointState: z.string(),
});

/** AWS writes the states with a capital in some answers and without in others. */
const live: readonly string[] = ['pendingacceptance', 'pending', 'available', 'partial'];

export const endpointConnections = (ec2: EC2Client): Pick<ProviderPort, 'endpointConnections'> => ({
  async endpointConnections(services) {
    const lists = partsOf(services, filterValues).map((part) =>
      everyItem(
        paginateDescribeVpcEndpointConnections(
          { client: ec2, pageSize: 1000 },
          { Filters: [{ Name: 'service-id', Values: [...part] }] },
        ),
        (page) => page.VpcEndpointConnections,
      ),
    );
    return answered(z.array(Connection), (await Promise.all(lists)).flat(), services.join(', '))
      .filter(({ VpcEndpointState }) => live.includes(VpcEndpointState.toLowerCase()))
      .map(({ ServiceId, VpcEndpointId, VpcEndpointOwner }) => ({
        service: ServiceId,
        endpoint: VpcEndpointId,
        owner: VpcEndpointOwner,
      }));
  },
});
