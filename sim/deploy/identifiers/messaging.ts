import type { Identify, Naming } from './naming.ts';

const fifo = (naming: Naming, property: string) =>
  String(naming.property(property)) === 'true' ? '.fifo' : undefined;

/** Queues, topics, buses and their rules, schedules. */
export const messaging: Readonly<Record<string, Identify>> = {
  'AWS::SQS::Queue'(naming) {
    const { region, account } = naming.deployment;
    const name = naming.named('QueueName', 80, fifo(naming, 'FifoQueue'));
    const url = `https://sqs.${region}.${naming.urlSuffix}/${account}/${name}`;
    return { ref: url, attributes: { Arn: naming.arn('sqs', name), QueueName: name, QueueUrl: url } };
  },

  'AWS::SNS::Topic'(naming) {
    const name = naming.named('TopicName', 256, fifo(naming, 'FifoTopic'));
    const arn = naming.arn('sns', name);
    return { ref: arn, attributes: { TopicArn: arn, TopicName: name } };
  },

  'AWS::Events::EventBus'(naming) {
    const name = naming.named('Name', 256);
    return { ref: name, attributes: { Arn: naming.arn('events', `event-bus/${name}`), Name: name } };
  },

  'AWS::Events::Rule'(naming) {
    const name = naming.named('Name', 64);
    const bus = naming.text('EventBusName')?.split('/').at(-1) ?? 'default';
    if (bus === 'default') return { ref: name, attributes: { Arn: naming.arn('events', `rule/${name}`) } };
    return { ref: `${bus}|${name}`, attributes: { Arn: naming.arn('events', `rule/${bus}/${name}`) } };
  },

  'AWS::Scheduler::Schedule'(naming) {
    const name = naming.named('Name', 64);
    const group = naming.text('GroupName') ?? 'default';
    return { ref: name, attributes: { Arn: naming.arn('scheduler', `schedule/${group}/${name}`) } };
  },

  'AWS::Scheduler::ScheduleGroup'(naming) {
    const name = naming.named('Name', 64);
    return { ref: name, attributes: { Arn: naming.arn('scheduler', `schedule-group/${name}`) } };
  },
};
