import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { type ILogGroup, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import type { EndpointService } from './endpoint-service.ts';
import { acknowledgeWildcards, type Grant, grant } from './grant.ts';
import { JetwayFunction } from './jetway-function.ts';

/**
 * The functions behind the private DNS names of a stack: CDK's provider framework, which calls ours. Ours may change the
 * names of the services that the stack makes, and have AWS verify those and the names of the services that exist.
 */
export class PrivateDnsFunctions extends Construct {
  readonly serviceToken: string;

  constructor(scope: Construct, id: string, { services }: { readonly services: readonly EndpointService[] }) {
    super(scope, id);
    const made = services.filter(({ existing }) => !existing);
    const onEventHandler = this.handler('onEvent', 'Gives endpoint services their private DNS names', [
      ...this.grantOn(made, 'ChangeNames', 'ec2:ModifyVpcEndpointServiceConfiguration'),
    ]);
    const isCompleteHandler = this.handler('isComplete', 'Has AWS verify private DNS names', [
      ...this.grantOn(services, 'StartVerification', 'ec2:StartVpcEndpointServicePrivateDnsVerification'),
    ]);
    const logGroup = new LogGroup(this, 'FrameworkLogs', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const provider = new Provider(this, 'Framework', {
      onEventHandler,
      isCompleteHandler,
      queryInterval: Duration.seconds(30),
      totalTimeout: Duration.hours(1), // CloudFormation waits no longer for a custom resource
      logGroup,
      frameworkOnEventRole: this.role('FrameworkOnEventRole', logGroup),
      frameworkCompleteAndTimeoutRole: this.role('FrameworkIsCompleteRole', logGroup),
    });
    this.serviceToken = provider.serviceToken;
    this.acknowledge(provider);
  }

  private handler(
    handler: 'onEvent' | 'isComplete',
    description: string,
    grants: readonly Grant[],
  ): JetwayFunction {
    const role = new Role(this, `${handler}Role`, {
      description,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    const made = new JetwayFunction(this, handler, {
      description,
      entry: 'private-dns-name',
      handler,
      role,
      timeout: Duration.minutes(1),
    });
    for (const one of [writeLog(made.logGroup), this.readNames(), ...grants]) grant(role, one);
    return made;
  }

  private role(id: string, logGroup: ILogGroup): Role {
    const role = new Role(this, id, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    grant(role, writeLog(logGroup));
    return role;
  }

  private readNames(): Grant {
    return {
      sid: 'ReadNames',
      actions: ['ec2:DescribeVpcEndpointServiceConfigurations'],
      resources: ['*'],
      conditions: { StringEquals: { 'ec2:Region': Stack.of(this).region } },
      because:
        'EC2 knows no resource for this read; it shows the endpoint services of this account and Region',
    };
  }

  private grantOn(services: readonly EndpointService[], sid: string, action: string): readonly Grant[] {
    const stack = Stack.of(this);
    const resources = services.map(({ endpointServiceId }) =>
      stack.formatArn({
        service: 'ec2',
        resource: 'vpc-endpoint-service',
        resourceName: endpointServiceId,
      }),
    );
    return resources.length === 0 ? [] : [{ sid, actions: [action], resources }];
  }

  private acknowledge(provider: Provider): void {
    const functions = this.node.findAll().filter((one) => one instanceof LambdaFunction);
    acknowledgeWildcards(
      this,
      functions.map(({ functionArn }) => `${functionArn}:*`),
      'CDK grants the framework every version of the functions that it invokes, and they are these alone',
    );
    Validations.of(provider).acknowledge(
      {
        id: 'AwsSolutions-SF1',
        reason:
          'The one state of this machine polls a function that logs what it waits for; logs of the machine itself ' +
          'would take permissions on the log deliveries of the whole account',
      },
      {
        id: 'AwsSolutions-SF2',
        reason: 'It runs during a deployment, one function after another: there is nothing to trace',
      },
    );
  }
}

const writeLog = ({ logGroupArn }: ILogGroup): Grant => ({
  sid: 'WriteOwnLog',
  actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  resources: [logGroupArn],
});
