import { type JsonObject, TemplateError } from './document.ts';

const allow = (...Action: readonly string[]): JsonObject => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
});

const writeLogs = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

/** @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html */
const documents: Readonly<Record<string, JsonObject>> = {
  'service-role/AWSLambdaBasicExecutionRole': allow(...writeLogs),
  'service-role/AWSLambdaVPCAccessExecutionRole': allow(
    ...writeLogs,
    'ec2:CreateNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:DeleteNetworkInterface',
    'ec2:AssignPrivateIpAddresses',
    'ec2:UnassignPrivateIpAddresses',
  ),
};

/**
 * @param arn of a policy that AWS manages, for instance `arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole`
 * @throws TemplateError where the simulator does not have its document
 */
export function managedPolicy(arn: string, where: string): JsonObject {
  const document = documents[arn.replace(/^arn:[^:]+:iam::aws:policy\//, '')];
  if (document !== undefined) return document;
  throw new TemplateError(
    where,
    `the simulator does not have the policy ${arn}; add its document to sim/deploy/managed-policies.ts`,
  );
}
