import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTemplate, type TemplateDocument } from '../../sim/deploy/document.ts';
import { deployRoles } from '../../sim/deploy/roles.ts';
import type { SimulatedRole } from '../../sim/services/sts/state.ts';
import { World } from '../../sim/world.ts';
import { assemblyOf } from './assembly.ts';
import { remember } from './uses.ts';
import type { Variant } from './variants.ts';

const partition = 'aws';

/** A stack of tests/support/jetway.yaml, by what its template's file is called. */
const stacks = {
  controlPlane: /control-plane\.template\.json$/,
  endpoint: /endpoint-eu-west-1\.template\.json$/,
  management: /management\.template\.json$/,
  consumer: /consumer\w*\.template\.json$/,
  network: /network-eu-west-1\.template\.json$/,
  events: /events-eu-west-1\.template\.json$/,
} as const;
export type StackKind = keyof typeof stacks;
export const stackKinds: readonly StackKind[] = [
  'controlPlane',
  'endpoint',
  'management',
  'consumer',
  'network',
  'events',
];

const parsed = new Map<string, readonly SimulatedRole[]>();

/** The roles of a stack as it is synthesized, in an account and Region; worlds share them, because nothing changes them. */
export function rolesOfStack(
  { name }: Pick<Variant, 'name'>,
  kind: StackKind,
  { account, region }: { readonly account: string; readonly region: string },
): readonly SimulatedRole[] {
  const key = `${name} ${kind} ${account} ${region}`;
  const known = parsed.get(key);
  if (known !== undefined) return known;
  const template = templateOfStack({ name }, kind);
  const roles = deployRoles(new World(), template, {
    account,
    region,
    partition,
    stackName: `jetway-test-${kind}`,
  });
  parsed.set(key, roles);
  return roles;
}

/** The template of a stack as it is synthesized. */
export function templateOfStack({ name }: Pick<Variant, 'name'>, kind: StackKind): TemplateDocument {
  return parseTemplate(JSON.parse(readFileSync(templateFile(name, kind), 'utf8')));
}

function templateFile(variant: string, kind: StackKind): string {
  const folder = assemblyOf({ name: variant });
  const file = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((one) =>
    stacks[kind].test(one),
  );
  if (file === undefined) throw new Error(`${folder} has no template of ${kind}`);
  return join(folder, file);
}

/** Puts roles into a world as their stack does, and remembers what is used of them. */
export function addRoles({ identity }: World, roles: readonly SimulatedRole[]): void {
  for (const role of roles) identity.roles.set(`${role.account}/${role.name}`, role);
}

/** Remembers, for the last test, what a world's calls needed of the stacks' roles, and what those were refused. */
export function rememberUses({ identity }: World): void {
  identity.onAllowed(({ role, action }) => remember('allowed', role.name, action));
  identity.onRefused(({ role, action }) => remember('refused', role.name, action));
}

/** Credentials of a role, as Lambda hands them to the function that has it. */
export function credentialsOf(world: World, account: string, role: string) {
  const accessKeyId = `ASIA${role.replaceAll(/[^a-z]/g, '').toUpperCase()}`;
  world.identity.issued.set(accessKeyId, { account, role, session: role });
  return { accessKeyId, secretAccessKey: 'simulated', sessionToken: 'simulated' };
}

/** The same as environment variables. */
export function environmentOf({
  accessKeyId,
  secretAccessKey,
  sessionToken,
}: ReturnType<typeof credentialsOf>) {
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  };
}
