import { type Missing, nextOfProof } from './decide/private-dns-name.ts';
import { JetwayError, passesByItself } from './model/errors.ts';
import type { EndpointServiceId } from './model/ids.ts';
import type { EndpointServices, PublicDns } from './model/ports.ts';
import type { DomainProof } from './model/private-dns-name.ts';
import { observePart } from './observe/part.ts';

/** The private DNS name that a service is to have. */
export interface NameClaim {
  readonly service: EndpointServiceId;
  readonly privateDnsName: string;
}

/**
 * Gives our own service its name, unless it has it. The name of a service that existed before is not changed.
 * @throws JetwayError where such a service has another name, or none
 */
export async function claimName(
  { service, privateDnsName, existing }: NameClaim & { readonly existing: boolean },
  services: EndpointServices,
): Promise<void> {
  const name = (await services.privateDnsName(service))?.name;
  if (name === privateDnsName) return;
  if (!existing) return services.setPrivateDnsName(service, privateDnsName);
  throw new JetwayError('configuration', {
    resource: `endpoint service ${service}`,
    what: `its private DNS name is ${name ?? 'not set'}, and jetway.yaml says ${privateDnsName}`,
    remedy:
      'Correct jetway.yaml, or set the name of the service by hand: Jetway changes no service that it did not make',
  });
}

/** What proves the name of a service, or undefined while AWS does not show it or cannot be read for the moment. */
export async function proofOfName(
  { service, privateDnsName }: NameClaim,
  services: EndpointServices,
): Promise<DomainProof | undefined> {
  const seen = await observePart(() => services.privateDnsName(service));
  if (seen.state === 'unreadable' && !passesByItself(seen.error.code)) throw seen.error;
  return seen.state === 'read' && seen.value?.name === privateDnsName ? seen.value.proof : undefined;
}

/** Takes the name from the service, where both are still there. */
export async function releaseName(
  { service, privateDnsName }: NameClaim,
  services: EndpointServices,
): Promise<void> {
  try {
    const seen = await services.privateDnsName(service);
    if (seen?.name === privateDnsName) await services.removePrivateDnsName(service);
  } catch (error) {
    if (!(error instanceof JetwayError && error.code === 'not-found')) throw error;
  }
}

export type Proving =
  | { readonly state: 'complete' }
  | { readonly state: 'waiting'; readonly missing: Missing; readonly started: boolean };

/**
 * Looks at a proof once, and has AWS look for the record where that is due. What passes by itself is waited for.
 * @throws JetwayError where it cannot succeed any more, or has waited for too long
 */
export async function proveName(
  {
    service,
    privateDnsName,
    ...waiting
  }: NameClaim & { readonly waitedMinutes: number; readonly waitMinutes: number },
  { services, publicDns }: { readonly services: EndpointServices; readonly publicDns: PublicDns },
): Promise<Proving> {
  const seen = await observePart(() => services.privateDnsName(service));
  const proof = seen.state === 'read' ? seen.value?.proof : undefined;
  const found =
    proof === undefined || proof.state === 'verified'
      ? ({ state: 'not-looked' } as const)
      : await observePart(() => publicDns.txt(proof.record.name));
  const next = nextOfProof({ service, wanted: privateDnsName, seen, found, ...waiting });
  switch (next.state) {
    case 'complete':
      return { state: 'complete' };
    case 'wait':
      return { state: 'waiting', missing: next.missing, started: false };
    case 'start': {
      const start = await observePart(() => services.startVerification(service));
      if (start.state === 'unreadable' && !passesByItself(start.error.code)) throw start.error;
      return { state: 'waiting', missing: next.missing, started: start.state === 'read' };
    }
    case 'fail':
      throw next.error;
  }
}
