import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

export interface AuditLogProps {
  readonly logGroupName: string;
  readonly retentionDays: number;
}

/**
 * Where each change is on record, encrypted with a key that encrypts nothing else. Log group and key outlive their
 * stack: to deploy again under the same name, import the log group (`cdk import`), or delete it first.
 */
export class AuditLog extends Construct {
  readonly logGroup: LogGroup;
  readonly key: Key;

  constructor(scope: Construct, id: string, { logGroupName, retentionDays }: AuditLogProps) {
    super(scope, id);
    const { partition, region, account } = Stack.of(this);
    this.key = new Key(this, 'Key', {
      description: `Encrypts the log group ${logGroupName}`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN, // without it, nobody reads the log that is left
    });
    // A log group that the key admits by name must be named before it exists.
    const logGroupArn = `arn:${partition}:logs:${region}:${account}:log-group:${logGroupName}`;
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'EncryptAuditLog',
        principals: [new ServicePrincipal(`logs.${region}.amazonaws.com`)],
        actions: [
          'kms:Encrypt',
          'kms:Decrypt',
          'kms:ReEncryptFrom',
          'kms:ReEncryptTo',
          'kms:GenerateDataKey',
          'kms:GenerateDataKeyWithoutPlaintext',
          'kms:DescribeKey',
        ],
        resources: ['*'], // of a key's own policy: this key
        conditions: { ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': logGroupArn } },
      }),
    );
    this.logGroup = new LogGroup(this, 'LogGroup', {
      logGroupName,
      encryptionKey: this.key,
      retention: retentionDays,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
