import { addVpc } from '../../../sim/services/ec2/vpcs.ts';
import { addAccount } from '../../../sim/services/organizations/tree.ts';
import { addProfile } from '../../../sim/services/profiles/profiles.ts';
import { createShare, shareWith } from '../../../sim/services/ram/shares.ts';
import { addQueue } from '../../../sim/services/sqs/queues.ts';
import { putParameter } from '../../../sim/services/ssm/parameters.ts';
import { addRole } from '../../../sim/services/sts/roles.ts';
import { World } from '../../../sim/world.ts';

/** The management account, which may call everything that the commands call. */
export const accountId = '111111111111';
export const region = 'us-east-1';
export const ids = {
  consumer: '333333333333',
  vpc: 'vpc-0123456789abcdef0',
  profile: 'rp-0123456789abcdef0',
} as const;
export const roleArn = `arn:aws:iam::${ids.consumer}:role/reader`;
export const queuePath = `/${accountId}/jobs`;

/** A world in which each of the commands has something to find. */
export function yardstickWorld(): World {
  const world = new World();
  const here = { account: accountId, region };
  addAccount(world, { id: ids.consumer, name: 'Consumer', tags: { jetway: 'on' } });
  addRole(world, { account: ids.consumer, name: 'reader', trusts: [accountId] });
  putParameter(world, { ...here, name: '/jetway/mode', value: 'observe' });
  addQueue(world, { ...here, name: 'jobs' });
  addVpc(world, { ...here, cidrs: ['10.1.0.0/16'], id: ids.vpc, tags: { Name: 'provider' } });
  const profile = addProfile(world, { ...here, id: ids.profile, name: 'shared' });
  const share = createShare(world, {
    owner: accountId,
    region,
    name: 'profile',
    resourceArns: [profile.arn],
  });
  shareWith(world, share.arn, ids.consumer);
  return world;
}
