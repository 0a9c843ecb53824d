import { EC2Client } from '@aws-sdk/client-ec2';
import { expect } from '@jest/globals';
import { createSimulator, type SimulatorCore } from '../../../../sim/server.ts';
import { addRole, roleArn } from '../../../../sim/services/sts/roles.ts';
import type { Use } from '../../../../sim/services/sts/state.ts';
import { inProcess } from '../../../../sim/wire/in-process.ts';
import type { World } from '../../../../sim/world.ts';

export const region = 'eu-west-1';

/** What SDK clients of one caller are made with. */
export function settings(core: SimulatorCore, accessKeyId: string) {
  return {
    endpoint: 'http://simulator',
    region,
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey: 'not-checked', sessionToken: 'not-checked' },
    requestHandler: inProcess(core),
  };
}

/** A statement of a policy: it allows the action on everything unless said otherwise. */
export function statement(Action: string | readonly string[], changes: object = {}): object {
  return { Effect: 'Allow', Action, Resource: '*', ...changes };
}

export function document(...Statement: readonly object[]): object {
  return { Version: '2012-10-17', Statement };
}

/** Gives an account a role with these statements, and hands out credentials of it, as Lambda does to a function. */
export function credentialsOf(
  world: World,
  { account, name = 'worker' }: { readonly account: string; readonly name?: string },
  ...statements: readonly object[]
): string {
  addRole(world, {
    account,
    name,
    trustPolicy: document(),
    policies: [document(...statements)],
  });
  const accessKeyId = `ASIA${account}${name}`;
  world.identity.issued.set(accessKeyId, { account, role: name, session: 'run' });
  return accessKeyId;
}

/** A simulator, and what roles were allowed in it: `arn:…:role/worker ec2:DescribeVpcs *`. */
export function listening(world: World) {
  const uses: string[] = [];
  world.identity.onAllowed(({ role, action, resources }: Use) =>
    uses.push(`${roleArn(world, role)} ${action} ${resources.join(' ')}`),
  );
  return { core: createSimulator(world), uses };
}

/** Whether policies let a call to EC2 through; what the operation then thinks of it is another matter. */
export async function isLetThrough(
  core: SimulatorCore,
  accessKeyId: string,
  send: (client: EC2Client) => Promise<unknown>,
): Promise<boolean> {
  const outcome = await send(new EC2Client(settings(core, accessKeyId))).then(
    () => 'ok',
    (error: Error) => error.name,
  );
  expect(outcome).not.toBe('SimulatorFailure');
  return outcome !== 'UnauthorizedOperation';
}
