import { runUntilSettled } from '../lambda/run.ts';
import type { Lambda } from '../lambda/runtime.ts';
import { type Json, type TemplateDocument, TemplateError } from './document.ts';
import { type Identifiers, Naming } from './identifiers/naming.ts';
import { identifiersOf } from './identifiers.ts';
import { inOrder } from './references.ts';
import type { Made, Making, ResourceType } from './resource-type.ts';
import { resourceTypes } from './resources/index.ts';
import { withoutBehaviour } from './resources/without-behaviour.ts';
import type { Deployment, Resource } from './scope.ts';
import { ssmParameters } from './ssm-parameters.ts';
import { Template } from './template.ts';

/** A template and where it is deployed. */
export interface StackToDeploy {
  readonly template: TemplateDocument;
  readonly deployment: Deployment;
  /** The folder of an asset by the key of its object in S3; absent where the template has none. */
  readonly asset?: (key: string) => string;
  /** Which resources are made, where not all are; the others have their names, and the stack tells no outputs. */
  readonly only?: (resource: Resource) => boolean;
}

/** A stack that is deployed. */
export interface DeployedStack {
  readonly deployment: Deployment;
  /** By their names in the template. */
  readonly outputs: Readonly<Record<string, Json>>;
  /** By the name of the export. */
  readonly exports: Readonly<Record<string, Json>>;
  /** What Ref gives, by logical id. */
  readonly refs: Readonly<Record<string, string>>;
}

/** Which resource of a stack could not be made; its cause says why. */
export class DeploymentError extends Error {
  override readonly name = 'DeploymentError';

  constructor({ stackName }: Deployment, { logicalId, type }: Resource, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`${stackName}: ${logicalId} (${type}) could not be made: ${reason}`, { cause });
  }
}

/**
 * Makes every resource of a template in the world, each after those that it refers to, and lets the time pass that
 * some of them take.
 * @throws TemplateError where there is something in the template that the simulator does not know
 * @throws DeploymentError where a resource cannot be made; what was made before stays
 */
export async function deployStack(lambda: Lambda, stack: StackToDeploy): Promise<DeployedStack> {
  const making = makeAll(lambda, stack);
  for (let step = making.next(); ; ) {
    if (step.done === true) return step.value;
    const { resource, made } = step.value;
    try {
      step = making.next(await runUntilSettled(lambda, made));
    } catch (error) {
      throw failure(stack.deployment, resource, error);
    }
  }
}

/**
 * The same for a stack that needs no time, from within what happens at one moment.
 * @throws as `deployStack`, and TemplateError where a resource takes time
 */
export function deployStackAtOnce(lambda: Lambda, stack: StackToDeploy): DeployedStack {
  const step = makeAll(lambda, stack).next();
  if (step.done === true) return step.value;
  const { logicalId, type } = step.value.resource;
  throw new TemplateError(logicalId, `the simulator makes a ${type} only in a stack that may take its time`);
}

interface Slow {
  readonly resource: Resource;
  readonly made: Promise<Identifiers>;
}

/** Makes one resource after the other; it stops at what takes time, and goes on with what came of it. */
function* makeAll(
  lambda: Lambda,
  { template: document, deployment: place, asset = noAssets, only }: StackToDeploy,
): Generator<Slow, DeployedStack, Identifiers> {
  const parameters = { ...place.parameters, ...ssmParameters(lambda.world, document, place) };
  const deployment = { ...place, parameters };
  const template = new Template(document, deployment);
  const refs: Record<string, string> = {};
  for (const resource of inOrder(document, template.resources).filter((one) => only?.(one) ?? true)) {
    const made = make({ lambda, template, asset }, resource);
    const identifiers = made instanceof Promise ? yield { resource, made } : made;
    template.made(resource.logicalId, identifiers);
    refs[resource.logicalId] = identifiers.ref;
  }
  const told = only === undefined ? outputsOf(template) : { outputs: {}, exports: {} };
  return { deployment, refs, ...told };
}

interface Surroundings extends Pick<Making, 'lambda' | 'asset'> {
  readonly template: Template;
}

function make({ lambda, template, asset }: Surroundings, resource: Resource): Made {
  const { logicalId, type } = resource;
  const { document, deployment } = template;
  const names = Object.keys(document.Resources[logicalId]?.Properties ?? {});
  const properties = Object.fromEntries(
    names.flatMap((name) => {
      const value = template.property(logicalId, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const naming = new Naming(template, logicalId, type);
  const making: Making = {
    world: lambda.world,
    lambda,
    deployment,
    logicalId,
    type,
    naming,
    asset,
    deployAtOnce: (inner, place) => void deployStackAtOnce(lambda, { template: inner, deployment: place }),
    get identifiers() {
      return identifiersOf(naming);
    },
  };
  try {
    return typeOf(resource).make(properties, making);
  } catch (error) {
    throw failure(deployment, resource, error);
  }
}

function failure(deployment: Deployment, resource: Resource, cause: unknown): Error {
  const told = cause instanceof TemplateError || cause instanceof DeploymentError;
  return told ? cause : new DeploymentError(deployment, resource, cause);
}

function typeOf({ logicalId, type }: Resource): ResourceType {
  if (Object.hasOwn(withoutBehaviour, type)) return { make: (_, { identifiers }) => identifiers };
  const known = resourceTypes[type.startsWith('Custom::') ? 'AWS::CloudFormation::CustomResource' : type];
  if (known !== undefined) return known;
  throw new TemplateError(logicalId, `the simulator does not know ${type}; add it to sim/deploy/resources`);
}

function outputsOf(template: Template): Pick<DeployedStack, 'outputs' | 'exports'> {
  const outputs: Record<string, Json> = {};
  const exports: Record<string, Json> = {};
  for (const [name, output] of Object.entries(template.document.Outputs ?? {})) {
    const { Condition, Value, Export } = output;
    if (Condition !== undefined && !template.condition(Condition, `Outputs.${name}`)) continue;
    const value = template.resolve(Value, `Outputs.${name}.Value`);
    if (value === undefined) continue;
    outputs[name] = value;
    if (Export !== undefined)
      exports[String(template.resolve(Export.Name, `Outputs.${name}.Export.Name`))] = value;
  }
  return { outputs, exports };
}

function noAssets(key: string): never {
  throw new TemplateError(key, 'the stack has no assets');
}
