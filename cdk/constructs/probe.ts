import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { ISecurityGroup, IVpc } from 'aws-cdk-lib/aws-ec2';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { grant } from './grant.ts';
import { probeCode } from './probe-code.ts';

export interface ProbeProps {
  readonly functionName: string;
  /** Where it is from the beginning; absent where it is moved later into the VPC that it probes. */
  readonly inside?: { readonly vpc: IVpc; readonly securityGroup: ISecurityGroup };
}

/** A function that asks a shared service from inside a VPC. Its code is in the template, which needs no assets then. */
export class Probe extends Construct {
  readonly functionName: string;

  constructor(scope: Construct, id: string, { functionName, inside }: ProbeProps) {
    super(scope, id);
    this.functionName = functionName;
    const logGroup = new LogGroup(this, 'Logs', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', {
      description: 'Of the function that probes shared services',
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    grant(role, {
      sid: 'WriteLogs',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    });
    letLambdaConnect(role, functionName);
    new LambdaFunction(this, 'Function', {
      functionName,
      description: 'Asks a shared service from inside this VPC',
      code: Code.fromInline(probeCode()),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 128,
      timeout: Duration.seconds(30),
      role,
      logGroup,
      ...(inside !== undefined && { vpc: inside.vpc, securityGroups: [inside.securityGroup] }),
    });
  }
}

/**
 * Lambda makes and removes the network interfaces of a function in a VPC with the function's own role. The code of the
 * function may do neither.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
function letLambdaConnect(role: Role, functionName: string): void {
  const actions = [
    'ec2:AssignPrivateIpAddresses',
    'ec2:CreateNetworkInterface',
    'ec2:DeleteNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:UnassignPrivateIpAddresses',
  ];
  grant(role, {
    sid: 'LambdaConnectsToVpc',
    actions,
    resources: ['*'],
    because:
      'Lambda requires these on all resources to connect a function to a VPC, and checks it; the next statement denies them to the code of the function',
  });
  role.addToPolicy(
    new PolicyStatement({
      sid: 'CodeDoesNot',
      effect: Effect.DENY,
      actions,
      resources: ['*'], // a denial is best whole
      conditions: {
        ArnEquals: {
          'lambda:SourceFunctionArn': `arn:${Aws.PARTITION}:lambda:${Aws.REGION}:${Aws.ACCOUNT_ID}:function:${functionName}`,
        },
      },
    }),
  );
}
