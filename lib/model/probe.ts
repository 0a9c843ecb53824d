import * as z from 'zod/mini';
import { Cidr } from './cidr.ts';
import { Region, ServiceName, VpcId } from './ids.ts';

/** One question to ask from inside a consumer's VPC. */
export const ProbeCheck = z.object({
  service: ServiceName,
  /** The private DNS name; of a wildcard, a name under it is asked. */
  name: z.string().check(z.minLength(1)),
  port: z.int().check(z.minimum(1), z.maximum(65_535)),
  protocol: z.enum(['https', 'http', 'tcp']),
  /** What is asked for; `tcp` only connects. */
  path: z.string().check(z.startsWith('/')),
  /** The provider's: nothing outside them is connected to. */
  cidrs: z.array(Cidr).check(z.minLength(1)),
  /** For all of it: the name, the connection and the answer. */
  timeoutMs: z.int().check(z.minimum(1), z.maximum(900_000)),
});
export type ProbeCheck = z.output<typeof ProbeCheck>;

/** What the probe is invoked with. */
export const ProbeEvent = z.object({ checks: z.array(ProbeCheck) });
export type ProbeEvent = z.output<typeof ProbeEvent>;

export const ProbeState = z.enum([
  /** Every address answered. */
  'answered',
  /** The VPC's resolver has no address for the name. */
  'unresolved',
  /** It resolves to an address that is not the provider's, and nothing was connected. */
  'outside',
  'refused',
  'timed-out',
  /** The certificate is not one for the name, or of nobody that the probe trusts. */
  'bad-certificate',
  /** Anything else, an HTTP status of 500 or more among them. */
  'failed',
]);
export type ProbeState = z.output<typeof ProbeState>;

export const ProbeResult = z.object({
  service: ServiceName,
  name: z.string(),
  port: z.int(),
  state: ProbeState,
  addresses: z.array(z.string()),
  /** For people. */
  detail: z.string(),
  elapsedMs: z.number(),
});
export type ProbeResult = z.output<typeof ProbeResult>;

/** What the probe answers: a result for each check, in their order. */
export const ProbeAnswer = z.object({ results: z.array(ProbeResult) });
export type ProbeAnswer = z.output<typeof ProbeAnswer>;

/** What the function of the probe is called, in every consumer account and site. */
export function probeFunctionName(name: string): string {
  return `jetway-${name}-probe`;
}

/** Where the function of the probe is, as Lambda says. */
export interface ProbePlace {
  /** Absent where it is in no VPC. */
  readonly vpc: VpcId | undefined;
  readonly state: 'settled' | 'changing' | 'failed';
  /** Why Lambda could not bring it there, in Lambda's words; empty where nothing failed. */
  readonly problem: string;
}

const describe = (description: string) => z.meta({ description });

/** What the probe said in one site when it was asked last. */
export const ProbeReport = z.object({
  site: Region.check(describe('The Region.')),
  vpc: VpcId.check(describe('The VPC that it asked from.')),
  at: z.string().check(describe('When: UTC, as in ISO 8601.')),
  state: z
    .enum(['answered', 'failed'])
    .check(describe('Whether every service answered. Where the probe itself did not, it has failed too.')),
  checked: z.array(z.string()).check(describe('What was asked, such as `payments.example.com:443`.')),
  failure: z.exactOptional(z.string().check(describe('What went wrong first, in words.'))),
});
export type ProbeReport = Readonly<z.output<typeof ProbeReport>>;

/** What is remembered of the probe of an account in a site. An answer from long ago is none. */
export type Probed =
  | { readonly state: 'due'; readonly vpc?: VpcId }
  | { readonly state: 'answered' | 'failing'; readonly vpc: VpcId };
