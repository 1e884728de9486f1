import { expect, test } from 'vitest';
import { tickedAt } from '#shared/domain/checklist/ticked-at.ts';
import { PersonId } from '#shared/domain/ids.ts';
import { emptyLaunch } from '#shared/domain/launch/state.ts';
import { actionItemLine } from '#shared/views/action-item-line.ts';
import { changeRows, changesToLookAt } from '#shared/views/change-rows.ts';
import { equivalents } from '#shared/views/equivalents.ts';
import { inTheWay } from '#shared/views/forced-move.ts';
import { actionItemRows, gravestIncident, incidentRows } from '#shared/views/incident-rows.ts';
import { minutesBefore, momentAnswer } from '#shared/views/moment-answer.ts';
import { needsPerson } from '#shared/views/needs-person.ts';
import { nowTask } from '#shared/views/now-task.ts';
import { suggestionOf } from '#shared/views/open-work.ts';
import { laterStep, laterText, waitingStep } from '#shared/views/waiting-step.ts';
import { capacityShort, deletingStable, inTrouble, launched } from '#test/renderer/fixtures/late-scenarios.ts';
import { samplePlan } from '#test/renderer/fixtures/plan.ts';
import { wholeAtFifty } from '#test/renderer/fixtures/rollback-scenarios.ts';
import { waitingFor25 } from '#test/renderer/fixtures/scenarios.ts';

const HOUR = 3_600_000;

test('after the launch nothing nags about deleting stable: one line says from when', () => {
  const engine = launched();
  const task = nowTask(engine.state, engine.now);
  if (task.kind !== 'launched' || task.later === null) throw new Error(`launched, found ${task.kind}`);
  expect(task.later.step.id).toBe('delete-stable');
  expect(task.later.unmet).toBe(4);
  expect(laterText(task.later.fromAt ?? 0, engine.now, 'Europe/Berlin')).toMatch(/^tomorrow from 09:1\d$/);
});

test('once its time is over and its criteria are met, deleting stable is what comes next', () => {
  const engine = launched();
  engine.now += 22 * HOUR;
  expect(laterStep(engine.state, engine.now)).toBeNull();
  expect(nowTask(engine.state, engine.now)).toMatchObject({ kind: 'blocked', step: { id: 'delete-stable' } });
  const asked = deletingStable();
  const task = nowTask(asked.state, asked.now);
  expect(task).toMatchObject({ kind: 'action', step: { id: 'delete-stable' } });
});

test('success criteria are open until somebody says what they are, with who and why', () => {
  const { state } = launched();
  const step = samplePlan.steps.find(({ id }) => id === 'delete-stable');
  if (step === undefined) throw new Error('the runbook deletes stable');
  const rows = waitingStep(state, step)?.success?.rows ?? [];
  expect(rows.map(({ state: is }) => is)).toEqual(['open', 'open', 'met', 'open', 'not-met']);
  expect(rows.at(-1)).toMatchObject({ by: 'S. Weber', text: 'one is being looked at' });
});

test('a plan may be forced only when nothing but capacity stands in its way', () => {
  const engine = capacityShort();
  const task = nowTask(engine.state, engine.now);
  if (task.kind !== 'ask' || task.last === null) throw new Error(`asked again, found ${task.kind}`);
  expect(inTheWay(task.last)).toEqual({
    texts: ['capacity: search-service-canary has 1 of 2 pods ready'],
    canBeForced: true,
  });
  const other = { what: 'permitted', state: 'act', text: 'may not patch' } as const;
  const [first, ...rest] = task.last.operations;
  if (first?.plan == null) throw new Error('it was planned');
  const both = { ...first, plan: { ...first.plan, checks: [...first.plan.checks, other] } };
  expect(inTheWay({ ...task.last, operations: [both, ...rest] }).canBeForced).toBe(false);
  expect(inTheWay(null)).toEqual({ texts: [], canBeForced: false });
});

test('a plan is also told as the commands that would do the same', () => {
  const task = nowTask(waitingFor25().state, waitingFor25().now);
  if (task.kind !== 'action') throw new Error('25 % waits');
  const lines = equivalents(task.action.operations);
  expect(lines.length).toBeGreaterThan(8);
  expect(lines[0]).toContain('kubectl --context rehearsal -n media-gateway');
  expect(new Set(lines).size).toBe(lines.length);
});

