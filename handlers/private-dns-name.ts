import * as z from 'zod/mini';
import { EndpointServiceId } from '../lib/model/ids.ts';
import { claimName, type NameClaim, proofOfName, proveName, releaseName } from '../lib/private-dns-name.ts';
import type { PrivateDnsNameContext } from './context.ts';
import { openPrivateDnsNameContext } from './environment.ts';
import { parsed } from './parsed.ts';

const Claim = { ServiceId: EndpointServiceId, PrivateDnsName: z.string().check(z.minLength(1)) };
const RequestType = z.enum(['Create', 'Update', 'Delete']);
const minutes = z.string().check(z.regex(/^[1-9]\d{0,3}$/, 'expected 1 to 9999 minutes'));

/** CloudFormation hands over every property as text. */
const Request = z.discriminatedUnion('ResourceType', [
  z.object({
    ResourceType: z.literal('Custom::JetwayPrivateDnsName'),
    RequestType,
    ResourceProperties: z.object({ ...Claim, Existing: z.enum(['true', 'false']) }),
  }),
  z.object({
    ResourceType: z.literal('Custom::JetwayPrivateDnsNameProof'),
    RequestType,
    ResourceProperties: z.object({ ...Claim, WaitMinutes: z.pipe(minutes, z.transform(Number)) }),
  }),
]);

const ofTheRequest = {
  resource: 'the request of the custom resource',
  remedy: 'Deploy with the stack and the function of the same version of Jetway',
};

/** What `onEvent` returned comes back with every poll; nothing else is remembered between them. */
const Begun = z.object({ Data: z.object({ StartedAt: z.iso.datetime() }) });

export interface Begin {
  readonly PhysicalResourceId?: string;
  readonly Data?: Readonly<Record<string, string>>;
}

export interface Poll {
  readonly IsComplete: boolean;
  /** The framework takes none with an incomplete answer. */
  readonly Data?: Readonly<Record<string, string>>;
}

/**
 * Two custom resources of one provider: the private DNS name of an endpoint service, and the proof that its domain is
 * ours. An exception ends the deployment and is its reason, so a poll waits for what passes by itself.
 * @see https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.custom_resources-readme.html
 */
export const privateDnsName = (open: () => Promise<PrivateDnsNameContext>) => ({
  async onEvent(event: unknown): Promise<Begin> {
    const {
      ResourceType,
      RequestType,
      ResourceProperties: properties,
    } = parsed(Request, event, ofTheRequest);
    const { services, clock } = await open();
    const claimed = claimOf(properties);
    switch (ResourceType) {
      case 'Custom::JetwayPrivateDnsName': {
        const existing = properties.Existing === 'true';
        if (RequestType === 'Delete') {
          if (!existing) await releaseName(claimed, services);
          return {};
        }
        await claimName({ ...claimed, existing }, services);
        return { PhysicalResourceId: `${claimed.service}/private-dns-name` };
      }
      case 'Custom::JetwayPrivateDnsNameProof': {
        if (RequestType === 'Delete') return {};
        // The framework polls at once, and the polls do everything, so that a start is decided in one place.
        const StartedAt = new Date(clock.nowMs()).toISOString();
        return { PhysicalResourceId: `${claimed.service}/private-dns-name-proof`, Data: { StartedAt } };
      }
    }
  },

  async isComplete(event: unknown): Promise<Poll> {
    const {
      ResourceType,
      RequestType,
      ResourceProperties: properties,
    } = parsed(Request, event, ofTheRequest);
    if (RequestType === 'Delete') return { IsComplete: true };
    const context = await open();
    const claimed = claimOf(properties);
    switch (ResourceType) {
      case 'Custom::JetwayPrivateDnsName': {
        const proof = await proofOfName(claimed, context.services);
        if (proof === undefined) {
          const sentence = 'AWS has not yet said which record it looks for';
          context.log({ level: 'info', event: 'waiting', ...claimed, sentence });
          return { IsComplete: false };
        }
        const { state, record } = proof;
        return {
          IsComplete: true,
          Data: { RecordName: record.name, RecordValue: record.value, State: state },
        };
      }
      case 'Custom::JetwayPrivateDnsNameProof': {
        const startedMs = Date.parse(parsed(Begun, event, ofTheRequest).Data.StartedAt);
        const waitedMinutes = Math.floor((context.clock.nowMs() - startedMs) / 60_000);
        const { WaitMinutes: waitMinutes } = properties;
        const proving = await proveName({ ...claimed, waitedMinutes, waitMinutes }, context);
        if (proving.state === 'complete') return { IsComplete: true };
        const { missing, started } = proving;
        context.log({ level: 'info', event: 'waiting', ...claimed, ...missing, started, waitedMinutes });
        return { IsComplete: false };
      }
    }
  },
});

export const { onEvent, isComplete } = privateDnsName(openPrivateDnsNameContext());

function claimOf(properties: z.output<z.ZodMiniObject<typeof Claim>>): NameClaim {
  return { service: properties.ServiceId, privateDnsName: properties.PrivateDnsName };
}
