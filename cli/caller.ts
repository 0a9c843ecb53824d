import { type Caller, readCaller } from '../lib/aws/caller.ts';
import { JetwayError } from '../lib/model/errors.ts';
import type { Region } from '../lib/model/ids.ts';
import type { Io } from './io.ts';

/**
 * Whose credentials the process has. This is the first call of a command, so a setup that cannot work
 * shows here.
 * @throws JetwayError which says how to set it up, where there are no credentials or nothing answers
 */
export async function identifyCaller(
  region: Region,
  { aws, endpoint }: Pick<Io, 'aws' | 'endpoint'>,
): Promise<Caller> {
  try {
    return await readCaller({ region, ...aws });
  } catch (error) {
    throw error instanceof JetwayError ? inWordsOfSetup(error, endpoint) : error;
  }
}

function inWordsOfSetup(error: JetwayError, endpoint: string | undefined): JetwayError {
  const { code, problem } = error;
  // An expired SSO session has the same code, and a message of its own that says more.
  if (problem.aws?.code === 'CredentialsProviderError' && problem.what.includes('Could not load credentials'))
    return new JetwayError(
      code,
      {
        resource: 'the credentials',
        what: 'No credentials were found',
        remedy: 'Set AWS_PROFILE, or export credentials of the provider account',
      },
      { cause: error },
    );
  if (problem.aws?.code === 'ECONNREFUSED' && endpoint !== undefined)
    return new JetwayError(
      code,
      {
        ...problem,
        remedy: `Nothing answers at ${endpoint}; check AWS_ENDPOINT_URL and that \`jetway sim\` runs`,
      },
      { cause: error },
    );
  return error;
}
