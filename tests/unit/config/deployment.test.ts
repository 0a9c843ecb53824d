import { describe, expect, test } from '@jest/globals';
import { parseConfiguration } from '../../../lib/config/parse.ts';
import { linesOf } from './reading.ts';

const valid = `name: shared-services
organization: { id: o-a1b2c3d4e5, managementAccount: "111111111111" }
provider: { account: "222222222222", region: eu-west-1 }
roles: { operators: ["arn:aws:iam::222222222222:role/network/operator"] }
sites:
  us-east-1:
    addressSpace: [10.0.0.0/8]
    deploy:
      vpc:
        id: vpc-0a1b2c3d
        cidrs: [10.254.0.0/16]
        subnets: [subnet-0a1b2c3d, subnet-0b1b2c3d]
        routeTables: [rtb-0a1b2c3d]
      transitGateway:
        id: tgw-0a1b2c3d
        attachment: tgw-attach-0a1b2c3d
        routeTables: { consumers: tgw-rtb-0a1b2c3d, provider: tgw-rtb-0b1b2c3d }
      services:
        payments: { endpointService: vpce-svc-0a1b2c3d }
      profiles: { shared: rp-1111111111example }
  eu-west-1:
    addressSpace: [10.0.0.0/8]
    deploy:
      vpc: { cidr: 10.255.0.0/16 }
      services:
        payments: { sampleApplication: {} }
        ledger: { loadBalancer: "arn:aws:elasticloadbalancing:eu-west-1:222222222222:loadbalancer/net/a/0a1b" }
services:
  payments: { privateDnsName: payments.example.com, ports: [443], hostedZone: Z0123456789ABC }
  ledger: { privateDnsName: ledger.example.com, ports: [443] }
profiles:
  shared: { organizationalUnits: [ou-ab12-11111111], services: [payments] }
  finance: { organizationalUnits: [ou-ab12-11111111], sites: [eu-west-1] }
sampleConsumer: { account: "333333333333", site: eu-west-1, cidr: 10.1.0.0/16 }
`;
const parse = (text: string) => parseConfiguration(text, 'jetway.yaml');

test('lists stand where the file has maps, and the control plane is in the site that is named', () => {
  const { provider, sites } = parse(valid);
  expect(provider.region).toBe('eu-west-1');
  expect(sites[0]?.deploy).toMatchObject({
    vpc: { id: 'vpc-0a1b2c3d' },
    services: [{ name: 'payments', behind: { endpointService: 'vpce-svc-0a1b2c3d' } }],
    profiles: [{ name: 'shared', id: 'rp-1111111111example' }],
  });
  expect(sites[1]?.deploy).toEqual({
    vpc: { cidr: '10.255.0.0/16' },
    services: [
      { name: 'payments', behind: { sampleApplication: {} } },
      { name: 'ledger', behind: { loadBalancer: expect.stringContaining('loadbalancer/net/a/0a1b') } },
    ],
    profiles: [],
  });
});

describe('one mistake', () => {
  test.each([
    {
      from: 'region: eu-west-1',
      to: 'region: eu-west-2',
      line: '3:46  provider.region  found "eu-west-2", expected one of the sites of this file: us-east-1, eu-west-1',
    },
    {
      from: 'iam::222222222222:role',
      to: 'iam::333333333333:role',
      line: '4:22  roles.operators[0]  found "arn:aws:iam::333333333333:role/network/operator", expected a role of the provider account, 222222222222',
    },
    {
      from: 'role/network/operator',
      to: 'role/*',
      line: '4:22  roles.operators[0]  found "arn:aws:iam::222222222222:role/*", expected the ARN of an IAM role, without wildcards',
    },
    {
      from: 'vpc: { cidr: 10.255.0.0/16 }',
      to: 'vpc: { cidr: 10.255.0.0/26 }',
      line: '24:20  sites.eu-west-1.deploy.vpc.cidr  found "10.255.0.0/26", expected a block of /16 to /24, which holds four subnets',
    },
    {
      from: 'vpc: { cidr: 10.255.0.0/16 }',
      to: 'vpc: { name: shared }',
      line: '24:12  sites.eu-west-1.deploy.vpc  found a map, expected { cidr } for a VPC to make, or { id, cidrs, subnets, routeTables } of one that exists',
    },
    {
      from: 'subnet-0b1b2c3d',
      to: 'subnet-0a1b2c3d',
      line: '12:36  sites.us-east-1.deploy.vpc.subnets[1]  found "subnet-0a1b2c3d", expected each one once',
    },
    {
      from: 'provider: tgw-rtb-0b1b2c3d',
      to: 'provider: tgw-rtb-0a1b2c3d',
      line: '17:63  sites.us-east-1.deploy.transitGateway.routeTables.provider  found "tgw-rtb-0a1b2c3d", expected another route table than the consumers’, or consumers reach one another',
    },
    {
      from: 'vpc: { cidr: 10.255.0.0/16 }',
      to: 'vpc: { cidr: 10.255.0.0/16 }\n      transitGateway: { id: tgw-0a, attachment: tgw-attach-0a }',
      line: '25:49  sites.eu-west-1.deploy.transitGateway.attachment  found "tgw-attach-0a", expected no attachment, because the VPC is made and so is its attachment',
    },
    {
      from: '        ledger: { loadBalancer: "arn:aws:elasticloadbalancing:eu-west-1:222222222222:loadbalancer/net/a/0a1b" }\n',
      to: '',
      line: '26:9  sites.eu-west-1.deploy.services  found no ledger, expected what is behind every service that a profile offers in this site',
    },
    {
      from: '        ledger: {',
      to: '        ledgers: { sampleApplication: {} }\n        ledger: {',
      line: '27:9  sites.eu-west-1.deploy.services.ledgers  found "ledgers", expected one of payments, ledger',
    },
    {
      from: 'profiles: { shared: rp',
      to: 'profiles: { finance: rp-1111111111example, shared: rp',
      line: '20:19  sites.us-east-1.deploy.profiles.finance  found "finance", expected one of shared',
    },
    {
      from: 'Z0123456789ABC',
      to: 'internal.example.com',
      line: '29:79  services.payments.hostedZone  found "internal.example.com", expected the id of a Route 53 hosted zone',
    },
    {
      from: '"333333333333", site',
      to: '"222222222222", site',
      line: '34:28  sampleConsumer.account  found "222222222222", expected another account than the provider’s',
    },
    {
      from: 'cidr: 10.1.0.0/16 }',
      to: 'cidr: 192.168.0.0/16 }',
      line: '34:67  sampleConsumer.cidr  found "192.168.0.0/16", expected a block in the address space of eu-west-1',
    },
    {
      from: 'cidr: 10.1.0.0/16 }',
      to: 'cidr: 10.255.128.0/17 }',
      line: '34:67  sampleConsumer.cidr  found "10.255.128.0/17", expected a block that does not overlap the provider’s VPC',
    },
    {
      from: 'site: eu-west-1, cidr',
      to: 'site: eu-west-3, cidr',
      line: '34:50  sampleConsumer.site  found "eu-west-3", expected one of the sites of this file: us-east-1, eu-west-1',
    },
    {
      from: 'sampleConsumer:',
      to: 'audit: { retentionDays: 100 }\nsampleConsumer:',
      line: '34:25  audit.retentionDays  found 100, expected a retention that CloudWatch Logs offers, such as 365',
    },
  ])('$line', ({ from, to, line }) => {
    expect(valid).toContain(from);
    expect(linesOf(() => parse(valid.replace(from, to)))).toEqual([line]);
  });
});
