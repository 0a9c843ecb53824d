const metrics = 'the simulator has no CloudWatch metrics, so nothing is shown and no alarm rings';
const keys = 'encryption at rest changes no answer of a service';
const internet = 'nothing in the simulated networks goes to the internet or comes from there';
const instances = 'no instance runs: a service is reached where its load balancer is';
const mail = 'only alarms publish to topics, and none rings';

/** The types of resources that do nothing in the simulator beyond having a name, and why that is right. */
export const withoutBehaviour: Readonly<Record<string, string>> = {
  'AWS::CloudWatch::Alarm': metrics,
  'AWS::CloudWatch::Dashboard': metrics,
  'AWS::EC2::EIP': internet,
  'AWS::EC2::FlowLog': 'no packet is sent, so none is logged',
  'AWS::EC2::Instance': instances,
  'AWS::EC2::InternetGateway': internet,
  'AWS::EC2::NatGateway': internet,
  'AWS::EC2::VPCGatewayAttachment': internet,
  'AWS::IAM::InstanceProfile': instances,
  'AWS::KMS::Key': keys,
  'AWS::Logs::QueryDefinition': 'a saved query is text for the console',
  'AWS::SNS::Topic': mail,
  'AWS::SNS::TopicPolicy': mail,
};
