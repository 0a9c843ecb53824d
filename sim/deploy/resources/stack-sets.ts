import * as z from 'zod/mini';
import { notModelled, refuse } from '../../refusal.ts';
import { addStackSet } from '../../services/stack-sets/stack-sets.ts';
import type { InstanceStack } from '../../services/stack-sets/state.ts';
import { parseTemplate, type TemplateDocument, TemplateError } from '../document.ts';
import { pseudoParameters } from '../pseudo-parameters.ts';
import {
  type Making,
  type ResourceType,
  resourceType,
  Tags,
  truth,
  withoutEffect,
} from '../resource-type.ts';
import type { Deployment } from '../scope.ts';
import { until } from '../until.ts';

/** Stack sets that deploy by themselves to the accounts of an organization. */
export const stackSets: Readonly<Record<string, ResourceType>> = {
  'AWS::CloudFormation::StackSet': resourceType(
    {
      StackSetName: z.string(),
      PermissionModel: z.literal('SERVICE_MANAGED'),
      CallAs: z._default(z.enum(['SELF', 'DELEGATED_ADMIN']), 'SELF'),
      AutoDeployment: z.strictObject({
        Enabled: z.literal(true),
        RetainStacksOnAccountRemoval: truth,
      }),
      StackInstancesGroup: z.tuple([
        z.strictObject({
          DeploymentTargets: z.strictObject({ OrganizationalUnitIds: z.array(z.string()) }),
          Regions: z.array(z.string()),
        }),
      ]),
      TemplateBody: z.string(),
      Capabilities: z.array(z.literal('CAPABILITY_NAMED_IAM')),
      ManagedExecution: withoutEffect('operations never wait for one another'),
      OperationPreferences: withoutEffect('an operation is one account, whose Regions go together'),
      Description: withoutEffect('it is text for people'),
      Tags,
    },
    async (properties, making) => {
      const { world, deployment, naming, identifiers } = making;
      const { StackSetName: name, CallAs, AutoDeployment, StackInstancesGroup } = properties;
      const isManagement = deployment.account === world.organization.managementAccountId;
      if ((CallAs === 'SELF') !== isManagement)
        throw new Error(`CallAs is ${CallAs}, which the account ${deployment.account} cannot be`);
      const [{ DeploymentTargets, Regions: regions }] = StackInstancesGroup;
      const template = parseTemplate(JSON.parse(properties.TemplateBody));
      const { arn, instances } = addStackSet(world, {
        account: deployment.account,
        region: deployment.region,
        name,
        uuid: naming.invention.uuid(),
        targets: DeploymentTargets.OrganizationalUnitIds,
        regions,
        retainStacks: AutoDeployment.RetainStacksOnAccountRemoval,
        deploy: (place) => deployInstance(making, { name, template, ...place }),
      });
      await until(world.clock, arn, () => {
        const open = [...instances.values()].find(({ state }) => state === 'CREATING');
        return open === undefined ? 'there' : { still: `creating its stack in ${open.account}` };
      });
      return identifiers;
    },
  ),
};

interface Instance {
  readonly account: string;
  readonly region: string;
  /** Of the stack set. */
  readonly name: string;
  readonly template: TemplateDocument;
}

/** @throws Refusal where a resource cannot be made */
function deployInstance(
  { deployment, naming, deployAtOnce }: Making,
  { account, region, name, template }: Instance,
): InstanceStack {
  const stackName = `StackSet-${name}-${naming.invention.uuid()}`;
  const place: Deployment = { account, region, partition: deployment.partition, stackName };
  try {
    deployAtOnce(template, place);
  } catch (error) {
    if (error instanceof TemplateError) throw error;
    refuse('CREATE_FAILED', error instanceof Error ? error.message : String(error));
  }
  const stackId = pseudoParameters(place)['AWS::StackId'] ?? '';
  return { stackId, remove: () => notModelled(`the deletion of ${stackId}`) };
}
