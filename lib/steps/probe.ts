import type { AccountView } from '../decide/account-view.ts';
import { probedVpc } from '../decide/probe.ts';
import type { VpcId } from '../model/ids.ts';
import { map } from '../model/observation.ts';
import { type ProbePlace, probeFunctionName } from '../model/probe.ts';
import type { Seen, Step } from './step.ts';

export interface ProbeSubject {
  readonly vpc: VpcId;
  readonly function: string;
}

/**
 * The function of the probe in one of the account's VPCs, from where it can ask for signs of life. Its network
 * interfaces would keep the VPC's subnets from being deleted, so it is the first to leave.
 */
export const probe: Step<ProbeSubject> = {
  parts: ['probePlace'],
  settlesInSeconds: 30,
  holdsNothing: true,
  key: ({ vpc }) => vpc,
  resource: ({ function: name }) => name,
  vpc: ({ vpc }) => vpc,
  // Lambda takes a minute, which passes while the rest of the path is made.
  needs: () => ['attachment'],
  explain: (verb, { vpc, function: name }) =>
    verb === 'add' ? `put the probe ${name} into ${vpc}` : `take the probe ${name} out of ${vpc}`,
  wanted(view) {
    const vpc = probedVpc(view);
    return vpc === undefined ? [] : [subjectIn(vpc, view)];
  },
  seen: (view) =>
    map(view.consumer.probePlace, (place) => {
      if (place?.vpc === undefined) return [];
      const state = stateOf(place, place.vpc === probedVpc(view));
      return state === 'absent' ? [] : [{ subject: subjectIn(place.vpc, view), state, ours: true }];
    }),
  hinders(verb, { vpc, function: name }, view) {
    const { probePlace } = view.consumer;
    if (verb === 'remove' || probePlace.state !== 'read') return undefined;
    const place = probePlace.value;
    if (place === undefined)
      return { for: `the function ${name} in account ${view.account.id}`, lookAgainSeconds: 60 };
    if (place.vpc === vpc) return undefined;
    if (place.vpc !== undefined) return { for: `${name} to leave ${place.vpc}`, lookAgainSeconds: 30 };
    return place.state === 'changing' ? { for: `${name} to settle`, lookAgainSeconds: 15 } : undefined;
  },
  async add(subjects, ports) {
    const consumer = await ports.consumer();
    for (const { vpc, function: name } of subjects) await consumer.moveProbeInto(vpc, name);
  },
  async remove(subjects, ports) {
    const consumer = await ports.consumer();
    for (const { function: name } of subjects) await consumer.takeProbeOut(name);
  },
};

function subjectIn(vpc: VpcId, { configuration }: AccountView): ProbeSubject {
  return { vpc, function: probeFunctionName(configuration.name) };
}

/** Where Lambda has failed to bring it is not where it is, if that is where it should be. */
function stateOf({ state }: ProbePlace, wanted: boolean): Seen<ProbeSubject>['state'] | 'absent' {
  switch (state) {
    case 'changing':
      return 'arriving';
    case 'settled':
      return 'present';
    case 'failed':
      return wanted ? 'absent' : 'present';
  }
}
