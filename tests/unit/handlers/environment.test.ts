import { expect, test } from '@jest/globals';
import {
  openPrivateDnsNameContext,
  openReconcileContext,
  openRouteContext,
  openSweepContext,
} from '../../../handlers/environment.ts';

const file = new URL('../../../examples/jetway.yaml', import.meta.url).pathname;
const routing = {
  JETWAY_CONFIG_FILE: file,
  AWS_REGION: 'eu-west-1',
  JETWAY_REQUESTS_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/222222222222/requests.fifo',
  JETWAY_SWEEPS_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/222222222222/sweeps.fifo',
  JETWAY_RECONCILER_ROLE: 'jetway-reconcile-account',
};
const sweeping = {
  ...routing,
  JETWAY_SWEEPS_QUEUE_URL: undefined,
  JETWAY_LEDGER_TABLE: 'jetway-test-ledger',
  JETWAY_BUS_NAME: 'jetway-test',
};
const reconciling = {
  JETWAY_CONFIG_FILE: file,
  AWS_REGION: 'eu-west-1',
  JETWAY_TRIGGERS_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/222222222222/triggers',
  JETWAY_REQUESTS_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/222222222222/requests.fifo',
  JETWAY_AUDIT_LOG_GROUP: '/jetway/test/audit',
  JETWAY_LEDGER_TABLE: 'jetway-test-ledger',
  JETWAY_BUS_NAME: 'jetway-test',
};

test('a process opens once, and takes from the configuration whom to believe', async () => {
  const open = openSweepContext(sweeping);
  const { configuration, rules } = await open();
  expect(rules).toEqual({
    managementAccount: configuration.organization.managementAccount,
    providerAccount: configuration.provider.account,
    ownRoles: [
      'jetway-reconcile-account',
      configuration.roles.consumer,
      configuration.roles.organizationReader,
    ],
  });
  expect((await open()).configuration).toBe(configuration);
  expect((await openRouteContext(routing)()).rules).toEqual(rules);
  expect((await openReconcileContext(reconciling)()).configuration).toEqual(configuration);
});

test.each([
  { without: 'JETWAY_CONFIG_FILE', open: openRouteContext, variables: routing },
  { without: 'AWS_REGION', open: openRouteContext, variables: routing },
  { without: 'JETWAY_REQUESTS_QUEUE_URL', open: openRouteContext, variables: routing },
  { without: 'JETWAY_RECONCILER_ROLE', open: openRouteContext, variables: routing },
  { without: 'JETWAY_SWEEPS_QUEUE_URL', open: openRouteContext, variables: routing },
  { without: 'JETWAY_REQUESTS_QUEUE_URL', open: openSweepContext, variables: sweeping },
  { without: 'JETWAY_RECONCILER_ROLE', open: openSweepContext, variables: sweeping },
  { without: 'JETWAY_LEDGER_TABLE', open: openSweepContext, variables: sweeping },
  { without: 'JETWAY_BUS_NAME', open: openSweepContext, variables: sweeping },
  { without: 'JETWAY_TRIGGERS_QUEUE_URL', open: openReconcileContext, variables: reconciling },
  { without: 'JETWAY_REQUESTS_QUEUE_URL', open: openReconcileContext, variables: reconciling },
  { without: 'JETWAY_AUDIT_LOG_GROUP', open: openReconcileContext, variables: reconciling },
  { without: 'JETWAY_LEDGER_TABLE', open: openReconcileContext, variables: reconciling },
  { without: 'JETWAY_BUS_NAME', open: openReconcileContext, variables: reconciling },
  { without: 'AWS_REGION', open: openPrivateDnsNameContext, variables: {} },
])('without $without it says which variable is missing', async ({ without, open, variables }) => {
  const opened = open({ ...variables, [without]: undefined })();
  await expect(opened).rejects.toMatchObject({ code: 'configuration' });
  await expect(opened).rejects.toThrow(without);
});

test.each([
  {
    what: 'requests go to a FIFO queue',
    opened: () => openRouteContext({ ...routing, JETWAY_REQUESTS_QUEUE_URL: 'https://sqs/1/requests' })(),
  },
  {
    what: 'sweeps go to a FIFO queue',
    opened: () => openRouteContext({ ...routing, JETWAY_SWEEPS_QUEUE_URL: 'https://sqs/1/sweeps' })(),
  },
  {
    what: 'triggers go to a standard queue',
    opened: () =>
      openReconcileContext({ ...reconciling, JETWAY_TRIGGERS_QUEUE_URL: 'https://sqs/1/triggers.fifo' })(),
  },
  {
    what: 'the number of copies is one or more',
    opened: () => openRouteContext({ ...routing, JETWAY_CONCURRENCY: '0' })(),
  },
  {
    what: 'the number of copies is a number',
    opened: () => openReconcileContext({ ...reconciling, JETWAY_CONCURRENCY: 'many' })(),
  },
  {
    what: 'the file can be read',
    opened: () => openRouteContext({ ...routing, JETWAY_CONFIG_FILE: '/nowhere/jetway.yaml' })(),
  },
])('it refuses to start unless $what', async ({ opened }) => {
  await expect(opened()).rejects.toMatchObject({ code: 'configuration' });
});

test('a failure to open is not kept', async () => {
  const open = openRouteContext({ ...routing, JETWAY_CONFIG_FILE: '/nowhere/jetway.yaml' });
  const [first, second] = await Promise.allSettled([open(), open()]);
  expect(first).toEqual(second);
  await expect(open()).rejects.not.toBe(first.status === 'rejected' && first.reason);
});
