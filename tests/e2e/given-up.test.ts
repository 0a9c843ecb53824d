import { afterEach, expect, test } from '@jest/globals';
import { addConsumer, addConsumerVpc, newTestWorld } from '../support/world.ts';
import { eventAbout, type Loop, openLoop } from './handlers-loop.ts';

const consumer = '333333333333';

let loop: Loop;
afterEach(() => loop.close());

const givenUp = () => loop.logs.filter(({ event, code }) => event === 'failed' && code === 'not-ready');

test('what never succeeds is given up within hours, though sweeps look at it every hour as well', async () => {
  const test = newTestWorld();
  addConsumer(test, { id: consumer, role: false });
  addConsumerVpc(test, consumer, '10.1.0.0/16');
  loop = await openLoop(test, (account) => account === consumer);
  const { clock } = test.world;
  loop.simulator.faults.intercept(({ operation }) => {
    if (operation === 'DescribeAccount') clock.advance(6); // so long a look takes
    return undefined;
  });
  await loop.send(eventAbout(consumer, 'org-move-account'));
  for (let minute = 0; minute < 180 && givenUp().length === 0; minute += 0.5) {
    if (minute % 60 === 50)
      await loop.send({ source: 'jetway', 'detail-type': 'Sweep', id: `tick ${minute}` });
    await loop.deliver();
    clock.advance(30);
  }
  expect(givenUp()).not.toEqual([]);
});
