import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { planAccount } from '../../../lib/plan/account.ts';
import type { Action } from '../../../lib/plan/action.ts';
import { differs } from '../../../lib/plan/differs.ts';
import { planAll } from '../../../lib/plan/plan.ts';
import { type AllProgress, progressOf } from '../../../lib/plan/progress.ts';
import { order } from '../../../lib/steps/names.ts';
import { anyView } from '../support/any-view.ts';

const item = (progress: AllProgress, { step, key }: Action) =>
  progress.get(step)?.items.find((one) => one.key === key);
const place = ({ step }: Action) => order.indexOf(step);
const removals = (actions: readonly Action[]) => actions.filter(({ verb }) => verb === 'remove');

test('every addition is wanted and not there', () =>
  fc.assert(
    fc.property(anyView, (view) => {
      const progress = progressOf(view);
      for (const action of planAccount(view).actions.filter(({ verb }) => verb === 'add')) {
        const found = item(progress, action);
        expect(found).toMatchObject({ wanted: true });
        expect(['absent', 'leaving']).toContain(found?.seen);
      }
    }),
  ));

test('every removal is of what is there, is ours and is not wanted', () =>
  fc.assert(
    fc.property(anyView, (view) => {
      const progress = progressOf(view);
      for (const action of removals(planAccount(view).actions)) {
        const found = item(progress, action);
        expect(found).toMatchObject({ wanted: false, ours: true });
        expect(['present', 'arriving']).toContain(found?.seen);
      }
    }),
  ));

test('no two actions are the same change', () =>
  fc.assert(
    fc.property(anyView, (view) => {
      const named = planAccount(view).actions.map(({ step, verb, key }) => `${step} ${verb} ${key}`);
      expect(new Set(named).size).toBe(named.length);
    }),
  ));

test('removals come first and backwards, then additions forwards', () =>
  fc.assert(
    fc.property(anyView, (view) => {
      const places = planAccount(view).actions.map((one) =>
        one.verb === 'remove' ? -place(one) : 100 + place(one),
      );
      expect(places).toEqual([...places].sort((a, b) => a - b));
    }),
  ));

test('a removal that is ready has no later one left for the same VPC', () =>
  fc.assert(
    fc.property(anyView, (view) => {
      const planned = removals(planAccount(view).actions);
      const progress = progressOf(view);
      const vpc = (action: Action) => item(progress, action)?.vpc;
      for (const ready of planned.filter(({ waits }) => waits === undefined))
        for (const other of planned)
          if (vpc(ready) === undefined || vpc(other) === undefined || vpc(ready) === vpc(other))
            expect(place(other)).toBeLessThanOrEqual(place(ready));
    }),
  ));

test('a VPC gets the profile only when everything before it is there', () =>
  fc.assert(
    fc.property(anyView, (view) => {
      const progress = progressOf(view);
      for (const action of planAccount(view).actions) {
        if (action.step !== 'profile-association' || action.verb !== 'add' || action.waits) continue;
        const { vpc } = action.subject;
        for (const step of [
          'attachment',
          'association',
          'propagation',
          'prefix-list-entry',
          'consumer-route',
          'profile-principal',
        ] as const)
          for (const one of progress.get(step)?.items ?? [])
            if (one.wanted && (one.vpc === undefined || one.vpc === vpc)) expect(one.seen).toBe('present');
      }
    }),
  ));

test('a part that decides and could not be read keeps everything in its place', () =>
  fc.assert(
    fc.property(anyView, (view) => {
      const { actions, incomplete } = planAccount(view);
      if (incomplete || view.vpcs.undecided.length > 0) expect(removals(actions)).toEqual([]);
    }),
  ));

test('an account that has something to do differs', () =>
  fc.assert(
    fc.property(anyView, (view) => {
      const { actions, settling, incomplete } = planAccount(view);
      if (actions.length + settling.length > 0 || incomplete) expect(differs(view)).toBe(true);
    }),
  ));

test('the same view is the same plan, and a plan is plain data', () =>
  fc.assert(
    fc.property(anyView, (view) => {
      const options = {
        configuration: view.configuration,
        scope: [view.account.id],
        deep: true,
        connected: 1,
        looked: { accounts: 1, consumers: 1 },
        findings: [],
      };
      const plan = planAll([view], options);
      const text = JSON.stringify(plan);
      expect(JSON.stringify(planAll([view], options))).toBe(text);
      expect(JSON.parse(text)).toEqual(plan);
    }),
  ));
