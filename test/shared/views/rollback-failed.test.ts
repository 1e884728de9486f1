import { expect, test } from 'vitest';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import { invariant } from '#shared/lib/invariant.ts';
import { aloneRows } from '#shared/views/alone-rows.ts';
import { decisionStanding } from '#shared/views/decision-standing.ts';
import { dryRunRows } from '#shared/views/dry-run-standing.ts';
import { nowTask } from '#shared/views/now-task.ts';
import { endsWithFailure, openWork, prefilled } from '#shared/views/open-work.ts';
import { position } from '#shared/views/position.ts';
import { rollbackRoles } from '#shared/views/rollback-roles.ts';
import { shownRollback } from '#shared/views/rollback-steps.ts';
import { failedRollback, rollbackTask } from '#shared/views/rollback-task.ts';
import { waitingStep } from '#shared/views/waiting-step.ts';
import { launched } from '#test/renderer/fixtures/late-scenarios.ts';
import { samplePlan } from '#test/renderer/fixtures/plan.ts';
import * as rollbacks from '#test/renderer/fixtures/rollback-scenarios.ts';
import { doing } from '#test/renderer/fixtures/scenarios.ts';

test('a rollback that failed comes first only while nothing has to be decided; its key to go on stays', () => {
  const failed = rollbacks.quickFailed();
  expect(nowTask(failed.state, failed.now)).toMatchObject({ kind: 'rolling-back', action: { state: 'failed' } });
  const raised = rollbacks.quickFailedThenRaised();
  expect(nowTask(raised.state, raised.now)).toMatchObject({ kind: 'decision', decision: { severity: 'immediate' } });
  expect(rollbackTask(raised.state)).toMatchObject({ kind: 'decision' });
  expect(failedRollback(raised.state)?.state).toBe('failed');
});

test('a rollback of one service that failed leaves the launch its next step, and may be asked for again', () => {
  const engine = rollbacks.aloneFailed();
  expect(failedRollback(engine.state)?.state).toBe('failed');
  expect(nowTask(engine.state, engine.now)).toMatchObject({ kind: 'minimum-hold', step: { id: 'stage-100' } });
  expect(position(engine.state, engine.now).phase).toContain('50 %');
  const row = aloneRows(engine.state).find(({ service }) => (service.id as string) === 'playback-service');
  expect(row).toMatchObject({ goes: [{ id: 'playback-service' }, { id: 'mcp-server' }], trouble: null });
});

test('an answer that a rollback failed for is asked again with what was answered, and then goes on', () => {
  const engine = rollbacks.databaseFailed();
  const action = failedRollback(engine.state);
  invariant(action, 'the database rollback has failed');
  const { again, questions } = openWork(samplePlan, action);
  expect(questions).toEqual([]);
  // What the clone was made with is done and stays.
  expect(again.map(({ id }) => id)).toEqual(['restored-host']);
  const [host] = again;
  invariant(host, 'the address is asked again');
  expect(prefilled(host, action, 'launch-1')).toBe('10.4.0.17');
  doing(engine)({ type: 'action.answer', action: action.id, answers: { 'restored-host': '10.4.0.71' } }, 'lindqvist');
  doing(engine)({ type: 'action.continue', action: action.id }, 'lindqvist');
  const after = engine.state.actions.byId[action.id];
  expect(after).toMatchObject({ state: 'running', answers: { 'restored-host': '10.4.0.71' } });
});

test('a running step that fails by hand is asked for anew, a rollback is gone on with', () => {
  const rollback = shownRollback(rollbacks.databaseByHand().state);
  invariant(rollback, 'it runs');
  expect(endsWithFailure(rollback)).toBe(false);
  expect(endsWithFailure({ ...rollback, subject: { kind: 'step', step: 'stage-5' as never } })).toBe(true);
});

test('a denied request shows nothing of its steps, and what runs is called what it is', () => {
  expect(shownRollback(rollbacks.databaseDenied().state)).toBeNull();
  const engine = rollbacks.databaseByHand();
  expect(position(engine.state, engine.now)).toMatchObject({
    phase: 'Rolling back the database',
    next: expect.stringMatching(/^step 2 of \d+: /),
  });
});

test('where the authority asks for it, the name of the rollback has to be typed to ask for it', () => {
  const engine = rollbacks.wholeAtFifty();
  expect(rollbackRoles(engine.state, engine.now).typedName).toBeNull();
  const { launch } = engine.state;
  invariant(launch, 'a launch is open');
  const authorities = launch.plan.authorities.map((one) =>
    one.id === launch.plan.rollbackAuthority ? { ...one, typedName: true } : one,
  );
  const strict: LaunchState = { ...engine.state, launch: { ...launch, plan: { ...launch.plan, authorities } } };
  expect(rollbackRoles(strict, engine.now).typedName).toBe(launch.plan.quickRollback.title);
});

test('deputies come in by the oldest open decision, and not for who has confirmed', () => {
  const engine = rollbacks.wholeAtFifty();
  const raise = (severity: string) => {
    const criterion = samplePlan.criteria.find((one) => one.severity === severity);
    invariant(criterion, `the runbook has ${severity} criteria`);
    expect(engine.send({ type: 'criterion.raise', criterion: criterion.id, evidence: '' }, 'weber')).toBeNull();
  };
  raise('conditional');
  engine.advance(60_000);
  raise('urgent');
  expect(decisionStanding(engine.state, engine.now)).toMatchObject({
    decision: { severity: 'urgent' },
    deputies: { leftMs: samplePlan.rules.deputyAfterMs - 60_000 },
  });
  const asked = rollbacks.deputiesIn();
  doing(asked)({ type: 'rollback.ask', role: 'launch-commander' as never, reason: '' }, 'ito');
  expect(decisionStanding(asked.state, asked.now)?.deputies).toBeNull();
});

test('a dry run from before the plan was changed passed, and does not count', () => {
  const { state, now } = rollbacks.dryRunsDone();
  expect(dryRunRows(state)[0]).toMatchObject({ tone: 'good', whyNot: null });
  const adopted = { ...state, adoption: { ...state.adoption, planAdoptedAt: now } };
  expect(dryRunRows(adopted)[0]).toMatchObject({
    tone: 'watch',
    word: 'passed',
    whyNot: 'the plan was changed after the last dry run of the quick rollback',
  });
});

test('success that was seen in an attempt before this one is open again', () => {
  const { state } = launched();
  const step = samplePlan.steps.find(({ id }) => id === 'delete-stable');
  invariant(step, 'the runbook deletes stable');
  const old = Object.fromEntries(Object.entries(state.success.marks).map(([id, mark]) => [id, { ...mark, at: 1 }]));
  const waiting = waitingStep({ ...state, success: { ...state.success, marks: old } }, step);
  expect(waiting?.unmet).toBe(5);
  expect(waiting?.success?.rows.some(({ state: is }) => is === 'met')).toBe(false);
});
