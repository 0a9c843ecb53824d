import { refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';
import { txtOf } from '../route53/public-dns.ts';
import type { PrivateDns, SimulatedEndpointService } from './state.ts';

/** A name with the record that is to prove it. */
export function newPrivateDns(world: World, name: string): PrivateDns {
  const record = { name: `_${world.random.hex(20)}`, value: `vpce:${world.random.hex(20)}` };
  return { name, record, state: 'pendingVerification' };
}

/** The full name of the record that proves a name; a wildcard is proved by the domain under which it stands. */
function recordName({ name, record }: PrivateDns): string {
  return `${record.name}.${name.replace(/^\*\./, '')}`;
}

function isProved(world: World, privateDns: PrivateDns): boolean {
  return txtOf(world, recordName(privateDns)).includes(privateDns.record.value);
}

/** Makes a name verified, and the record that proves it public, as if both had long been so. */
export function prove(world: World, privateDns: PrivateDns): void {
  world.publicDns.elsewhere.set(recordName(privateDns), [privateDns.record.value]);
  privateDns.state = 'verified';
}

/**
 * Sets what public DNS says at the name of a service's TXT record, or that it says nothing; the name servers are not
 * Route 53's.
 */
export function publishRecord(world: World, serviceId: string, value: string | undefined): void {
  const privateDns = world.ec2.endpointServices.get(serviceId)?.privateDns;
  if (privateDns === undefined)
    refuse('InvalidParameter', `The service ${serviceId} has no private DNS name`);
  const name = recordName(privateDns);
  if (value === undefined) world.publicDns.elsewhere.delete(name);
  else world.publicDns.elsewhere.set(name, [value]);
  noticeRecord(world, name);
}

/**
 * Has AWS see after a while, by itself, that public DNS says something else at a name: a verified name fails without
 * the right record, which perhaps verifies a name that is pending.
 */
export function noticeRecord(world: World, name: string): void {
  for (const { privateDns } of world.ec2.endpointServices.values()) {
    if (privateDns === undefined || recordName(privateDns) !== name) continue;
    world.clock.after(world.ec2.latencies.privateDnsVerifies, () => {
      const right = isProved(world, privateDns);
      const looks = world.unknowns.verifiesByItself && privateDns.state === 'pendingVerification';
      if (right && looks) privateDns.state = 'verified';
      if (!right && privateDns.state === 'verified') privateDns.state = 'failed';
    });
  }
}

/** Gives a service another private DNS name, which has a record of its own to prove, or takes it away. */
export function changePrivateDnsName(
  world: World,
  service: SimulatedEndpointService,
  name: string | undefined,
): void {
  const change = () => {
    service.privateDns = name === undefined ? undefined : newPrivateDns(world, name);
  };
  const seconds = world.ec2.latencies.privateDnsNameChanges;
  if (seconds === 0) change();
  else world.clock.after(seconds, change);
}

/** Has AWS look for the TXT record; what it finds is there when the clock has moved on. */
export function startVerification(world: World, privateDns: PrivateDns): void {
  if (privateDns.state === 'failed') privateDns.state = world.unknowns.restartedVerification;
  world.clock.after(world.ec2.latencies.privateDnsVerifies, () => {
    privateDns.state = isProved(world, privateDns) ? 'verified' : 'failed';
  });
}
