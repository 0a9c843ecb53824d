import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod/mini';
import type { Lambda } from '../lambda/runtime.ts';
import { type Json, parseTemplate, type TemplateDocument, TemplateError } from './document.ts';
import { type DeployedStack, deployStack } from './stack.ts';

/** A stack of an assembly: its template, and where it is to be deployed. */
export interface AssembledStack {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly template: TemplateDocument;
  /** The folder of each asset, by the key of its object in S3. */
  readonly assets: ReadonlyMap<string, string>;
}

const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      environment: z.optional(z.string()),
      dependencies: z._default(z.array(z.string()), []),
      properties: z.optional(
        z.object({
          file: z.optional(z.string()),
          templateFile: z.optional(z.string()),
          stackName: z.optional(z.string()),
        }),
      ),
    }),
  ),
});
type Artifacts = z.output<typeof Manifest>['artifacts'];

const AssetManifest = z.object({
  files: z._default(
    z.record(
      z.string(),
      z.object({
        source: z.object({ path: z.optional(z.string()) }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    ),
    {},
  ),
});

/**
 * Reads what `cdk synth` wrote.
 * @param folder such as `cdk.out`
 * @returns its stacks, each behind those that it depends on; those of stages within it are not deployed with it
 * @throws ZodError where something in it does not have the shape that CDK gives it
 */
export function readAssembly(folder: string): readonly AssembledStack[] {
  const { artifacts } = Manifest.parse(parseFile(join(folder, 'manifest.json')));
  return inOrder(artifacts).flatMap((id) => {
    const { type, environment = '', dependencies = [], properties } = artifacts[id] ?? {};
    if (type !== 'aws:cloudformation:stack') return [];
    const [, account, region] = /^aws:\/\/(\d{12})\/(.+)$/.exec(environment) ?? [];
    if (account === undefined || region === undefined || properties?.templateFile === undefined)
      throw new TemplateError(id, `the simulator deploys to an account and a Region, not to ${environment}`);
    const manifests = dependencies.flatMap((one) => artifacts[one]?.properties?.file ?? []);
    return [
      {
        name: properties.stackName ?? id,
        account,
        region,
        template: parseTemplate(parseFile(join(folder, properties.templateFile))),
        assets: new Map(manifests.flatMap((file) => assetsIn(folder, file))),
      },
    ];
  });
}

/**
 * Deploys stacks one after the other into the world of a simulator, as `cdk deploy --all` does.
 * @param lambda runs the functions of the stacks, now and later
 * @param parameters values of the templates' parameters by name, where they have no default
 * @returns the stacks as they were deployed, in the same order
 * @throws TemplateError where there is something in a template that the simulator does not know
 * @throws DeploymentError where a resource cannot be made; what was made before stays
 */
export async function deployAssembly(
  stacks: readonly AssembledStack[],
  {
    lambda,
    parameters = {},
  }: { readonly lambda: Lambda; readonly parameters?: Readonly<Record<string, string>> },
): Promise<readonly DeployedStack[]> {
  const deployed: DeployedStack[] = [];
  for (const { name, account, region, template, assets } of stacks) {
    const exports: Record<string, Json> = Object.assign(
      {},
      ...deployed
        .filter(({ deployment }) => deployment.account === account && deployment.region === region)
        .map((one) => one.exports),
    );
    const { partition } = lambda.world;
    const asset = (key: string) => {
      const path = assets.get(key);
      if (path === undefined) throw new TemplateError(name, `the assembly has no asset ${key}`);
      return path;
    };
    const deployment = { account, region, partition, stackName: name, parameters, exports };
    deployed.push(await deployStack(lambda, { template, deployment, asset }));
  }
  return deployed;
}

/** The ids of artifacts, each behind those that it depends on. */
function inOrder(artifacts: Artifacts): readonly string[] {
  const ordered = new Set<string>();
  const visit = (id: string): void => {
    if (ordered.has(id)) return;
    for (const needed of artifacts[id]?.dependencies ?? []) visit(needed);
    ordered.add(id);
  };
  for (const id of Object.keys(artifacts)) visit(id);
  return [...ordered];
}

function assetsIn(folder: string, file: string): readonly (readonly [string, string])[] {
  const { files } = AssetManifest.parse(parseFile(join(folder, file)));
  return Object.values(files).flatMap(({ source: { path }, destinations }) =>
    path === undefined
      ? []
      : Object.values(destinations).map(({ objectKey }) => [objectKey, resolve(folder, path)] as const),
  );
}

function parseFile(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
