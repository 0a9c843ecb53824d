import { AccountPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Configuration } from '../../lib/config/configuration.ts';
import { namesOf, roleArn } from '../names.ts';
import { grant } from './grant.ts';
import { readsOfAccount, readsOfOrganization } from './organization-reads.ts';

/** The role of the management account that Jetway's functions read the organization with. It can change nothing. */
export class OrganizationReader extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, { configuration }: { readonly configuration: Configuration }) {
    super(scope, id);
    const { organization, provider, roles } = configuration;
    const names = namesOf(configuration);
    this.role = new Role(this, 'Role', {
      roleName: roles.organizationReader,
      description: `Jetway ${configuration.name} reads accounts, OUs and their tags with it`,
      // Named as the principal, a role must exist before this one, and is another one once it was made anew.
      assumedBy: new AccountPrincipal(provider.account).withConditions({
        ArnEquals: {
          'aws:PrincipalArn': [
            roleArn(provider, provider.account, names.role('sweep')),
            roleArn(provider, provider.account, names.role('reconcile-account')),
          ],
        },
        StringEquals: { 'aws:PrincipalOrgID': organization.id },
      }),
    });
    for (const read of [...readsOfOrganization(configuration), ...readsOfAccount(configuration)])
      grant(this.role, read);
  }
}
