import type * as Ec2 from '@aws-sdk/client-ec2';
import type { Operations } from '../../../operation.ts';
import { associations } from './associations.ts';
import { attach } from './attach.ts';
import { attachments } from './attachments.ts';
import { gateways } from './gateways.ts';
import { propagations } from './propagations.ts';
import { routeTables } from './route-tables.ts';
import { search } from './search.ts';
import { staticRoutes } from './static-routes.ts';

/** The transit gateway's part of EC2. */
export const gateway: Operations<typeof Ec2> = {
  ...gateways,
  ...attachments,
  ...attach,
  ...routeTables,
  ...associations,
  ...propagations,
  ...staticRoutes,
  ...search,
};
