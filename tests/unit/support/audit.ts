import { ProfileName } from '../../../lib/model/ids.ts';
import type { AuditRecord } from '../../../lib/record/audit.ts';
import { consumer, gatewayShare, region } from './ids.ts';

/** The intent of the first change that a new consumer needs. */
export function anAuditRecord(changes: Partial<AuditRecord> = {}): AuditRecord {
  return {
    version: 1,
    time: '2026-09-14T08:00:00.000Z',
    run: 'run-1',
    dryRun: false,
    cause: { id: 'event-1', source: 'aws.organizations', name: 'MoveAccount' },
    phase: 'intent',
    account: consumer,
    site: region,
    decisions: [
      {
        profile: ProfileName.parse('shared'),
        member: true,
        rule: 'tag',
        reason: 'jetway=on on the account itself',
      },
    ],
    step: 'gateway-principal',
    verb: 'add',
    key: `${gatewayShare} ${consumer}`,
    does: `share the transit gateway with ${consumer}`,
    reason: 'it is a consumer of shared: jetway=on on the account itself',
    resource: gatewayShare,
    before: null,
    after: { share: gatewayShare, principal: consumer },
    ...changes,
  };
}
