import { AccountId } from '../../lib/model/ids.ts';
import { type Context, type Result, reconcile } from '../../lib/reconcile.ts';
import { closeAccount, moveAccount, removeAccount } from '../../sim/services/organizations/tree.ts';
import { removeRole } from '../../sim/services/sts/roles.ts';
import {
  addConnectedVpc,
  addConsumer,
  addConsumerVpc,
  newTestWorld,
  otherOu,
  type TestSite,
  type TestWorld,
} from './world.ts';

export const account = AccountId.parse('333333333333');

/** A world in which one account has something to be done. */
export interface Story {
  readonly name: string;
  readonly begin: () => TestWorld;
}

/** Looks at the account until nothing is left, as often as its state asks for. */
export function reconcileAccount(context: Context): Promise<Result> {
  return reconcile({ accounts: [account], deep: true }, context, { waitSeconds: 1800 });
}

function connected(site: TestSite = {}): TestWorld {
  const test = newTestWorld({}, site);
  addConsumer(test, { id: account });
  addConnectedVpc(test, account, '10.1.0.0/16');
  return test;
}

/** An account that is as it should be: nothing is to be done. */
export const atRest: Story = { name: 'a connected account', begin: () => connected() };

/** Every way in and out. */
export const stories: readonly Story[] = [
  {
    name: 'onboarding with a pending attachment',
    begin() {
      const test = newTestWorld();
      addConsumer(test, { id: account });
      addConsumerVpc(test, account, '10.1.0.0/16');
      return test;
    },
  },
  {
    name: 'onboarding with attachments that Jetway makes and aggregate return routes',
    begin() {
      const test = newTestWorld({}, { attachments: 'create', returnRoutes: 'aggregate' });
      addConsumer(test, { id: account });
      addConsumerVpc(test, account, '10.1.0.0/16', { attached: 'none', tags: { 'jetway:attach': 'on' } });
      return test;
    },
  },
  {
    name: 'onboarding by invitation',
    begin() {
      const test = newTestWorld({}, { resourceSharing: 'invitations' });
      addConsumer(test, { id: account });
      addConsumerVpc(test, account, '10.1.0.0/16');
      return test;
    },
  },
  {
    name: 'offboarding after a move',
    begin() {
      const test = connected();
      moveAccount(test.world, account, otherOu);
      return test;
    },
  },
  {
    name: 'offboarding of a closed account',
    begin() {
      const test = connected();
      closeAccount(test.world, account);
      test.world.clock.advance(600);
      return test;
    },
  },
  {
    name: 'offboarding of a removed account',
    begin() {
      const test = connected({ returnRoutes: 'aggregate' });
      removeAccount(test.world, account);
      return test;
    },
  },
  {
    name: 'offboarding of an account that has lost its role',
    begin() {
      const test = connected();
      moveAccount(test.world, account, otherOu);
      removeRole(test.world, account, 'jetway-consumer');
      return test;
    },
  },
];
