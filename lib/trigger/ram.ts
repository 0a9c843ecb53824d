import * as z from 'zod/mini';
import { AccountId, OuArn, OuId } from '../model/ids.ts';
import { ArnOwner, bySide, irrelevant, type Readers, reading, whereItHappened } from './reader.ts';
import { accounts, everyone, nobody, type Whom } from './trigger.ts';

const SharedWith = z.object({
  requestParameters: z.object({ principals: z.catch(z.array(z.string()), []) }),
});

/** Whom the principals of a share mean. Several of different kinds are not taken apart: then it is everybody. */
function whomPrincipalsMean(principals: readonly string[]): Whom {
  const ids = principals.map((principal) => AccountId.safeParse(principal));
  if (ids.every(({ success }) => success)) return accounts(ids.flatMap(({ data }) => data ?? []));
  const [only, ...others] = principals;
  const ou = OuId.safeParse(OuArn.safeParse(only).data?.split('/').at(-1));
  if (ou.success && others.length === 0) return { kind: 'organizational-unit', ou: ou.data };
  return everyone();
}

const sharedByProvider = reading(SharedWith, ({ requestParameters: { principals } }) =>
  principals.length === 0 ? everyone() : whomPrincipalsMean(principals),
);

const createdByProvider = reading(SharedWith, ({ requestParameters: { principals } }) =>
  principals.length === 0
    ? nobody('irrelevant', 'a new share without principals is shared with nobody')
    : whomPrincipalsMean(principals),
);

/** Elsewhere than in the provider account only our shares matter: an account can leave a share by itself. */
const ofOurShare = reading(
  z.object({ requestParameters: z.object({ resourceShareArn: ArnOwner }) }),
  ({ requestParameters }, event, rules) =>
    requestParameters.resourceShareArn === rules.providerAccount
      ? whereItHappened(event, rules)
      : nobody('irrelevant', 'the resource share is not the provider’s'),
);

const notOurs = irrelevant('the resource share is not the provider’s');

/** @see https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-ram.html */
export const ram: Readers = {
  CreateResourceShare: bySide({ provider: createdByProvider, elsewhere: notOurs }),
  AssociateResourceShare: bySide({ provider: sharedByProvider, elsewhere: ofOurShare }),
  DisassociateResourceShare: bySide({ provider: sharedByProvider, elsewhere: ofOurShare }),
  DeleteResourceShare: bySide({ provider: everyone, elsewhere: notOurs }),
  AcceptResourceShareInvitation: whereItHappened,
  RejectResourceShareInvitation: whereItHappened,
  'Resource Sharing State Change': bySide({
    provider: irrelevant('it names no principal, and whoever waits for one looks again'),
    elsewhere: whereItHappened,
  }),
};
