import * as z from 'zod/mini';
import { Cidr } from '../model/cidr.ts';
import {
  AttachmentId,
  EndpointServiceId,
  LoadBalancerArn,
  ProfileId,
  ProfileName,
  RouteTableId,
  ServiceName,
  SubnetId,
  TransitGatewayId,
  TransitGatewayRouteTableId,
  VpcId,
} from '../model/ids.ts';
import { describe, list, map } from './schema.ts';

const certificate = 'expected the ARN of an ACM certificate';
const CertificateArn = z
  .string(certificate)
  .check(z.regex(/^arn:[a-z-]+:acm:[a-z0-9-]+:\d{12}:certificate\/[0-9a-f-]+$/, certificate));

const NewVpc = z.strictObject({
  cidr: Cidr.check(describe('The CIDR of the VPC to make, /16 to /24, in no consumer’s way.')),
});

const ExistingVpc = z.strictObject({
  id: VpcId.check(describe('The VPC.')),
  cidrs: list(Cidr, 'IPv4 CIDRs').check(
    describe('All its CIDRs: where consumers’ routes lead, and where shared names resolve to.'),
  ),
  subnets: list(SubnetId, 'subnet ids').check(
    describe('One in each Availability Zone, for the shared endpoint and the attachment.'),
  ),
  routeTables: list(RouteTableId, 'route table ids').check(
    describe('The route tables that get the way back to the consumers.'),
  ),
});

const vpc = 'expected { cidr } for a VPC to make, or { id, cidrs, subnets, routeTables } of one that exists';

const TransitGateway = z.strictObject({
  id: TransitGatewayId.check(describe('A transit gateway of the provider account.')),
  attachment: z.exactOptional(
    AttachmentId.check(describe('The VPC’s attachment to it; made where it is absent.')),
  ),
  routeTables: z.exactOptional(
    z
      .strictObject({
        consumers: TransitGatewayRouteTableId.check(
          describe('The one that consumers’ attachments are associated with.'),
        ),
        provider: TransitGatewayRouteTableId.check(
          describe('The one that consumers’ attachments propagate to.'),
        ),
      })
      .check(describe('Its two route tables; made where they are absent.')),
  ),
});

const SampleApplication = z.strictObject({
  sampleApplication: z
    .strictObject({
      certificate: z.exactOptional(
        CertificateArn.check(
          describe(
            'The ACM certificate of the private DNS name. Where it is absent, the application listens on port 80 alone.',
          ),
        ),
      ),
    })
    .check(describe('An instance that answers HTTP, behind a Network Load Balancer of its own.')),
});

const ExistingLoadBalancer = z.strictObject({
  loadBalancer: LoadBalancerArn.check(describe('A Network Load Balancer of the provider account.')),
});

const ExistingEndpointService = z.strictObject({
  endpointService: EndpointServiceId.check(
    describe('An endpoint service of the provider account that has the private DNS name.'),
  ),
});

const behind = 'expected { sampleApplication }, { loadBalancer } or { endpointService }';

/** What the stacks of one site make, and what they take as it is. */
export const DeploymentFile = z.strictObject({
  vpc: z
    .union([NewVpc, ExistingVpc], vpc)
    .check(describe('The provider’s VPC: `cidr` makes one, `id` names one that exists.')),
  transitGateway: z.exactOptional(
    TransitGateway.check(describe('The transit gateway that exists; made where it is absent.')),
  ),
  services: map(
    ServiceName,
    z.union([SampleApplication, ExistingLoadBalancer, ExistingEndpointService], behind),
    'services by name',
  ).check(describe('What is behind each service of this site.')),
  profiles: z._default(
    map(ProfileName, ProfileId, 'profile ids by name').check(
      describe('The Route 53 Profiles that exist; the others are made.'),
    ),
    {},
  ),
});
export type DeploymentFile = z.output<typeof DeploymentFile>;
