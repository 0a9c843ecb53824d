import { expect, test } from '@jest/globals';
import { eventOf } from '../../../sim/scenarios/events.ts';

const at = { id: '11111111-2222-4333-8444-555555555555', atMs: Date.UTC(2026, 8, 14, 8, 0, 5) };

test('an event has the ids and the time that it is given', () => {
  const replacements = { '333333333333': '300000000011', 'vpc-0c0ffee0c0ffee001': 'vpc-0a' };
  expect(eventOf('create-attachment', { ...at, replacements })).toMatchObject({
    id: at.id,
    time: '2026-09-14T08:00:05Z',
    account: '300000000011',
    detail: {
      eventTime: '2026-09-14T08:00:05Z',
      responseElements: {
        CreateTransitGatewayVpcAttachmentResponse: {
          transitGatewayVpcAttachment: { vpcId: 'vpc-0a', vpcOwnerId: 300000000011 },
        },
      },
    },
  });
});

test('an event without a time of its own in the detail gets none', () => {
  const { detail } = eventOf('stack-instance', { ...at, replacements: {} });
  expect(detail).not.toHaveProperty('eventTime');
});

test('what the payload does not contain cannot be replaced', () => {
  expect(() => eventOf('move-account', { ...at, replacements: { 'vpc-0': 'vpc-1' } })).toThrow(
    'The event move-account does not contain vpc-0',
  );
});
