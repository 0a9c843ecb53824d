import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { dynamoDbClient } from '../../lib/aws/dynamodb-client.ts';
import { ledgerStore } from '../../lib/aws/ledger.ts';
import { Pacer } from '../../lib/aws/pace.ts';
import { awsPorts } from '../../lib/aws/ports.ts';
import type { Configuration } from '../../lib/config/configuration.ts';
import { parseSite } from '../../lib/config/parse-site.ts';
import type { AccountId } from '../../lib/model/ids.ts';
import { ledgerTable } from '../../lib/model/ledger-store.ts';
import { queueNames } from '../../lib/model/queue-names.ts';
import type { Plan } from '../../lib/plan/plan.ts';
import { planFor } from '../../lib/reconcile.ts';
import { ledgerOn } from '../../lib/record/ledger.ts';
import { type AssembledStack, deployAssembly } from '../../sim/deploy/assembly.ts';
import { siteIn } from '../../sim/deploy/site.ts';
import { runUntilQuiet } from '../../sim/lambda/run.ts';
import { Lambda } from '../../sim/lambda/runtime.ts';
import { buildOrganization, buildVpcs } from '../../sim/scenarios/build.ts';
import type { Scenario } from '../../sim/scenarios/schema.ts';
import type { SimulatedSite } from '../../sim/scenarios/site.ts';
import { createSimulator } from '../../sim/server.ts';
import { addHostedZone } from '../../sim/services/route53/public-dns.ts';
import { delegateStackSets } from '../../sim/services/stack-sets/stack-sets.ts';
import { inProcess } from '../../sim/wire/in-process.ts';
import { World } from '../../sim/world.ts';
import { type Heard, Hearing } from './hearing.ts';
import { type Watch, watch } from './watch.ts';

/** The simulated AWS, with what `cdk synth` wrote deployed in it. */
export interface Stage {
  readonly world: World;
  readonly site: SimulatedSite;
  readonly watch: Watch;
  readonly heard: readonly Heard[];
  /** How clients of whoever lives in this world reach it. */
  readonly requestHandler: ReturnType<typeof inProcess>;
  /** Puts a message on the queue that EventBridge would put it on. */
  send(body: string): Promise<void>;
  /** Lets something happen to the world so many simulated seconds from now. */
  later(seconds: number, happen: () => Promise<void>): void;
  /** Lets time pass until the functions have nothing left to do and nothing more is to happen. */
  settle(): Promise<void>;
  /** Lets so much time pass, whatever there is to do. */
  rest(seconds: number): Promise<void>;
  /** What Jetway would do now; not counted as its calls. */
  plan(accounts: readonly AccountId[]): Promise<Plan>;
}

const stepSeconds = 5;
const longestSeconds = 6 * 3_600;

/** An organization without Jetway, into which the stacks are deployed; then the accounts get their VPCs. */
export async function openStage(
  scenario: Scenario,
  configuration: Configuration,
  stacks: readonly AssembledStack[],
): Promise<Stage> {
  const world = new World(scenario);
  const { name, provider } = configuration;
  const { account, region } = provider;
  buildOrganization(world, scenario);
  delegateStackSets(world, account);
  for (const { hostedZone, privateDnsName } of configuration.services)
    if (hostedZone !== undefined) addHostedZone(world, { id: hostedZone, account, name: privateDnsName });
  const core = createSimulator(world);
  const lambda = new Lambda(core);
  await deployAssembly(stacks, { lambda });
  const site = siteIn(world, { account, region, name });
  buildVpcs(world, scenario, [site]);
  const watching = watch(core, site, configuration);
  const hearing = new Hearing(lambda, configuration);

  const requestHandler = inProcess(core);
  const administrator = { accessKeyId: account, secretAccessKey: 'simulated' };
  const sqs = new SQSClient({
    region,
    credentials: administrator,
    requestHandler,
    useQueueUrlAsEndpoint: false, // whatever AWS_ENDPOINT_URL says
  });
  const queueUrl = `https://sqs.${region}.amazonaws.com/${account}/${queueNames(name).triggers}`;
  /** What is still to happen, and what of it is due. */
  let awaited = 0;
  const due: (() => Promise<void>)[] = [];

  const check = () => watching.check('time has passed');
  return {
    world,
    site,
    watch: watching,
    heard: hearing.heard,
    requestHandler,
    async send(body) {
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body }));
    },
    later(seconds, happen) {
      awaited += 1;
      world.clock.after(seconds, () => void due.push(happen));
    },
    async settle() {
      const endMs = world.clock.nowMs + longestSeconds * 1000;
      for (let isQuiet = false; !isQuiet || awaited > 0; ) {
        if (world.clock.nowMs >= endMs) throw new Error('Jetway still looks again after six hours');
        for (const happen of due.splice(0)) {
          await happen();
          awaited -= 1;
        }
        // Between two steps of the functions, as long as something is still to happen.
        const untilSeconds = awaited > 0 ? stepSeconds : longestSeconds;
        const { state } = await runUntilQuiet(lambda, {
          longestSeconds: untilSeconds,
          stepSeconds,
          after: check,
        });
        isQuiet = state === 'quiet';
      }
      hearing.listen();
    },
    async rest(seconds) {
      for (let left = seconds; left > 0; left -= stepSeconds) {
        world.clock.advance(Math.min(left, stepSeconds));
        await lambda.settle();
        check();
      }
      hearing.listen();
    },
    plan: (accounts) =>
      watching.aside(() =>
        planFor({ accounts, deep: true }, surroundingsOf({ world, site }, configuration, requestHandler)),
      ),
  };
}

/** What a person would look at the world with who has become the reconciler. */
function surroundingsOf(
  { world, site }: Pick<Stage, 'world' | 'site'>,
  configuration: Configuration,
  requestHandler: Stage['requestHandler'],
): Parameters<typeof planFor>[1] {
  const { name, organization, provider, roles } = configuration;
  const clock = {
    nowMs: () => world.clock.nowMs,
    sleep: async (seconds: number) => world.clock.advance(seconds),
  };
  const session = { account: provider.account, role: `jetway-${name}-reconcile-account`, session: 'demo' };
  world.identity.issued.set('ASIADEMO', session);
  const credentials = async () => ({
    accessKeyId: 'ASIADEMO',
    secretAccessKey: 'simulated',
    sessionToken: 'simulated',
  });
  const pace = new Pacer({ clock });
  const clientOptions = { requestHandler };
  const ports = awsPorts({
    region: provider.region,
    organization,
    roles,
    callerAccount: provider.account,
    sessionName: 'jetway-demo',
    pace,
    clock,
    credentials,
    clientOptions,
  });
  const dynamodb = dynamoDbClient({ ...provider, pace, credentials, clientOptions });
  return {
    configuration,
    sites: [parseSite(JSON.stringify(site.parameter), 'the simulated site', configuration)],
    ports,
    clock,
    ledger: ledgerOn(ledgerStore(dynamodb, ledgerTable(name))),
  };
}
