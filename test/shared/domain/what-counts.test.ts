import { describe, expect, test } from 'vitest';
import { outstanding } from '#shared/domain/confirmation/outstanding.ts';
import { unmetSuccess } from '#shared/domain/rollout/not-before.ts';
import {
  askedFor,
  carriedOut,
  commander,
  goLaunch,
  lastAction,
  operations,
  techLead,
} from '#test/support/launch-story.ts';
import {
  atFivePercent,
  attest,
  confirmOf,
  databaseAsked,
  entryOf,
  launchedLaunch,
  machineDone,
  roll,
} from '#test/support/safe-launch.ts';
import { DELETE_STABLE, SUCCESS, safePlan } from '#test/support/safe-plan.ts';
import { MINUTE } from '#test/support/story.ts';

const criteria = safePlan.successCriteria.find(({ id }) => id === SUCCESS)?.criteria ?? [];
const deleting = safePlan.steps.find(({ id }) => id === DELETE_STABLE);

describe('what was said before', () => {
  test('100 % was verified is of another attempt: it opens nothing', () => {
    const story = atFivePercent();
    for (const { id } of criteria)
      story.does(operations, { type: 'success.mark', set: SUCCESS, criterion: id, state: 'met', text: '' });
    if (deleting === undefined) throw new Error('the plan deletes stable');
    expect(unmetSuccess(story.state, deleting)).toHaveLength(criteria.length);
    const later = launchedLaunch();
    for (const { id } of criteria)
      later.does(operations, { type: 'success.mark', set: SUCCESS, criterion: id, state: 'met', text: '' });
    expect(unmetSuccess(later.state, deleting)).toEqual([]);
  });
});

describe('a person’s word that a step was done by hand', () => {
  test('stands in the log with its signature', () => {
    const story = atFivePercent();
    databaseAsked(story);
    story.does(commander, confirmOf(story, 'launch-commander', 'Database Rollback'));
    const lead = Object.values(story.state.roster.people).find(({ roles }) =>
      roles.some((role) => role === 'engineering-lead'),
    );
    story.does(lead?.id ?? '', confirmOf(story, 'engineering-lead', 'Database Rollback'));
    machineDone(story);
    const byHand = lastAction(story).operations.find(
      ({ state, planned }) => state === 'running' && planned.spec.kind === 'manual.step',
    );
    expect(byHand).toBeDefined();
    const [event] = story.does(operations, attest(story, byHand?.planned.id ?? ''));
    expect(event).toMatchObject({
      type: 'operation.succeeded',
      by: operations,
      signed: { signature: expect.any(String) },
    });
    expect(entryOf(story, byHand?.planned.id ?? '').state).toBe('succeeded');
  });
});

describe('the one who asked', () => {
  test('takes no place of those who confirm, whatever role both name', () => {
    const story = atFivePercent().after(MINUTE);
    story.does(commander, roll('launch-commander'));
    const action = lastAction(story);
    const launch = story.state.launch;
    if (launch === null) throw new Error('there is a launch');
    const authorities = launch.plan.authorities.map((one) =>
      one.id === action.authority
        ? { ...one, asks: ['senior-engineer'] as never, confirms: ['senior-engineer'] as never }
        : one,
    );
    const state = { ...story.state, launch: { ...launch, plan: { ...launch.plan, authorities } } };
    const confirmation = { ...action.confirmations[0], role: 'senior-engineer' as never } as never;
    const alone = {
      ...action,
      askedBy: techLead as never,
      confirmations: [{ ...(confirmation as object), person: techLead }],
    } as never;
    expect(outstanding(state, alone)).toEqual(['senior-engineer']);
    const withAnother = { ...action, askedBy: techLead as never, confirmations: [confirmation] } as never;
    expect(outstanding(state, withAnother)).toEqual([]);
  });
});

describe('the quick rollback after a database rollback that was given up', () => {
  test('brings stable back first, which was stopped for it; the database rollback itself does not', () => {
    const story = atFivePercent();
    databaseAsked(story);
    story.does(commander, confirmOf(story, 'launch-commander', 'Database Rollback'));
    const lead = Object.values(story.state.roster.people).find(({ roles }) =>
      roles.some((role) => role === 'engineering-lead'),
    );
    story.does(lead?.id ?? '', confirmOf(story, 'engineering-lead', 'Database Rollback'));
    for (let hand = 0; hand < 3; hand += 1) {
      machineDone(story);
      const byHand = lastAction(story).operations.find(
        ({ state, planned }) => state === 'running' && planned.spec.kind === 'manual.step',
      );
      if (byHand === undefined) break;
      story.does(operations, attest(story, byHand.planned.id));
    }
    machineDone(story);
    const stopped = lastAction(story).operations.filter(
      ({ state, planned: { spec } }) =>
        state === 'succeeded' && spec.kind === 'kubernetes.scale' && spec.deployment.endsWith('-stable'),
    );
    expect(stopped.length).toBeGreaterThan(0);
    expect(lastAction(story).operations[0]?.planned.spec.kind).not.toBe('kubernetes.restore');
    story.does(operations, { type: 'action.stop', action: lastAction(story).id, reason: 'the clone never comes' });
    story.does(commander, roll('launch-commander'));
    const restored = lastAction(story).operations.filter(({ planned: { spec } }) => spec.kind === 'kubernetes.restore');
    expect(restored.length).toBe(stopped.length);
    carriedOut(story, lastAction(story).id);
  });
});

describe('a request that could not be planned', () => {
  test('is not planned anew beside another of the same step', () => {
    const story = goLaunch();
    story.does(techLead, { type: 'step.ask', step: 'canary-images' as never });
    const first = lastAction(story).id;
    story.does(null, { type: 'action.plan-fail', action: first, message: 'no such Deployment', hint: '' });
    const second = askedFor(story, 'canary-images');
    story.refuses(techLead, { type: 'action.replan', action: first }, 'already-asked');
    expect(lastAction(story)).toMatchObject({ id: second, state: 'waiting' });
  });
});
