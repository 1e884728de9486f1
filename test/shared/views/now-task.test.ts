import { expect, test } from 'vitest';
import { eventMarks } from '#shared/views/event-marks.ts';
import { nowTask } from '#shared/views/now-task.ts';
import { planDiff } from '#shared/views/plan-diff.ts';
import { position } from '#shared/views/position.ts';
import { rollbackSteps, rollbackTookMs } from '#shared/views/rollback-steps.ts';
import { roleToConfirmIn, whoConfirms } from '#shared/views/who-confirms.ts';
import { samplePlan } from '#test/renderer/fixtures/plan.ts';
import * as scenarios from '#test/renderer/fixtures/scenarios.ts';

const taskOf = (engine: ReturnType<typeof scenarios.atGate>) => nowTask(engine.state, engine.now);

test('before GO the gate is what has to be done', () => {
  const task = taskOf(scenarios.atGate());
  expect(task).toMatchObject({ kind: 'gate', gate: { id: 'go-no-go' }, refusal: { code: 'gate-not-go' } });
});

test('after GO the first step may be asked for', () => {
  expect(taskOf(scenarios.afterGo())).toMatchObject({ kind: 'ask', step: { id: 'canary-images' } });
});

test('a minimum hold is shown with what is left of it', () => {
  const engine = scenarios.atFiftyPercent();
  const task = taskOf(engine);
  expect(task).toMatchObject({
    kind: 'minimum-hold',
    step: { id: 'stage-100' },
    hold: { title: '50 % holds for 10 minutes' },
  });
  expect(position(engine.state, engine.now).next).toMatch(/^50 % holds for 10 minutes, 06:\d\d left$/);
});

test('what waits for confirmation names who still has to, and never the one who asked', () => {
  const engine = scenarios.waitingFor25();
  const task = taskOf(engine);
  if (task.kind !== 'action') throw new Error(`expected an action, found ${task.kind}`);
  const who = whoConfirms(engine.state, task.action);
  expect(who.missing).toHaveLength(1);
  expect(who.missing[0]?.candidates.map((one) => one.id)).toEqual(['ito']);
  expect(roleToConfirmIn(who, 'ito')).toBe('launch-commander');
  expect(roleToConfirmIn(who, 'okafor')).toBeNull();
  expect(roleToConfirmIn(who, null)).toBeNull();
});

test('a step that only waits for confirmation does not move the phase', () => {
  const engine = scenarios.waitingFor25();
  expect(position(engine.state, engine.now)).toMatchObject({
    phase: 'Phase 1 Canary Deployment, 5 %',
    stagePercent: 5,
  });
});

test('services with the same change are told once, with how many more', () => {
  const engine = scenarios.waitingFor25();
  const task = taskOf(engine);
  if (task.kind !== 'action') throw new Error(`expected an action, found ${task.kind}`);
  const diff = planDiff(task.action.operations);
  expect(diff.counts).toEqual(['8 Deployments', '8 VirtualServices', '1 flag']);
  const weights = diff.groups.find((group) => group.kind === 'VirtualService');
  expect(weights?.rows.map((row) => row.name)).toEqual(['auth-service', 'api-gateway']);
  expect(weights?.more).toHaveLength(6);
  expect(weights?.rows[0]?.changes[0]).toEqual({ field: 'canary', label: 'canary', from: '5', to: '25' });
});

test('an open decision comes before everything else that waits', () => {
  expect(taskOf(scenarios.urgent())).toMatchObject({ kind: 'decision', decision: { severity: 'urgent' } });
});

test('a running rollback comes before the decision it answers, with its six steps and its clock', () => {
  const engine = scenarios.rollingBack();
  const task = taskOf(engine);
  if (task.kind !== 'rolling-back') throw new Error(`expected a rollback, found ${task.kind}`);
  const steps = rollbackSteps(samplePlan.quickRollback, task.action, engine.now);
  expect(steps.map((step) => step.state).slice(0, 2)).toEqual(['done', 'done']);
  expect(steps).toHaveLength(6);
  expect(steps.some((step) => step.isOverBudget)).toBe(false);
  expect(rollbackTookMs(task.action, engine.now)).toBe(engine.now - (task.action.startedAt ?? 0));
  engine.settle();
  expect(taskOf(engine)).toMatchObject({ kind: 'gate', refusal: { code: 'gate-not-fresh' } });
  expect(position(engine.state, engine.now).phase).toBe('Rolled back, before phase 1');
});

test('a hold is shown until the commander resumes', () => {
  const engine = scenarios.atFivePercent();
  engine.send({ type: 'clock.hold', reason: 'looking at p95' }, null);
  expect(taskOf(engine)).toMatchObject({ kind: 'held', hold: { reason: 'looking at p95', by: null } });
});

test('stages are marked where they were read back', () => {
  const marks = eventMarks(scenarios.urgent().state).filter(({ kind }) => kind === 'stage' || kind === 'decision');
  expect(marks.map((mark) => mark.label)).toEqual(['5 %', '25 %', '50 %', 'urgent']);
});
