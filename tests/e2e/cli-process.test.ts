import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { jetwayProcess, openTerminal, type Terminal } from '../support/cli.ts';
import { addConsumer, addConsumerVpc, newTestWorld } from '../support/world.ts';

const patience = 120_000;
let busy: Terminal;
let idle: Terminal;

beforeAll(async () => {
  const world = newTestWorld();
  addConsumer(world, { id: '333333333333' });
  addConsumerVpc(world, '333333333333', '10.1.0.0/16');
  // A process holds the credentials' expiry against its own clock.
  world.world.clock.advance((Date.now() - world.world.clock.nowMs) / 1000);
  busy = await openTerminal(world);
  idle = await openTerminal(newTestWorld());
});

afterAll(async () => {
  await busy.simulator.close();
  await idle.simulator.close();
});

test(
  'as a process it says by its exit code what there is to do, and stdout is the JSON alone',
  async () => {
    const nothing = await jetwayProcess(['plan'], idle);
    expect(nothing).toMatchObject({ code: 0, out: expect.stringContaining('Plan: nothing to do') });
    expect(nothing.err).not.toContain('Warning');

    const something = await jetwayProcess(['plan', '--json'], busy);
    expect(something.code).toBe(2);
    expect(JSON.parse(something.out)).toMatchObject({ version: 1, looked: { consumers: 1 } });

    const unknown = await jetwayProcess(['plan', '--config', 'no-such.yaml'], busy);
    expect(unknown).toMatchObject({ code: 1, out: '', err: expect.stringContaining('it does not exist') });
  },
  patience,
);

test(
  'no colour is written but to a terminal, whatever the environment says',
  async () => {
    const piped = await jetwayProcess(['plan', '--config', 'no-such.yaml'], idle, undefined, {
      CI: '1',
      FORCE_COLOR: '1',
    });
    expect(`${piped.out}${piped.err}`).not.toContain('\u001b');
  },
  patience,
);

test(
  'apply refuses where nobody can be asked, and with --yes says what it waits for',
  async () => {
    const refused = await jetwayProcess(['apply'], busy);
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('Pass --yes') });
    expect(busy.changes()).toEqual([]);

    const waiting = await jetwayProcess(['apply', '--yes', '--wait', '0'], busy);
    expect(waiting).toMatchObject({ code: 3, out: expect.stringContaining('Waiting: ') });
    expect(waiting.out).toContain('333333333333 waits for ');
    expect(busy.changes()).toContain('AcceptTransitGatewayVpcAttachment');
  },
  patience,
);

test(
  'Ctrl-C ends it with 130, while it waits as well',
  async () => {
    const interrupted = await jetwayProcess(
      ['apply', '--yes', '--account', '333333333333'],
      busy,
      /^~ waits for/m,
    );
    expect(interrupted).toMatchObject({ code: 130, err: expect.stringContaining('Interrupted.') });
  },
  patience,
);
