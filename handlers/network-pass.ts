import { JetwayError, passesByItself } from '../lib/model/errors.ts';
import { reconcileNetwork } from '../lib/network.ts';
import { lookAgain } from '../lib/trigger/look-again.ts';
import type { ReconcileRequest } from '../lib/trigger/request.ts';
import type { ReconcileContext } from './context.ts';
import { errorFields } from './log.ts';
import { type Asking, delayAfterPass, type NetworkPasses } from './network-passes.ts';
import { runContext } from './run-context.ts';
import { tellOfPass } from './tell.ts';

/** Sees to a pass over a site's network since the account asked, and brings the account its next look. */
export async function passOver(
  request: ReconcileRequest & Asking,
  run: string,
  passes: NetworkPasses,
  context: ReconcileContext,
): Promise<void> {
  const { account, attempt, idle, trigger, after } = request;
  const { log, metrics, clock, triggers } = context;
  const about = { run, account, attempt, site: after.site };
  let because = 'the pass over the network is over';
  if (passes.served(request) === undefined) {
    try {
      const standing = await runContext(request, run, context);
      const pass = await reconcileNetwork(account, after.site, standing);
      passes.remember(pass, after.site);
      tellOfPass(pass, request, run, context);
    } catch (error) {
      // The message would hold up the whole site, so it is the account's next looks that fail in the end.
      if (!(error instanceof JetwayError)) throw error;
      because = error.problem.what;
      if (!passesByItself(error.code)) {
        log({ level: 'error', event: 'failed', ...about, ...errorFields(error) });
        metrics.failure(error.code);
      }
    }
  }
  const served = passes.served(request) ?? false;
  const number = { ...request, idle: served ? 0 : idle };
  const delaySeconds = delayAfterPass(request, served, clock.nowMs());
  await triggers.send(JSON.stringify(lookAgain(account, number, trigger)), delaySeconds);
  log({ level: 'info', event: 'look-again', ...about, delaySeconds, because, served });
}
