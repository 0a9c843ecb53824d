import { valueOr } from '../model/observation.ts';
import type { AccountView } from './account-view.ts';
import { ownShares } from './covering-principal.ts';

/**
 * Whether nothing of an account may be changed in a site, because its profile is in observe mode: the one that it is a
 * consumer of or, as what it still has shows, the one that it leaves. Where nothing shows a profile any more, it may have
 * been any of the site's.
 */
export function isObserved(view: AccountView): boolean {
  const { profile, site, configuration, consumer } = view;
  if (profile !== undefined) return profile.mode === 'observe';
  const modes = new Map(configuration.profiles.map(({ name, mode }) => [name, mode]));
  const observes = ({ name }: (typeof site.profiles)[number]) => modes.get(name) === 'observe';
  const shares = ownShares(view);
  const associated = valueOr(consumer.profileAssociations, []).map((one) => one.profile);
  const had = site.profiles.filter(({ id, share }) => shares.includes(share) || associated.includes(id));
  return had.length > 0 ? had.some(observes) : site.profiles.length > 0 && site.profiles.every(observes);
}
