import { Lambda } from '../lambda/runtime.ts';
import { createSimulator } from '../server.ts';
import type { SimulatedRole } from '../services/sts/state.ts';
import type { World } from '../world.ts';
import type { TemplateDocument } from './document.ts';
import { identity } from './resources/identity.ts';
import type { Deployment } from './scope.ts';
import { deployStackAtOnce } from './stack.ts';

/**
 * Makes the roles of a template in the world, with their policies, and nothing else of it.
 * @throws TemplateError where there is something in them that the simulator does not know
 * @throws DeploymentError where one of them cannot be made
 */
export function deployRoles(
  world: World,
  template: TemplateDocument,
  deployment: Deployment,
): readonly SimulatedRole[] {
  const lambda = new Lambda(createSimulator(world));
  const only = ({ type }: { readonly type: string }) => Object.hasOwn(identity, type);
  const { refs } = deployStackAtOnce(lambda, { template, deployment, only });
  return Object.entries(template.Resources).flatMap(([logicalId, { Type }]) => {
    const name = refs[logicalId];
    const role = world.identity.roles.get(`${deployment.account}/${name}`);
    return Type === 'AWS::IAM::Role' && role !== undefined ? [role] : [];
  });
}
