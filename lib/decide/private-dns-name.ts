import { JetwayError, passesByItself } from '../model/errors.ts';
import type { EndpointServiceId } from '../model/ids.ts';
import type { Observation } from '../model/observation.ts';
import type { DomainProof, PrivateDnsName, TxtRecord } from '../model/private-dns-name.ts';

/** A proof under way: what is wanted, what was seen of it, and for how long it has been waited. */
export interface ProofView {
  readonly service: EndpointServiceId;
  readonly wanted: string;
  readonly seen: Observation<PrivateDnsName | undefined>;
  /** The TXT values that public DNS answers at the name of the record; looked at only until AWS has verified it. */
  readonly found: Observation<readonly string[]>;
  readonly waitedMinutes: number;
  readonly waitMinutes: number;
}

/** What a proof waits for. */
export interface Missing {
  readonly sentence: string;
  readonly publicDns: 'nothing' | 'another-value' | 'right' | 'unreadable' | 'not-asked';
  /** Absent while AWS has not said which record it looks for. */
  readonly record?: TxtRecord;
}

export type NextOfProof =
  | { readonly state: 'complete' }
  | { readonly state: 'wait'; readonly missing: Missing }
  /** Have AWS look for the record, and wait. */
  | { readonly state: 'start'; readonly missing: Missing }
  | { readonly state: 'fail'; readonly error: JetwayError };

/** Whether AWS is looking already is nowhere to be read, so it is asked in the first of so many minutes. */
const minutesBetweenStarts = 3;

/** What comes next of a proof. AWS is asked to look only when it can find the record. */
export function nextOfProof(view: ProofView): NextOfProof {
  const { seen, wanted, waitedMinutes, waitMinutes } = view;
  if (seen.state === 'unreadable' && !passesByItself(seen.error.code))
    return { state: 'fail', error: seen.error };
  if (seen.state === 'read' && seen.value?.name !== wanted) return { state: 'fail', error: renamed(view) };
  const proof = seen.state === 'read' ? seen.value?.proof : undefined;
  if (proof?.state === 'verified') return { state: 'complete' };
  const missing = missingOf(view, proof);
  if (proof?.state === 'failed' && missing.publicDns === 'another-value')
    return { state: 'fail', error: unproved(view, 'AWS could not verify', missing) };
  if (waitedMinutes >= waitMinutes)
    return {
      state: 'fail',
      error: unproved(view, `AWS did not verify within ${waitMinutes} minutes`, missing),
    };
  const due = missing.publicDns === 'right' && waitedMinutes % minutesBetweenStarts === 0;
  return { state: due ? 'start' : 'wait', missing };
}

function missingOf({ seen, found }: ProofView, proof: DomainProof | undefined): Missing {
  if (seen.state === 'unreadable')
    return { sentence: `the service could not be read: ${seen.error.problem.what}`, publicDns: 'not-asked' };
  if (proof === undefined)
    return { sentence: 'AWS has not yet said which record it looks for', publicDns: 'not-asked' };
  const { state, record } = proof;
  const at = `the TXT record ${record.name}`;
  if (found.state !== 'read') {
    const why = found.state === 'unreadable' ? found.error.problem.what : 'public DNS was not asked';
    return { sentence: `${why}; ${at} must have the value ${record.value}`, publicDns: 'unreadable', record };
  }
  if (found.value.includes(record.value))
    return {
      sentence: `public DNS has ${at} with the right value, and AWS says ${state}`,
      publicDns: 'right',
      record,
    };
  if (found.value.length === 0)
    return {
      sentence: `public DNS has nothing at ${at}, which must have the value ${record.value}`,
      publicDns: 'nothing',
      record,
    };
  const values = found.value.map((value) => JSON.stringify(value)).join(', ');
  return {
    sentence: `public DNS answers ${values} at ${at}, which must have the value ${record.value}`,
    publicDns: 'another-value',
    record,
  };
}

function renamed({ service, wanted, seen }: ProofView): JetwayError {
  const name = seen.state === 'read' ? seen.value?.name : undefined;
  return new JetwayError('world-moved', {
    resource: `endpoint service ${service}`,
    what: `its private DNS name is ${name ?? 'none'} by now, and not ${wanted}`,
    remedy: 'See who changed it, and deploy again',
  });
}

function unproved(
  { service, wanted }: ProofView,
  outcome: string,
  { sentence, record }: Missing,
): JetwayError {
  const make =
    record === undefined
      ? 'Look at the service in the VPC console'
      : `Make the TXT record ${record.name} with the value ${record.value} in public DNS`;
  return new JetwayError('not-ready', {
    resource: `endpoint service ${service}`,
    what: `${outcome} its private DNS name ${wanted}: ${sentence}`,
    remedy: `${make}, and deploy again`,
  });
}
