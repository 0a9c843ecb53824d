import type { Deployment } from '../../../../sim/deploy/scope.ts';

export const deployment: Deployment = {
  account: '111111111111',
  region: 'eu-west-1',
  partition: 'aws',
  stackName: 'orders-stack',
};
