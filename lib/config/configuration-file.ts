import * as z from 'zod/mini';
import { Cidr } from '../model/cidr.ts';
import {
  AccountId,
  HostedZoneId,
  OrganizationId,
  OuId,
  ProfileName,
  Region,
  ServiceName,
} from '../model/ids.ts';
import { DeploymentFile } from './deployment-file.ts';
import { describe, list, map } from './schema.ts';

const name = 'expected 1 to 31 lower-case letters, digits and hyphens, beginning with a letter';
const role = 'expected the name of an IAM role without its path: 1 to 64 letters, digits and _+=,.@-';
const dnsName =
  'expected a DNS name in lower case such as payments.internal.example.com, or *.example.com, without a full stop at the end';
const tagKey = 'expected a tag key of 1 to 128 characters that does not begin with aws:';
const port = 'expected a port from 1 to 65535';
const hours = 'expected hours from 0 to 8760';
const accounts = 'expected a whole number of accounts, 0 or more';
const percent = 'expected a percentage from 0 to 100';

const Name = z.string(name).check(z.regex(/^[a-z][a-z0-9-]{0,30}$/, name));

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const RoleName = z.string(role).check(z.regex(/^[A-Za-z0-9_+=,.@-]{1,64}$/, role));

const operator = 'expected the ARN of an IAM role, without wildcards';
const OperatorArn = z
  .string(operator)
  .check(z.regex(/^arn:[a-z-]+:iam::\d{12}:role\/[A-Za-z0-9_+=,.@/-]+$/, operator));

