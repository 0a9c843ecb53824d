import { Cidr } from '../../../lib/model/cidr.ts';
import {
  AccountId,
  OrganizationId,
  PrefixListId,
  ProfileName,
  Region,
  VpcId,
} from '../../../lib/model/ids.ts';
import type { Action } from '../../../lib/plan/action.ts';
import type { Plan, SitePlan } from '../../../lib/plan/plan.ts';

export const account = AccountId.parse('333333333333');
const reason = 'it is a consumer of shared: jetway=on on Consumers';

export function route(
  more: Partial<Pick<Action, 'verb' | 'does' | 'reason' | 'waits' | 'held'>> = {},
): Action {
  return {
    step: 'prefix-list-entry',
    verb: 'add',
    account,
    site: Region.parse('eu-west-1'),
    key: more.does ?? 'key',
    subject: {
      prefixList: PrefixListId.parse('pl-1'),
      cidr: Cidr.parse('10.1.0.0/16'),
      vpc: VpcId.parse('vpc-1'),
      description: 'jetway',
    },
    does: 'add 10.1.0.0/16 of vpc-1 to pl-1',
    reason,
    ...more,
  };
}

export function planOf(site: Partial<SitePlan>, more: Partial<Plan> = {}): Plan {
  return {
    version: 1,
    name: 'test',
    organization: OrganizationId.parse('o-a1b2c3d4e5'),
    mode: 'enforce',
    scope: 'organization',
    deep: false,
    accounts: [{ account, name: 'shop', state: 'ACTIVE', sites: [siteOf('eu-west-1', site)], findings: [] }],
    findings: [],
    guard: { losing: 0, consumers: 1, limit: 5, tripped: false },
    looked: { accounts: 20, consumers: 6 },
    ...more,
  };
}

export function siteOf(region: string, site: Partial<SitePlan>): SitePlan {
  return {
    site: Region.parse(region),
    decisions: [
      { profile: ProfileName.parse('shared'), member: true, rule: 'tag', reason: 'jetway=on on Consumers' },
    ],
    actions: [],
    settling: [],
    incomplete: false,
    ...site,
  };
}
