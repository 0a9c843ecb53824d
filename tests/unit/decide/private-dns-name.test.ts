import { expect, test } from '@jest/globals';
import { nextOfProof, type ProofView } from '../../../lib/decide/private-dns-name.ts';
import { type ErrorCode, JetwayError } from '../../../lib/model/errors.ts';
import { EndpointServiceId } from '../../../lib/model/ids.ts';
import { type Observation, read } from '../../../lib/model/observation.ts';
import type { DomainProof, PrivateDnsName } from '../../../lib/model/private-dns-name.ts';

const name = 'payments.example.com';
const record = { name: '_abc.payments.example.com', value: 'vpce:right' };
const named = (state?: DomainProof['state']): Observation<PrivateDnsName> =>
  read(state === undefined ? { name } : { name, proof: { state, record } });
const unreadable = (code: ErrorCode): Observation<never> => ({
  state: 'unreadable',
  error: new JetwayError(code, { resource: 'it', what: 'it did not answer', remedy: 'Wait' }),
});
const nothing = read([]);
const right = read(['v=spf1 -all', record.value]);
const another = read(['vpce:wrong']);
const notLooked = { state: 'not-looked' } as const;

const view = (given: Partial<ProofView>): ProofView => ({
  service: EndpointServiceId.parse('vpce-svc-1'),
  wanted: name,
  seen: named('pendingVerification'),
  found: nothing,
  waitedMinutes: 1,
  waitMinutes: 30,
  ...given,
});

interface Row extends Partial<ProofView> {
  readonly given: string;
  readonly next: 'complete' | 'wait' | 'start' | 'fail';
  readonly publicDns?: string;
}

test.each<Row>([
  { given: 'verified', seen: named('verified'), found: notLooked, next: 'complete' },
  {
    given: 'verified when time is up',
    seen: named('verified'),
    found: notLooked,
    waitedMinutes: 30,
    next: 'complete',
  },
  { given: 'no record yet', next: 'wait', publicDns: 'nothing' },
  { given: 'no record yet, failed before', seen: named('failed'), next: 'wait', publicDns: 'nothing' },
  { given: 'another value, not yet looked at', found: another, next: 'wait', publicDns: 'another-value' },
  { given: 'another value, and AWS has failed', seen: named('failed'), found: another, next: 'fail' },
  { given: 'the right record at first', found: right, waitedMinutes: 0, next: 'start', publicDns: 'right' },
  { given: 'the right record a minute later', found: right, next: 'wait', publicDns: 'right' },
  { given: 'the right record 3 minutes later', found: right, waitedMinutes: 3, next: 'start' },
  {
    given: 'the right record after a failure',
    seen: named('failed'),
    found: right,
    waitedMinutes: 6,
    next: 'start',
  },
  {
    given: 'no answer of public DNS',
    found: unreadable('unavailable'),
    next: 'wait',
    publicDns: 'unreadable',
  },
  {
    given: 'no answer of public DNS after a failure',
    seen: named('failed'),
    found: unreadable('unavailable'),
    next: 'wait',
  },
  { given: 'no record named by AWS', seen: named(), found: notLooked, next: 'wait', publicDns: 'not-asked' },
  { given: 'AWS throttles', seen: unreadable('throttled'), found: notLooked, next: 'wait' },
  { given: 'AWS denies', seen: unreadable('access-denied'), found: notLooked, next: 'fail' },
  { given: 'the service is gone', seen: unreadable('not-found'), found: notLooked, next: 'fail' },
  { given: 'the name is gone', seen: read(undefined), found: notLooked, next: 'fail' },
  { given: 'another name', seen: read({ name: 'other.example.com' }), found: notLooked, next: 'fail' },
  { given: 'time is up, no record', waitedMinutes: 30, next: 'fail' },
  { given: 'time is up, the right record', found: right, waitedMinutes: 30, next: 'fail' },
  { given: 'time is up, AWS throttles', seen: unreadable('throttled'), waitedMinutes: 31, next: 'fail' },
])('$given: $next', ({ given: _, next, publicDns, ...given }) => {
  const decided = nextOfProof(view(given));
  expect(decided).toMatchObject({ state: next, ...(publicDns !== undefined && { missing: { publicDns } }) });
});

test.each([
  { found: nothing, says: 'public DNS has nothing' },
  { found: another, says: 'public DNS answers "vpce:wrong"' },
  { found: right, says: 'with the right value, and AWS says pendingVerification' },
  { found: unreadable('unavailable'), says: 'it did not answer' },
])('when time is up, the error says everything: $says', ({ found, says }) => {
  const decided = nextOfProof(view({ found, waitedMinutes: 30 }));
  const message = decided.state === 'fail' ? decided.error.message : '';
  for (const part of ['vpce-svc-1', name, says, record.name, record.value, '30 minutes', 'deploy again'])
    expect(message).toContain(part);
});
