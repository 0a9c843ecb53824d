import * as z from 'zod/mini';
import { addSecurityGroup, addSecurityGroupRule, securityGroup } from '../../services/ec2/security-groups.ts';
import type { SecurityGroupRule } from '../../services/ec2/state.ts';
import { number, type ResourceType, resourceType, withoutEffect } from '../resource-type.ts';
import { ec2Tags } from './ec2-tags.ts';

const ports = {
  IpProtocol: z.string(),
  FromPort: z.optional(number),
  ToPort: z.optional(number),
  Description: withoutEffect('it is text for people'),
};
const inward = { ...ports, CidrIp: z.optional(z.string()), SourceSecurityGroupId: z.optional(z.string()) };
const outward = {
  ...ports,
  CidrIp: z.optional(z.string()),
  DestinationSecurityGroupId: z.optional(z.string()),
};
const Ingress = z.strictObject(inward);
const Egress = z.strictObject(outward);

/** Security groups and their rules. */
export const securityGroups: Readonly<Record<string, ResourceType>> = {
  'AWS::EC2::SecurityGroup': resourceType(
    {
      GroupDescription: z.string(),
      VpcId: z.string(),
      SecurityGroupIngress: z._default(z.array(Ingress), []),
      SecurityGroupEgress: z.optional(z.array(Egress)),
      Tags: ec2Tags,
    },
    (properties, { world }) => {
      const { VpcId: vpcId, GroupDescription: description, SecurityGroupEgress: egress, Tags } = properties;
      const tags = Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
      const group = addSecurityGroup(world, { vpcId, description, tags });
      for (const rule of properties.SecurityGroupIngress)
        addSecurityGroupRule(world, group, 'ingress', ruleOf(rule, rule.SourceSecurityGroupId));
      if (egress !== undefined) group.egress.length = 0; // they stand in place of the rule that lets out everything
      for (const rule of egress ?? [])
        addSecurityGroupRule(world, group, 'egress', ruleOf(rule, rule.DestinationSecurityGroupId));
      return { ref: group.id, attributes: { Id: group.id, GroupId: group.id, VpcId: vpcId } };
    },
  ),

  'AWS::EC2::SecurityGroupIngress': resourceType(
    { ...inward, GroupId: z.string() },
    ({ GroupId, SourceSecurityGroupId, ...rule }, { world, identifiers }) => {
      const group = securityGroup(world, GroupId);
      addSecurityGroupRule(world, group, 'ingress', ruleOf(rule, SourceSecurityGroupId));
      return identifiers;
    },
  ),

  'AWS::EC2::SecurityGroupEgress': resourceType(
    { ...outward, GroupId: z.string() },
    ({ GroupId, DestinationSecurityGroupId, ...rule }, { world, identifiers }) => {
      const group = securityGroup(world, GroupId);
      addSecurityGroupRule(world, group, 'egress', ruleOf(rule, DestinationSecurityGroupId));
      return identifiers;
    },
  ),
};

interface Rule {
  readonly IpProtocol: string;
  readonly FromPort?: number | undefined;
  readonly ToPort?: number | undefined;
  readonly CidrIp?: string | undefined;
}

function ruleOf(
  { IpProtocol: protocol, FromPort: from, ToPort: to, CidrIp }: Rule,
  group?: string,
): SecurityGroupRule {
  const peer = CidrIp ?? group;
  if (peer === undefined) throw new Error('A rule of a security group names a CIDR or a security group');
  return { protocol, ...(from !== undefined && to !== undefined && { ports: { from, to } }), peer };
}
