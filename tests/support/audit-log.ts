import { auditLog } from '../../lib/aws/audit-log.ts';
import { logsClient } from '../../lib/aws/logs-client.ts';
import { Pacer } from '../../lib/aws/pace.ts';
import { AccountId, Region } from '../../lib/model/ids.ts';
import type { AuditLog, AuditRecord } from '../../lib/record/audit.ts';
import type { Simulator } from '../../sim/server.ts';
import { addLogGroup, logGroupArn } from '../../sim/services/logs/groups.ts';
import { credentialsOf } from './roles.ts';
import { provider, reconciler, region, simulatedClock } from './world.ts';

const name = '/jetway/test/audit';

export interface SimulatedAuditLog extends AuditLog {
  /** What the log group holds. */
  records(): readonly AuditRecord[];
}

/** The log group that the control plane makes, made where it is not there, and a writer to it in the reconciler's name. */
export function openAuditLog({ world, url }: Simulator): SimulatedAuditLog {
  const there = world.logs.groups.get(logGroupArn(world, provider, region, name));
  const group = there ?? addLogGroup(world, { account: provider, region, name });
  const credentials = credentialsOf(world, provider, reconciler);
  const logs = logsClient({
    account: AccountId.parse(provider),
    region: Region.parse(region),
    pace: new Pacer({ clock: simulatedClock(world) }),
    credentials: async () => credentials,
    maxAttempts: 1,
    clientOptions: { endpoint: url },
  });
  return {
    ...auditLog(logs, { group: group.name, stream: 'test' }),
    records: () => group.events.map(({ message }) => JSON.parse(message)),
  };
}