const PrivateDnsName = z
  .string(dnsName)
  .check(
    z.regex(
      /^(?=.{1,253}$)(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
      dnsName,
    ),
  );

/** @see https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
const TagKey = z.string(tagKey).check(z.regex(/^(?![aA][wW][sS]:)[\s\S]{1,128}$/u, tagKey));

const number = (from: number, to: number, words: string) =>
  z.number(words).check(z.minimum(from, words), z.maximum(to, words));

const Organization = z.strictObject({
  id: OrganizationId.check(describe('The organization; events and site files of another one are refused.')),
  managementAccount: AccountId.check(
    describe('The account that sends Organizations and Control Tower events.'),
  ),
  resourceSharing: z._default(
    z
      .enum(['organization', 'invitations'])
      .check(describe('`invitations` where RAM’s sharing with the organization is off.')),
    'organization',
  ),
  controlTowerRegion: z.exactOptional(
    Region.check(describe('The home Region of Control Tower, where it is used: its events are forwarded.')),
  ),
});

const Provider = z.strictObject({
  account: AccountId.check(describe('It hosts the services and runs Jetway.')),
  region: z.exactOptional(
    Region.check(describe('The site that the control plane is in; the first one where it is absent.')),
  ),
});

const Roles = z.strictObject({
  organizationReader: z._default(
    RoleName.check(describe('Read-only, in the management account.')),
    'jetway-organization-reader',
  ),
  consumer: z._default(RoleName.check(describe('In every consumer account.')), 'jetway-consumer'),
  operators: z._default(
    z
      .array(OperatorArn, 'expected a list of role ARNs')
      .check(
        describe(
          'Roles of the provider account that may work as Jetway does: for people who use the command.',
        ),
      ),
    [],
  ),
});

const SampleConsumer = z.strictObject({
  account: AccountId.check(describe('An account of the organization, not the provider’s.')),
  site: Region.check(describe('The site whose transit gateway it attaches to.')),
  cidr: Cidr.check(describe('The CIDR of its VPC, in the address space of the site.')),
});

const SiteRules = z.strictObject({
  addressSpace: list(Cidr, 'IPv4 CIDRs').check(
    describe('The blocks that the VPCs of consumers lie in. They do not overlap one another.'),
  ),
  returnRoutes: z._default(
    z
      .enum(['exact', 'aggregate'])
      .check(describe('`exact`: one prefix list entry a VPC CIDR. `aggregate`: the whole address space.')),
    'exact',
  ),
  isolation: z._default(
    z
      .enum(['consumers', 'none'])
      .check(describe('`consumers`: they reach the provider and not one another. `none`: they reach all.')),
    'consumers',
  ),
  attachments: z._default(
    z
      .enum(['accept', 'create'])
      .check(
        describe(
          '`accept`: consumers attach their VPCs. `create`: Jetway attaches those that carry the tag.',
        ),
      ),
    'accept',
  ),
  attachmentTag: z._default(
    TagKey.check(describe('The key of the tag that a VPC carries to be attached.')),
    'jetway:attach',
  ),
  deploy: z.exactOptional(
    DeploymentFile.check(
      describe(
        'What the stacks make here, and what they take as it is. Needed to deploy, and for nothing else.',
      ),
    ),
  ),
});

const Service = z.strictObject({
  privateDnsName: PrivateDnsName.check(
    describe('The name that consumers use. No two services have the same.'),
  ),
  ports: list(z.int(port).check(z.minimum(1, port), z.maximum(65535, port)), 'ports').check(
    describe('The TCP ports that the service listens on.'),
  ),
  probe: z._default(
    z
      .enum(['off', 'tcp', 'http', 'https'])
      .check(
        describe(
          'How a consumer’s probe asks: by connecting, or by `GET /`, which any status below 500 answers. `off`: an account counts as connected without an answer.',
        ),
      ),
    'tcp',
  ),
  hostedZone: z.exactOptional(
    HostedZoneId.check(
      describe(
        'The public hosted zone, in the provider account, that gets the TXT record which proves the name.',
      ),
    ),
  ),
});

const Mode = z.enum(['enforce', 'observe']);

const Profile = z.strictObject({
  mode: z._default(
    Mode.check(describe('`observe` plans for its accounts and changes nothing of them.')),
    'enforce',
  ),
  sites: z.optional(
    list(Region, 'sites').check(describe('The sites where it is offered; all of them where it is absent.')),
  ),
  services: z.optional(
    list(ServiceName, 'services').check(describe('The services in it; all of them where it is absent.')),
  ),
  organizationalUnits: list(OuId, 'OU ids').check(
    describe('OUs, or the root, whose accounts at any depth may be consumers.'),
  ),
  optIn: z._default(
    z
      .union(
        [z.literal('all'), z.strictObject({ tag: TagKey.check(describe('The key of the tag.')) })],
        'expected all, or { tag: KEY }',
      )
      .check(
        describe(
          '`all`, or the tag whose value `on` makes an account a consumer: its own, else the nearest OU’s.',
        ),
      ),
    { tag: 'jetway' },
  ),
  principals: z._default(
    z
      .enum(['accounts', 'organizationalUnits'])
      .check(describe('Whom the resource shares name. `organizationalUnits` needs `optIn: all`.')),
    'accounts',
  ),
  exclude: z._default(
    z
      .array(AccountId, 'expected a list of account ids')
      .check(describe('Accounts that are never consumers, whatever their OU and tags.')),
    [],
  ),
});

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const retentionDays = [
  90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

const Limit = z.strictObject({
  accounts: z._default(
    z
      .int(accounts)
      .check(z.minimum(0, accounts), describe('So many consumers may always lose access in one plan.')),
    5,
  ),
  percent: z._default(number(0, 100, percent).check(describe('The same as a share of all consumers.')), 10),
});

/** `jetway.yaml` as it is written: maps where the configuration has lists, and every default left out. */
export const ConfigurationFile = z.strictObject({
  name: Name.check(
    describe(
      'Names the site parameter, `/jetway/<name>/site`, and marks what Jetway makes. Do not change it.',
    ),
  ),
  mode: z._default(Mode.check(describe('`observe` runs everything and changes nothing.')), 'enforce'),
  organization: Organization.check(describe('The organization that Jetway works in.')),
  provider: Provider.check(describe('The account whose services are shared.')),
  roles: z.prefault(
    Roles.check(describe('The IAM roles that Jetway assumes, and who may do as it does.')),
    {},
  ),

  sites: map(Region, SiteRules, 'sites by Region').check(
    describe('One for each Region with a provider network, by the Region’s name.', { minProperties: 1 }),
  ),
  services: map(ServiceName, Service, 'services by name').check(
    describe('What is shared, by a name of your choice.', { minProperties: 1 }),
  ),
  profiles: map(ProfileName, Profile, 'profiles by name').check(
    describe('Route 53 Profiles and whose they are. The first profile of an account wins in each site.', {
      minProperties: 1,
    }),
  ),
  offboarding: z._default(
    z
      .strictObject({
        gracePeriodHours: z._default(
          number(0, 8760, hours).check(
            describe(
              'How long an account that is no longer a consumer keeps its access, from the first look that saw it. Without the ledger nobody knows, and nothing is taken away.',
            ),
          ),
          24,
        ),
        limit: z._default(Limit.check(describe('Above the larger of the two, a plan removes nothing.')), {
          accounts: 5,
          percent: 10,
        }),
      })
      .check(describe('How consumers lose access.')),
    { gracePeriodHours: 24, limit: { accounts: 5, percent: 10 } },
  ),
  audit: z._default(
    z
      .strictObject({
        retentionDays: z
          .literal([...retentionDays], 'expected a retention that CloudWatch Logs offers, such as 365')
          .check(describe('For how many days the audit log is kept.')),
      })
      .check(describe('The audit log.')),
    { retentionDays: 731 },
  ),
  sampleConsumer: z.exactOptional(
    SampleConsumer.check(describe('An account to try Jetway with: a stack for a VPC there.')),
  ),
});
export type ConfigurationFile = z.output<typeof ConfigurationFile>;
