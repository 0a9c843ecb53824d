import type { Decision } from '../../lib/decide/membership.ts';
import { AccountId } from '../../lib/model/ids.ts';
import { type AccountPlan, isBarred } from '../../lib/plan/plan.ts';
import { ancestorsOf } from '../../sim/services/organizations/tree.ts';
import type { Stage } from './stage.ts';
import { connectedVpcs } from './world-state.ts';

/** How one account stands in the end. */
export interface AccountRow {
  readonly account: string;
  readonly name: string;
  readonly ou: string;
  readonly member: boolean;
  readonly why: string;
  readonly vpcs: number;
  readonly connectedVpcs: number;
  readonly state: string;
}

/** Every account of the organization, in the order of the scenario. */
export async function accountRows(
  stage: Stage,
  named: (text: string) => string,
): Promise<readonly AccountRow[]> {
  const { world } = stage;
  const accounts = [...world.organization.accounts.values()];
  const plan = await stage.plan(accounts.map(({ id }) => AccountId.parse(id)));
  const plans = new Map<string, AccountPlan>(plan.accounts.map((one) => [one.account, one]));
  return accounts.map(({ id, name }) => {
    const planned = plans.get(id);
    const decision = planned?.sites[0]?.decisions[0];
    const isProvider = decision === undefined;
    const vpcs = isProvider ? 0 : [...world.ec2.vpcs.values()].filter(({ account }) => account === id).length;
    const connected = connectedVpcs(stage, id).length;
    return {
      account: id,
      name,
      ou: ancestorsOf(world, id)[0]?.name ?? '',
      member: decision?.member ?? false,
      why: named(why(decision)),
      vpcs,
      connectedVpcs: connected,
      state: stateOf(planned, decision, connected),
    };
  });
}

/** The decision in a few words; `jetway explain` has the sentence. */
function why(decision: Decision | undefined): string {
  if (decision === undefined) return 'the provider';
  switch (decision.rule) {
    case 'state':
    case 'provider':
    case 'excluded':
      return decision.reason.replace(/^it is /, '');
    case 'ou':
      return decision.member ? decision.reason : 'outside the OUs';
    case 'tag':
      return decision.reason.startsWith('neither')
        ? 'no tag'
        : decision.reason.replace('the account itself', 'the account');
  }
}

function stateOf(
  planned: AccountPlan | undefined,
  decision: Decision | undefined,
  connected: number,
): string {
  if (decision === undefined) return 'provider';
  if (!decision.member) return 'not a consumer';
  const [finding] = planned?.findings ?? [];
  if (planned !== undefined && isBarred(planned)) return `blocked: ${finding?.kind}`;
  return connected > 0 ? 'connected' : 'ready, no VPC attached';
}
