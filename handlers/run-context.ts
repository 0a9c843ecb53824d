import { readSites } from '../lib/look/sites.ts';
import type { Context } from '../lib/reconcile.ts';
import { causeOf } from '../lib/trigger/look-again.ts';
import type { ReconcileRequest } from '../lib/trigger/request.ts';
import type { ReconcileContext } from './context.ts';

/**
 * What a run stands on that a request asks for: the sites are read anew.
 * @param id no other run has the same
 */
export async function runContext(
  { trigger }: Pick<ReconcileRequest, 'trigger'>,
  id: string,
  context: ReconcileContext,
): Promise<Context> {
  const { configuration, ports } = context;
  const sites = await readSites(configuration, ports);
  return { ...context, ...sites, run: { id, cause: causeOf(trigger), mode: configuration.mode } };
}
