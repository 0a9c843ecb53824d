import * as z from 'zod/mini';
import { Cidr } from '../model/cidr.ts';
import {
  AccountId,
  EndpointServiceId,
  OrganizationId,
  PrefixListId,
  ProfileId,
  ProfileName,
  Region,
  ResourceShareArn,
  ServiceName,
  TransitGatewayId,
  TransitGatewayRouteTableId,
} from '../model/ids.ts';

const describe = (description: string) => z.meta({ description });

const profileArn = 'expected the ARN of a Route 53 Profile';
const ProfileArn = z
  .string(profileArn)
  .check(z.regex(/^arn:[a-z-]+:route53profiles:[a-z0-9-]+:\d{12}:profile\/rp-[0-9a-z]+$/, profileArn));

/** The site parameter's JSON. A change that an older Jetway could not read takes a new `version`. */
export const SiteFile = z.strictObject({
  version: z
    .literal(1)
    .check(describe('The version of this format. A site of another version is another Jetway’s.')),
  name: z.string('expected the name in jetway.yaml').check(describe('The `name` of the configuration.')),
  organization: OrganizationId.check(describe('The organization that the stacks were deployed for.')),
  providerAccount: AccountId.check(describe('The account that the stacks are in.')),
  region: Region.check(describe('The Region that the stacks are in, which names the site.')),
  providerCidrs: z
    .array(Cidr, 'expected a list of IPv4 CIDRs')
    .check(z.minLength(1, 'expected one or more IPv4 CIDRs'), describe('The CIDRs of the provider’s VPC.')),
  transitGateway: z
    .strictObject({
      id: TransitGatewayId.check(describe('The transit gateway.')),
      consumersRouteTable: TransitGatewayRouteTableId.check(
        describe('The route table that consumers’ attachments are associated with.'),
      ),
      providerRouteTable: TransitGatewayRouteTableId.check(
        describe('The route table that consumers’ attachments propagate to.'),
      ),
      share: ResourceShareArn.check(describe('The resource share that shares the transit gateway.')),
    })
    .check(describe('The transit gateway and what belongs to it.')),
  prefixList: z.exactOptional(
    PrefixListId.check(
      describe('The prefix list of the return routes; needed where `returnRoutes` is `exact`.'),
    ),
  ),
  profiles: z
    .array(
      z.strictObject({
        name: ProfileName.check(describe('As in the configuration.')),
        id: ProfileId.check(describe('The Route 53 Profile.')),
        arn: ProfileArn.check(describe('The same as an ARN.')),
        share: ResourceShareArn.check(describe('The resource share that shares the profile.')),
      }),
      'expected a list of profiles',
    )
    .check(describe('The Route 53 Profiles of the site.')),
  services: z
    .array(
      z.strictObject({
        name: ServiceName.check(describe('As in the configuration.')),
        id: EndpointServiceId.check(describe('The VPC endpoint service.')),
      }),
      'expected a list of services',
    )
    .check(describe('The endpoint services of the site.')),
});
