import { CfnQueryDefinition, type ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { auditQueryNames, auditQueryText } from '../../lib/model/audit-queries.ts';

export interface AuditQueriesProps {
  /** The folder of the queries in the console of Logs Insights. */
  readonly folder: string;
  readonly logGroup: ILogGroup;
}

/**
 * What people ask the audit log, saved for the console of Logs Insights; `jetway audit` runs the same. The L2 of a query
 * builds its text from parts and has no place for a text that exists.
 */
export class AuditQueries extends Construct {
  constructor(scope: Construct, id: string, { folder, logGroup }: AuditQueriesProps) {
    super(scope, id);
    for (const name of auditQueryNames)
      new CfnQueryDefinition(this, name, {
        name: `${folder}/${name}`,
        queryString: auditQueryText(name),
        logGroupNames: [logGroup.logGroupName],
      });
  }
}
