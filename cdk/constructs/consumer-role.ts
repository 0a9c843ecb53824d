import { Aws, CfnCondition, CfnResource, Fn } from 'aws-cdk-lib';
import { AccountPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Configuration } from '../../lib/config/configuration.ts';
import { namesOf, roleArn } from '../names.ts';
import { allowConsumerSide } from './consumer-permissions.ts';

/**
 * The role that the reconciler assumes in a consumer account. IAM is global and the stack is in each site's Region, so
 * only the stack of the control plane's Region has it.
 */
export class ConsumerRole extends Construct {
  constructor(scope: Construct, id: string, { configuration }: { readonly configuration: Configuration }) {
    super(scope, id);
    const { name, organization, provider, roles } = configuration;
    const reconciler = roleArn(provider, provider.account, namesOf(configuration).role('reconcile-account'));
    const role = new Role(this, 'Role', {
      roleName: roles.consumer,
      description: `What Jetway ${name} enters this account with`,
      // A role as principal would have to exist first, and would be trusted no more once it was made anew: IAM keeps its
      // id, not its name. So the account is the principal, and the condition names the role.
      assumedBy: new AccountPrincipal(provider.account).withConditions({
        ArnEquals: { 'aws:PrincipalArn': reconciler },
        StringEquals: { 'aws:PrincipalOrgID': organization.id },
      }),
    });
    allowConsumerSide(role, configuration);
    onlyIn(provider.region, this);
  }
}

function onlyIn(region: string, scope: Construct): void {
  const home = new CfnCondition(scope, 'IsHome', { expression: Fn.conditionEquals(Aws.REGION, region) });
  for (const resource of scope.node.findAll().filter((one) => CfnResource.isCfnResource(one)))
    resource.cfnOptions.condition = home;
}
