import { CfnStackSet } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Configuration } from '../../lib/config/configuration.ts';
import type { OuId } from '../../lib/model/ids.ts';
import { namesOf } from '../names.ts';

export interface ConsumerStackSetProps {
  readonly configuration: Configuration;
  /** The synthesized template of the consumers' stack, as JSON. */
  readonly template: string;
}

/** CloudFormation takes no longer template inline. */
const longestTemplateBytes = 51_200;

/**
 * The stack of every account in the OUs of the profiles, in every site's Region. CloudFormation deploys it to accounts
 * that join the OUs, without Jetway's help.
 *
 * The stack stays in an account that leaves the OUs: Jetway needs its role to take away what is in the account. Such a
 * stack belongs to the StackSet no more, is not updated, and goes when somebody of that account deletes it. As long as
 * it is there, Jetway may enter the account while that is in the organization, and its events are still forwarded,
 * which costs a look. When the StackSet itself is deleted, so are the stacks that belong to it, and Jetway can no
 * longer enter any account.
 */
export class ConsumerStackSet extends Construct {
  /** @throws Error where the template is too long */
  constructor(scope: Construct, id: string, { configuration, template }: ConsumerStackSetProps) {
    super(scope, id);
    const bytes = Buffer.byteLength(template);
    if (bytes > longestTemplateBytes)
      throw new Error(
        `The template of the consumers' stack has ${bytes} bytes, and a StackSet takes ${longestTemplateBytes}. ` +
          'Make it smaller, for one by making its probe smaller.',
      );
    const { name, organization, profiles, provider, sites } = configuration;
    new CfnStackSet(this, 'StackSet', {
      stackSetName: namesOf(configuration).stackSet,
      description: `Jetway ${name}: what it needs in the accounts of its consumers`,
      permissionModel: 'SERVICE_MANAGED',
      callAs: provider.account === organization.managementAccount ? 'SELF' : 'DELEGATED_ADMIN',
      autoDeployment: { enabled: true, retainStacksOnAccountRemoval: true },
      stackInstancesGroup: [
        {
          deploymentTargets: {
            organizationalUnitIds: [...targets(profiles.flatMap((profile) => profile.organizationalUnits))],
          },
          regions: sites.map(({ region }) => region),
        },
      ],
      managedExecution: { Active: true }, // or one operation would fail while another one runs
      operationPreferences: {
        regionConcurrencyType: 'PARALLEL',
        maxConcurrentPercentage: 25,
        failureTolerancePercentage: 10, // an account that cannot be deployed to holds up no other
        concurrencyMode: 'SOFT_FAILURE_TOLERANCE',
      },
      capabilities: ['CAPABILITY_NAMED_IAM'],
      templateBody: template,
    });
  }
}

/** Each OU once; under the root is everybody. */
function targets(units: readonly OuId[]): readonly OuId[] {
  const root = units.find((id) => id.startsWith('r-'));
  return root === undefined ? [...new Set(units)] : [root];
}
