import fc from 'fast-check';
import type { Fault } from '../../../sim/faults.ts';
import { accountOf } from '../../../sim/services/organizations/tree.ts';
import { eventAbout } from '../../e2e/handlers-loop.ts';
import type { Chaos, Kill } from '../../support/chaos.ts';
import { workerNames } from '../../support/control-plane.ts';
import { accountIds, anyMembershipChange, type MembershipChange } from '../../support/outside-world.ts';
import { addConsumerVpc, deployConsumerRole } from '../../support/world.ts';

/** How an event arrives: not at all, or as often as it says, now or behind those that come later. */
type Delivery = 'once' | 'twice' | 'late' | 'never';

/** What happens to a control plane while people change the organization around it. */
export type Trouble =
  | { readonly kind: 'change'; readonly change: MembershipChange; readonly event: Delivery }
  | { readonly kind: 'kill'; readonly kill: Kill }
  | { readonly kind: 'outage'; readonly of: Part; readonly fault: Fault; readonly seconds: number }
  | { readonly kind: 'fault'; readonly of: Part; readonly fault: Fault; readonly nth: number }
  | { readonly kind: 'sweep' }
  | { readonly kind: 'pass'; readonly seconds: number };

/** A service, or one operation of it. */
interface Part {
  readonly service: string;
  readonly operation?: string;
}

const parts: readonly Part[] = [
  { service: 'logs', operation: 'PutLogEvents' },
  { service: 'dynamodb' },
  { service: 'organizations' },
  { service: 'ec2' },
  { service: 'ram' },
  { service: 'route53profiles' },
  { service: 'sts' },
  { service: 'events' },
  { service: 'sqs', operation: 'SendMessage' },
  { service: 'sqs', operation: 'SendMessageBatch' },
  { service: 'sqs', operation: 'DeleteMessageBatch' }, // what was done is delivered again
];

const faults: readonly Fault[] = [
  'throttle',
  'internalError',
  'accessDenied',
  'timeout',
  'cutBefore',
  'cutAfter',
];

const attaches = fc.constantFrom(...accountIds).map(
  (id): MembershipChange => ({
    about: id,
    name: `${id} attaches a VPC`,
    make(test) {
      const own = [...test.world.ec2.vpcs.values()].filter(({ account }) => account === id);
      if (accountOf(test.world, id) !== undefined && own.length < 2)
        addConsumerVpc(test, id, `10.${accountIds.indexOf(id) + 1}.${own.length}.0/24`);
    },
  }),
);

const ofPart = { of: fc.constantFrom(...parts), fault: fc.constantFrom(...faults) };

export const anyTrouble: fc.Arbitrary<Trouble> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('change' as const),
      change: fc.oneof({ weight: 3, arbitrary: anyMembershipChange }, { weight: 2, arbitrary: attaches }),
      event: fc.constantFrom<Delivery>('once', 'once', 'twice', 'late', 'never'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('kill' as const),
      kill: fc.record({
        worker: fc.constantFrom(...workerNames, 'reconcile-account' as const, 'reconcile-account' as const),
        call: fc.integer({ min: 1, max: 60 }),
        when: fc.constantFrom('before' as const, 'after' as const),
      }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('outage' as const),
      seconds: fc.constantFrom(20, 400, 4000),
      ...ofPart,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('fault' as const),
      nth: fc.integer({ min: 1, max: 8 }),
      ...ofPart,
    }),
  },
  { weight: 1, arbitrary: fc.constant<Trouble>({ kind: 'sweep' }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      seconds: fc.constantFrom(1, 15, 120, 2000),
    }),
  },
);

export function describeTrouble(trouble: Trouble): string {
  switch (trouble.kind) {
    case 'change':
      return `${trouble.change.name}; the event arrives ${trouble.event}`;
    case 'kill':
      return `${trouble.kill.worker} ends ${trouble.kill.when} call ${trouble.kill.call} from here`;
    case 'outage':
      return `${trouble.fault} of ${nameOf(trouble.of)} for ${trouble.seconds} s`;
    case 'fault':
      return `${trouble.fault} of call ${trouble.nth} of ${nameOf(trouble.of)} from here`;
    case 'sweep':
      return 'the sweep is due';
    case 'pass':
      return `${trouble.seconds} s pass`;
  }
}

function nameOf({ service, operation = 'all' }: Part): string {
  return `${service}:${operation}`;
}

/** Plays troubles on a control plane, and knows how to end them. */
export class Troublemaker {
  readonly #chaos: Chaos;
  readonly #late: object[] = [];
  #events = 0;

  constructor(chaos: Chaos) {
    this.#chaos = chaos;
  }

  async play(trouble: Trouble): Promise<void> {
    const { core, test } = this.#chaos;
    switch (trouble.kind) {
      case 'change':
        this.#chaos.outside(trouble.change);
        this.#tell(trouble.change, trouble.event);
        return;
      case 'kill':
        this.#chaos.kill(trouble.kill);
        return;
      case 'outage':
        test.world.clock.after(trouble.seconds, core.faults.inject(trouble.fault, trouble.of));
        return;
      case 'fault':
        core.faults.inject(trouble.fault, { ...trouble.of, nth: trouble.nth });
        return;
      case 'sweep':
        this.sweep();
        return;
      case 'pass':
        await this.#chaos.run(trouble.seconds);
        return;
    }
  }

  /** Nothing goes wrong from here on: what was late arrives, and every account has got its role. */
  end(): void {
    const { core, test } = this.#chaos;
    core.faults.clear();
    this.#chaos.spare();
    for (const { id } of test.world.organization.accounts.values()) deployConsumerRole(test, id);
    for (const event of this.#late.splice(0).toReversed()) this.#chaos.send(event);
  }

  sweep(): void {
    this.#events += 1;
    this.#chaos.send({ source: 'jetway', 'detail-type': 'Sweep', id: `tick ${this.#events}` });
  }

  #tell({ about }: MembershipChange, delivery: Delivery): void {
    this.#events += 1;
    const id = `event ${this.#events}`;
    const event = about.startsWith('ou-') ? eventOfOu(about, id) : eventAbout(about, 'org-move-account', id);
    switch (delivery) {
      case 'never':
        return;
      case 'late':
        this.#late.push(event);
        return;
      case 'twice':
        this.#chaos.send(event);
        this.#chaos.send(event);
        return;
      case 'once':
        this.#chaos.send(event);
        return;
    }
  }
}

function eventOfOu(ou: string, id: string): object {
  const sample = JSON.stringify(eventAbout('333333333333', 'org-tag-resource-ou', id));
  return JSON.parse(sample.replaceAll('ou-ab12-11111111', ou));
}
