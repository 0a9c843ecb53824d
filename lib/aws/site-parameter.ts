import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import * as z from 'zod/mini';
import { answered } from './answer.ts';
import { orIfGone } from './errors.ts';

const Parameter = z.object({ Value: z.string() });

/** The text of a parameter, or undefined where it does not exist. */
export async function readSiteParameter(ssm: SSMClient, name: string): Promise<string | undefined> {
  const found = await orIfGone(ssm.send(new GetParameterCommand({ Name: name })), undefined);
  return found && answered(Parameter, found.Parameter, `parameter ${name}`).Value;
}
