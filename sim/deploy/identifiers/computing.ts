import type { Identify, Naming } from './naming.ts';

/** Functions, state machines, stack sets, and what they keep: tables, parameters, logs. */
export const computing: Readonly<Record<string, Identify>> = {
  'AWS::Lambda::Function'(naming) {
    const name = naming.named('FunctionName', 64);
    return { ref: name, attributes: { Arn: naming.arn('lambda', `function:${name}`) } };
  },

  'AWS::Lambda::EventSourceMapping'(naming) {
    const id = naming.invention.uuid();
    const arn = naming.arn('lambda', `event-source-mapping:${id}`);
    return { ref: id, attributes: { Id: id, EventSourceMappingArn: arn } };
  },

  'AWS::StepFunctions::StateMachine'(naming) {
    const name = naming.named('StateMachineName', 80);
    const arn = naming.arn('states', `stateMachine:${name}`);
    return { ref: arn, attributes: { Arn: arn, Name: name } };
  },

  'AWS::CloudFormation::StackSet'(naming) {
    const id = `${naming.named('StackSetName', 128)}:${naming.invention.uuid()}`;
    return { ref: id, attributes: { StackSetId: id } };
  },

  'AWS::DynamoDB::Table': dynamoTable,
  'AWS::DynamoDB::GlobalTable': dynamoTable,

  'AWS::SSM::Parameter'(naming) {
    const attributes = { Type: naming.property('Type') ?? 'String', Value: naming.property('Value') ?? '' };
    return { ref: naming.named('Name', 128), attributes };
  },

  'AWS::Logs::LogGroup'(naming) {
    const name = naming.named('LogGroupName', 512);
    return { ref: name, attributes: { Arn: naming.arn('logs', `log-group:${name}:*`) } };
  },
};

function dynamoTable(naming: Naming) {
  const name = naming.named('TableName', 255);
  const arn = naming.arn('dynamodb', `table/${name}`);
  return {
    ref: name,
    attributes: {
      Arn: arn,
      TableId: naming.invention.uuid(),
      // Streams are named by the time they began.
      StreamArn: `${arn}/stream/2026-01-01T00:00:00.000`,
    },
  };
}
