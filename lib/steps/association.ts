import type { Attachment } from '../model/network.ts';
import { map } from '../model/observation.ts';
import { type AttachedSubject, attachmentOf } from './attached-subject.ts';
import type { Seen, Step } from './step.ts';

/** The attachment's association with the consumers' route table: what it may reach is the provider alone. */
export const association: Step<AttachedSubject> = {
  parts: ['attachments'],
  settlesInSeconds: 15,
  key: ({ vpc, table }) => `${vpc} ${table}`,
  resource: ({ vpc, attachment }) => attachment ?? vpc,
  vpc: ({ vpc }) => vpc,
  needs: () => ['attachment'],
  explain: (verb, { vpc, table }) =>
    verb === 'add'
      ? `associate ${vpc}'s attachment with ${table}`
      : `disassociate ${vpc}'s attachment from ${table}`,
  wanted: ({ vpcs, site }) =>
    vpcs.connected.map(({ id, attachment }) => ({
      vpc: id,
      table: site.transitGateway.consumersRouteTable,
      attachment: attachment?.id,
    })),
  seen: ({ provider, site }) =>
    map(provider.attachments, (attachments) =>
      attachments.flatMap(({ id, vpc, association: seen }) =>
        seen === undefined
          ? []
          : [
              {
                subject: { vpc, table: seen.table, attachment: id },
                state: stateOf(seen.state),
                // In another table of the gateway, somebody else put it there.
                ours: seen.table === site.transitGateway.consumersRouteTable,
              },
            ],
      ),
    ),
  hinders(verb, subject, view) {
    if (verb === 'remove') return undefined;
    const other = association.seen(view);
    if (other.state !== 'read') return undefined;
    const elsewhere = other.value.find(
      ({ subject: { vpc, table }, state }) =>
        vpc === subject.vpc && table !== subject.table && state !== 'leaving',
    );
    return elsewhere === undefined
      ? undefined
      : {
          kind: 'other-route',
          site: view.site.region,
          account: view.account.id,
          resource: subject.vpc,
          what: `its attachment is associated with ${elsewhere.subject.table}, not with the consumers' route table ${subject.table}`,
          remedy: `Disassociate it from ${elsewhere.subject.table}; an attachment has one route table`,
        };
  },
  async add(subjects, { provider }) {
    for (const subject of subjects) await provider.associate(subject.table, attachmentOf(subject));
  },
  async remove(subjects, { provider }) {
    for (const subject of subjects) await provider.disassociate(subject.table, attachmentOf(subject));
  },
};

function stateOf(state: NonNullable<Attachment['association']>['state']): Seen<AttachedSubject>['state'] {
  switch (state) {
    case 'associating':
      return 'arriving';
    case 'associated':
      return 'present';
    case 'disassociating':
      return 'leaving';
  }
}
