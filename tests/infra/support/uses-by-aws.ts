/** What AWS does with a role by itself, or CDK's code with its own: no call of ours shows that the role needs it. */
interface UseByAws {
  /** The roles' names; of one that CloudFormation names, the logical id is in it. */
  readonly roles: RegExp;
  readonly actions: readonly string[];
  /** The page that says so, or who does it. */
  readonly because: string;
}

const functionLogs = {
  actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  because: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html',
};

export const aws: readonly UseByAws[] = [
  { roles: /^jetway-test-(?:route-event|sweep|reconcile-account)$/, ...functionLogs },
  { roles: /-PrivateDnsNames(?:onEvent|isComplete)Role/, ...functionLogs },
  { roles: /-PrivateDnsNamesFramework(?:OnEven|IsComp)/, ...functionLogs },
  { roles: /-ProbeRole/, ...functionLogs },
  {
    roles: /^jetway-test-(?:route-event|sweep|reconcile-account)$/,
    actions: ['sqs:GetQueueAttributes'],
    because: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
  },
  {
    roles: /-ProbeRole/,
    actions: [
      'ec2:AssignPrivateIpAddresses',
      'ec2:CreateNetworkInterface',
      'ec2:DeleteNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:UnassignPrivateIpAddresses',
    ],
    because:
      'https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions',
  },
  {
    roles: /-ForwardingRole/,
    actions: ['events:PutEvents'],
    because: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html',
  },
  {
    roles: /-SweepRole/,
    actions: ['sqs:SendMessage'],
    because: 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html',
  },
  {
    roles: /-PrivateDnsNamesFramework(?:OnEven|IsComp)/,
    actions: ['lambda:GetFunction', 'lambda:InvokeFunction'],
    because: 'CDK’s framework of custom resources invokes our functions, and waits until they are active',
  },
  {
    roles: /-PrivateDnsNamesFrameworkOnEven/,
    actions: ['states:StartExecution'],
    because: 'CDK’s framework starts the state machine that polls',
  },
  {
    roles: /-PrivateDnsNamesFrameworkwaiter/,
    actions: ['lambda:InvokeFunction'],
    because: 'The state machine of CDK’s framework polls our function',
  },
  {
    roles: /-ProviderVpcFlowLog/,
    actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
    because: 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html',
  },
];

/** What tests have refused to a role on purpose, as `ROLE ACTION`. */
export const refusedOnPurpose: readonly string[] = [];
