import { CfnResourceShare } from 'aws-cdk-lib/aws-ram';
import { Construct } from 'constructs';
import type { Configuration } from '../../lib/config/configuration.ts';

export interface ResourceShareProps {
  readonly name: string;
  readonly resourceArn: string;
  readonly resourceSharing: Configuration['organization']['resourceSharing'];
}

/**
 * A RAM share with nobody in it. Its principals are the reconciler's: they follow membership, and a template that named
 * them would be wrong a minute later. Without `Principals`, an update of the share leaves them alone.
 */
export class ResourceShare extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { name, resourceArn, resourceSharing }: ResourceShareProps) {
    super(scope, id);
    this.arn = new CfnResourceShare(this, 'Share', {
      name,
      resourceArns: [resourceArn],
      // Where RAM does not share with the organization, it takes even its accounts for external ones.
      allowExternalPrincipals: resourceSharing === 'invitations',
    }).attrArn;
  }
}
