import { defaultLatencies, defaultUnknowns, type Latencies, type Unknowns } from './behaviour.ts';
import { SimulatedClock } from './clock.ts';
import { Random } from './random.ts';
import { DynamoDbState } from './services/dynamodb/state.ts';
import { Ec2State } from './services/ec2/state.ts';
import { EventState } from './services/events/state.ts';
import { FunctionState } from './services/lambda/state.ts';
import { LoadBalancingState } from './services/load-balancing/state.ts';
import { LogState } from './services/logs/state.ts';
import { OrganizationState } from './services/organizations/state.ts';
import { ProfilesState } from './services/profiles/state.ts';
import { RamState } from './services/ram/state.ts';
import { PublicDnsState } from './services/route53/state.ts';
import { ScheduleState } from './services/scheduler/state.ts';
import { QueueState } from './services/sqs/state.ts';
import { ParameterState } from './services/ssm/state.ts';
import { StackSetState } from './services/stack-sets/state.ts';
import { StepFunctionState } from './services/step-functions/state.ts';
import { IdentityState } from './services/sts/state.ts';

export interface WorldOptions {
  readonly seed?: number;
  readonly partition?: string;
  readonly unknowns?: Partial<Unknowns>;
  readonly latencies?: Partial<Latencies>;
  /** When the clock starts, in milliseconds since the epoch; a fixed day where it is absent. */
  readonly startMs?: number;
}

/** Everything that the simulated AWS knows: one state a service, one clock, one source of chance. */
export class World {
  readonly clock: SimulatedClock;
  readonly random: Random;
  readonly partition: string;
  readonly unknowns: Unknowns;
  readonly latencies: Latencies;
  readonly organization = new OrganizationState();
  readonly identity = new IdentityState();
  readonly ram = new RamState();
  readonly profiles = new ProfilesState();
  readonly ec2 = new Ec2State();
  readonly parameters = new ParameterState();
  readonly queues = new QueueState();
  readonly logs = new LogState();
  readonly dynamodb = new DynamoDbState();
  readonly events = new EventState();
  readonly schedules = new ScheduleState();
  readonly functions = new FunctionState();
  readonly publicDns = new PublicDnsState();
  readonly loadBalancing = new LoadBalancingState();
  readonly stackSets = new StackSetState();
  readonly stepFunctions = new StepFunctionState();

  constructor({ seed = 1, partition = 'aws', unknowns = {}, latencies = {}, startMs }: WorldOptions = {}) {
    this.clock = new SimulatedClock(startMs);
    this.random = new Random(seed);
    this.partition = partition;
    this.unknowns = { ...defaultUnknowns, ...unknowns };
    this.latencies = { ...defaultLatencies, ...latencies };
  }
}
