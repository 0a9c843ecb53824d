const metrics = 'the simulator has no CloudWatch metrics, so nothing is shown and no alarm rings';
const keys = 'encryption at rest changes no answer of a service';
const mail = 'only alarms publish to topics, and none rings';

/** The types of resources that do nothing in the simulator beyond having a name, and why that is right. */
export const withoutBehaviour: Readonly<Record<string, string>> = {
  'AWS::CloudWatch::Alarm': metrics,
  'AWS::CloudWatch::Dashboard': metrics,
  'AWS::KMS::Key': keys,
  'AWS::Logs::QueryDefinition': 'a saved query is text for the console',
  'AWS::SNS::Topic': mail,
  'AWS::SNS::TopicPolicy': mail,
};
