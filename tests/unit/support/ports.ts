import type { ConsumerPort, ProviderPort } from '../../../lib/model/ports.ts';
import type { StepPorts } from '../../../lib/steps/step.ts';

/** A call as the port saw it: its method, then its arguments. */
export type Call = readonly [method: string, ...args: readonly unknown[]];

export interface RecordedPorts extends StepPorts {
  readonly calls: readonly Call[];
}

/**
 * Ports that note each change and do nothing.
 * @param answer what a change throws, if it is to fail
 */
export function recordingPorts(
  answer: (method: string) => Error | undefined = () => undefined,
): RecordedPorts {
  const calls: Call[] = [];
  const change =
    (method: string) =>
    async (...args: readonly unknown[]): Promise<void> => {
      calls.push([method, ...args]);
      const error = answer(method);
      if (error !== undefined) throw error;
    };
  const reading = async (): Promise<never> => {
    throw new Error('whoever changes something reads nothing');
  };
  const provider: ProviderPort = {
    principals: reading,
    attachments: reading,
    propagations: reading,
    overlapping: reading,
    prefixListEntries: reading,
    prefixListSize: reading,
    endpointConnections: reading,
    associatePrincipals: change('provider.associatePrincipals'),
    disassociatePrincipals: change('provider.disassociatePrincipals'),
    acceptAttachment: change('provider.acceptAttachment'),
    deleteAttachment: change('provider.deleteAttachment'),
    associate: change('provider.associate'),
    disassociate: change('provider.disassociate'),
    enablePropagation: change('provider.enablePropagation'),
    disablePropagation: change('provider.disablePropagation'),
    addEntries: change('provider.addEntries'),
    removeEntries: change('provider.removeEntries'),
  };
  const consumer: ConsumerPort = {
    vpcs: reading,
    subnets: reading,
    dnsSupport: reading,
    routeTables: reading,
    profileAssociations: reading,
    invitations: reading,
    attachmentTags: reading,
    probePlace: reading,
    askProbe: reading,
    acceptInvitation: change('consumer.acceptInvitation'),
    createAttachment: change('consumer.createAttachment'),
    deleteAttachment: change('consumer.deleteAttachment'),
    createRoute: change('consumer.createRoute'),
    deleteRoute: change('consumer.deleteRoute'),
    associateProfile: change('consumer.associateProfile'),
    disassociateProfile: change('consumer.disassociateProfile'),
    moveProbeInto: change('consumer.moveProbeInto'),
    takeProbeOut: change('consumer.takeProbeOut'),
  };
  return { calls, provider, consumer: async () => consumer };
}
