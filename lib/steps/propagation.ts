import type { AccountView } from '../decide/account-view.ts';
import type { Propagation } from '../model/network.ts';
import { read } from '../model/observation.ts';
import { propagationTables } from '../observe/provider.ts';
import { type AttachedSubject, attachmentOf } from './attached-subject.ts';
import type { Seen, Step } from './step.ts';

/**
 * The attachment's propagation to the provider's route table, without which no answer finds its way back. It is
 * present when the routes of all the VPC's CIDRs are: AWS calls a propagation enabled even where it silently
 * propagates nothing, because the CIDR overlaps another attachment's.
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
 */
export const propagation: Step<AttachedSubject> = {
  parts: ['propagations'],
  settlesInSeconds: 15,
  key: ({ vpc, table }) => `${vpc} ${table}`,
  resource: ({ vpc, attachment }) => attachment ?? vpc,
  vpc: ({ vpc }) => vpc,
  needs: () => ['attachment'],
  explain: (verb, { vpc, table }) =>
    verb === 'add' ? `propagate ${vpc}'s routes to ${table}` : `stop propagating ${vpc}'s routes to ${table}`,
  wanted: ({ vpcs, site, rules }) =>
    vpcs.connected.flatMap(({ id, attachment }) =>
      propagationTables(site, rules).map((table) => ({ vpc: id, table, attachment: attachment?.id })),
    ),
  seen(view) {
    const { attachments, propagations } = view.provider;
    if (attachments.state !== 'read') return attachments;
    if (propagations.state !== 'read') return propagations;
    return read(
      propagations.value.flatMap((one): readonly Seen<AttachedSubject>[] => {
        const vpc = attachments.value.find(({ id }) => id === one.attachment)?.vpc;
        if (vpc === undefined) return [];
        return [
          {
            subject: { vpc, table: one.table, attachment: one.attachment },
            state: stateOf(one, view),
            ours: true,
          },
        ];
      }),
    );
  },
  async add(subjects, { provider }) {
    for (const subject of subjects) await provider.enablePropagation(subject.table, attachmentOf(subject));
  },
  async remove(subjects, { provider }) {
    for (const subject of subjects) await provider.disablePropagation(subject.table, attachmentOf(subject));
  },
};

function stateOf(
  { state, attachment, cidrs }: Propagation,
  { vpcs }: AccountView,
): Seen<AttachedSubject>['state'] {
  switch (state) {
    case 'enabling':
      return 'arriving';
    case 'disabling':
      return 'leaving';
    case 'enabled': {
      const wanted = vpcs.connected.find((vpc) => vpc.attachment?.id === attachment)?.cidrs ?? [];
      return wanted.every((cidr) => cidrs.includes(cidr)) ? 'present' : 'arriving';
    }
  }
}