test('a moment is typed with its zone or as so long ago, and says what is lost by it', () => {
  const now = Date.UTC(2026, 10, 24, 8, 30);
  const question = samplePlan.questions?.find(({ id }) => id === 'point-in-time');
  const backup = question?.notBeforeItem;
  if (question === undefined || backup === undefined) throw new Error('the moment is asked, bounded by the backup');
  const of = (typed: string) => momentAnswer(emptyLaunch, question, typed, now);
  expect(of('20 min ago')).toMatchObject({ iso: '2026-11-24T08:10:00Z', isWrong: false });
  expect(of(minutesBefore(now, 30))).toMatchObject({
    at: now - 30 * 60_000,
    text: '30 min ago: what was written in these 30 minutes is lost.',
  });
  expect(of('2026-11-24T09:00:00+01:00').at).toBe(now - 30 * 60_000);
  expect(of('2026-11-24T08:31:00Z')).toMatchObject({ isWrong: true });
  expect(of('08:00')).toMatchObject({ at: null, isWrong: true });
  expect(of('')).toMatchObject({ at: null, isWrong: false });
});

test('a moment before the verified backup is refused in the window with the words it would be refused with', () => {
  const { state, now } = wholeAtFifty();
  const question = samplePlan.questions?.find(({ id }) => id === 'point-in-time');
  const from = question?.notBeforeItem === undefined ? null : tickedAt(state, question.notBeforeItem);
  if (question === undefined || from === null) throw new Error('the backup was verified');
  const early = momentAnswer(state, question, new Date(from - 60_000).toISOString(), now);
  expect(early).toMatchObject({ isWrong: true });
  expect(early.text).toContain('before the backup that was verified');
  expect(momentAnswer(state, question, new Date(from + 60_000).toISOString(), now).isWrong).toBe(false);
});

test('what the runbook suggests is filled in with this launch and attempt', () => {
  const question = samplePlan.questions?.find(({ id }) => id === 'clone-name');
  if (question === undefined) throw new Error('the clone’s name is asked');
  expect(suggestionOf(question, 'launch-1', 2)).toBe('media-gateway-db-launch-1-2');
});

test('incidents stand by severity with their age, the resolved ones last', () => {
  const { state, now } = inTrouble();
  const rows = incidentRows(state, now);
  expect(rows.map(({ mark }) => mark.word)).toEqual(['P2', 'P3 resolved']);
  expect(rows[0]?.by).toBe('someone at the console');
  expect(gravestIncident(state)?.severity).toBe('P2');
});

test('action items that block GO come first, then the late ones; both need a person', () => {
  const { state, now } = inTrouble();
  expect(actionItemRows(state, now).map(({ owner, isLate }) => [owner, isLate])).toEqual([
    ['nobody yet', false],
    ['D. Silva', true],
    ['L. Berg', false],
  ]);
  const needs = needsPerson(state, now).filter(({ kind }) => kind === 'action-item');
  expect(needs.map(({ word }) => word)).toEqual(['blocks GO', 'late']);
});

test('an action item is written in one line with its owner, its time, and whether it blocks', () => {
  const { state } = inTrouble();
  const now = Date.UTC(2026, 10, 24, 8);
  expect(actionItemLine(state, 'Call the vendor @silva 10:30 !', now)).toEqual({
    title: 'Call the vendor',
    owner: PersonId.parse('silva'),
    dueAt: Date.UTC(2026, 10, 24, 9, 30),
    isBlocking: true,
  });
  // Gone by for today: tomorrow's.
  expect(actionItemLine(state, 'Look again 08:00', now).dueAt).toBe(Date.UTC(2026, 10, 25, 7));
  expect(actionItemLine(state, 'Mail ops@example @nobody', now)).toMatchObject({
    title: 'Mail ops@example @nobody',
    owner: null,
  });
});

test('what others changed needs a look; what was done by hand during a rollback is told apart', () => {
  const { state, now } = inTrouble();
  expect(changeRows(state).map(({ mark }) => mark.word)).toEqual(['done outside', 'changed outside']);
  expect(changesToLookAt(state, now, HOUR).map(({ object }) => object)).toEqual(['Deployment api-gateway-stable']);
  expect(changesToLookAt(state, now + 2 * HOUR, HOUR)).toEqual([]);
  expect(needsPerson(state, now)[0]).toMatchObject({ kind: 'change', view: 'incidents' });
});
