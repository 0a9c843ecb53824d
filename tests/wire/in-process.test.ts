import { GetResourceSharesCommand, RAMClient } from '@aws-sdk/client-ram';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, test } from '@jest/globals';
import { createSimulator } from '../../sim/server.ts';
import { addQueue } from '../../sim/services/sqs/queues.ts';
import { inProcess } from '../../sim/wire/in-process.ts';
import { World } from '../../sim/world.ts';
import { clientSettings } from './client-settings.ts';

const simulated = () => {
  const core = createSimulator(new World());
  return { core, settings: { ...clientSettings('http://simulator'), requestHandler: inProcess(core) } };
};

test('SDK clients of every protocol reach a simulator without a socket', async () => {
  const { core, settings } = simulated();
  addQueue(core.world, { account: '222222222222', region: 'us-east-1', name: 'jobs' });
  const QueueUrl = 'http://127.0.0.1/222222222222/jobs';
  await new SQSClient(settings).send(new SendMessageCommand({ QueueUrl, MessageBody: 'ü' }));
  expect(await new STSClient(settings).send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: '222222222222',
  });
  expect(
    await new RAMClient(settings).send(new GetResourceSharesCommand({ resourceOwner: 'SELF' })),
  ).toMatchObject({
    resourceShares: [],
  });
  expect(core.journal.counts()).toEqual({
    'sqs:SendMessage': 1,
    'sts:GetCallerIdentity': 1,
    'ram:GetResourceShares': 1,
  });
});

test.each([
  { fault: 'cutBefore' as const, code: 'ECONNRESET' },
  { fault: 'timeout' as const, code: 'ETIMEDOUT' },
])('$fault ends with $code', async ({ fault, code }) => {
  const { core, settings } = simulated();
  core.faults.inject(fault);
  const read = new SSMClient(settings).send(new GetParameterCommand({ Name: '/a' }));
  await expect(read).rejects.toMatchObject({ code });
});

test('what a listener throws after a call reaches whoever made it, and only changes count as mutating', async () => {
  const { core, settings } = simulated();
  core.onCall(({ mutating }) => {
    if (mutating) throw new Error('the invariant does not hold');
  });
  const ssm = new SSMClient(settings);
  await expect(ssm.send(new GetParameterCommand({ Name: '/a' }))).rejects.toMatchObject({
    name: 'ParameterNotFound',
  });
  await expect(ssm.send(new PutParameterCommand({ Name: '/a', Value: 'b', Type: 'String' }))).rejects.toThrow(
    'the invariant does not hold',
  );
});
