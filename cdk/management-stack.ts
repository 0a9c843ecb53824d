import { CfnOutput, type IStackSynthesizer, Stack } from 'aws-cdk-lib';
import type { EventPattern } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import type { Configuration } from '../lib/config/configuration.ts';
import type { Region } from '../lib/model/ids.ts';
import { Forwarding } from './constructs/forwarding.ts';
import { OrganizationReader } from './constructs/organization-reader.ts';
import { own } from './constructs/ownership.ts';
import { controlTowerPatterns, organizationPatterns } from './events/patterns.ts';
import { busArn, namesOf } from './names.ts';

/** Whose events appear in the stack's Region. */
export type ListensTo = 'organizations' | 'control-tower' | 'both';

export interface ManagementStackProps {
  readonly configuration: Configuration;
  readonly region: Region;
  readonly listensTo: ListensTo;
  readonly synthesizer?: IStackSynthesizer;
}

/**
 * What Jetway has in the management account: rules that forward events straight to its bus, which EventBridge does
 * once and not twice, and, with those of Organizations, the role that reads the organization.
 */
export class ManagementStack extends Stack {
  constructor(scope: Construct, { configuration, region, listensTo, synthesizer }: ManagementStackProps) {
    const { name, organization } = configuration;
    const stacks = namesOf(configuration).stack;
    const stackName = listensTo === 'control-tower' ? stacks.controlTower : stacks.management;
    super(scope, stackName, {
      stackName,
      description: `Jetway ${name}: the events of the organization, and the role that reads it`,
      env: { account: organization.managementAccount, region },
      ...(synthesizer !== undefined && { synthesizer }),
    });
    new Forwarding(this, 'Forwarding', { busArn: busArn(configuration), patterns: patternsOf(listensTo) });
    if (listensTo !== 'control-tower') {
      const { role } = new OrganizationReader(this, 'OrganizationReader', { configuration });
      new CfnOutput(this, 'OrganizationReaderArn', {
        description: 'The role that the functions of the control plane read the organization with',
        value: role.roleArn,
      });
    }
    own(this, configuration);
    new CfnOutput(this, 'EventsGoTo', {
      description: 'The bus that the events are forwarded to; it must be there before they are',
      value: busArn(configuration),
    });
  }
}

function patternsOf(listensTo: ListensTo): Readonly<Record<string, EventPattern>> {
  switch (listensTo) {
    case 'organizations':
      return organizationPatterns();
    case 'control-tower':
      return controlTowerPatterns();
    case 'both':
      return { ...organizationPatterns(), ...controlTowerPatterns() };
  }
}
