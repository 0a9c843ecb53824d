import type { Operations } from '../../operation.ts';
import { endpointOperations } from './endpoint-operations.ts';
import { endpointServiceOperations } from './endpoint-service-operations.ts';
import { gateway } from './gateway/operations.ts';
import { prefixListOperations } from './prefix-list-operations.ts';
import { routeOperations } from './route-operations.ts';
import { routeTableOperations } from './route-table-operations.ts';
import { securityGroupOperations } from './security-group-operations.ts';
import { subnetOperations } from './subnet-operations.ts';
import { tagOperations } from './tag-operations.ts';
import { vpcOperations } from './vpc-operations.ts';

/** EC2, as far as the networks of an organization need it. */
export const ec2: Operations<typeof import('@aws-sdk/client-ec2')> = {
  ...vpcOperations,
  ...subnetOperations,
  ...securityGroupOperations,
  ...routeTableOperations,
  ...routeOperations,
  ...prefixListOperations,
  ...endpointOperations,
  ...endpointServiceOperations,
  ...tagOperations,
  ...gateway,
};
