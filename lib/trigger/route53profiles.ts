import { bySide, irrelevant, type Readers, whereItHappened } from './reader.ts';
import { everyone } from './trigger.ts';

// Nothing in the detail is read: whether CloudTrail writes profileId or ProfileId was never seen in public.
const contents = irrelevant('what a profile carries decides nobody’s membership');

/** @see https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-route53profiles.html */
export const route53Profiles: Readers = {
  AssociateProfile: whereItHappened,
  UpdateProfileAssociation: whereItHappened,
  DisassociateProfile: whereItHappened,
  DeleteProfile: bySide({ provider: everyone, elsewhere: irrelevant('the profile is not ours') }),
  AssociateResourceToProfile: contents,
  DisassociateResourceFromProfile: contents,
};
