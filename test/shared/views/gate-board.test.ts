import { expect, test } from 'vitest';
import { RoleId } from '#shared/domain/ids.ts';
import { invariant } from '#shared/lib/invariant.ts';
import { dayTask, nearGate } from '#shared/views/day-task.ts';
import { attendeeRows, gateStanding, whatOpens } from '#shared/views/gate-board.ts';
import { nowTask } from '#shared/views/now-task.ts';
import { samplePlan } from '#test/renderer/fixtures/plan.ts';
import * as scenarios from '#test/renderer/fixtures/scenarios.ts';

const [meeting, decision] = samplePlan.gates;
invariant(meeting && decision, 'the sample plan has two gates');
const HOUR = 3_600_000;

test('the board says who is there, how each votes, and which votes are by voice', () => {
  const engine = scenarios.atMeeting();
  const rows = attendeeRows(engine.state, meeting, engine.now);
  expect(rows.map((row) => [row.attendance, row.mark.word, row.isUnsigned])).toEqual([
    ['absent', 'no vote', false],
    ['present', 'GO', false],
    ['present', 'GO', false],
    ['present', 'NO-GO', false],
    ['present', 'GO', true],
    ['not recorded', 'no vote', false],
  ]);
  expect(rows[4]).toMatchObject({ voter: 'S. Weber', pen: 'C. Moreau' });
});

test('a deputy may vote where the holder is recorded as absent, and is named', () => {
  const engine = scenarios.atMeeting();
  const [commander] = attendeeRows(engine.state, meeting, engine.now);
  expect(commander).toMatchObject({ holders: 'J. Ito', deputies: 'R. Diaz' });
  const role = RoleId.parse('launch-commander');
  engine.send({ type: 'gate.vote', gate: meeting.id, role, verdict: 'go', reason: '' }, 'diaz');
  expect(attendeeRows(engine.state, meeting, engine.now)[0]?.voter).toBe('R. Diaz, deputy of J. Ito');
});

test('a countersigned vote is no longer unsigned', () => {
  const engine = scenarios.atMeeting();
  engine.send({ type: 'gate.countersign', gate: meeting.id, role: RoleId.parse('qa-lead'), verdict: 'go' }, 'weber');
  expect(attendeeRows(engine.state, meeting, engine.now)[4]?.isUnsigned).toBe(false);
});

test('after NO-GO the votes are stale and the next move is named', () => {
  const engine = scenarios.afterNoGo();
  expect(gateStanding(engine.state, meeting, engine.now)).toMatchObject({
    word: 'NO-GO',
    tone: 'act',
    why: 'Slip and poll again, or scrub.',
    voted: 0,
  });
  expect(attendeeRows(engine.state, meeting, engine.now)[1]?.mark).toEqual({ tone: 'unknown', word: 'GO, stale' });
});

test('GO is fresh until the first vote is too old, and then says so', () => {
  const engine = scenarios.afterGo();
  const standing = gateStanding(engine.state, decision, engine.now);
  expect(standing).toMatchObject({ word: 'GO', tone: 'good', isFresh: true, why: '' });
  const late = gateStanding(engine.state, decision, engine.now + 2 * HOUR);
  expect(late).toMatchObject({ word: 'GO, not fresh', tone: 'act' });
  expect(late.why).toContain('stale');
});

test('what a GO opens is said in the words of the runbook', () => {
  const { state } = scenarios.atGate();
  expect(whatOpens(state, meeting)).toBe('the pre-launch freeze of changes');
  expect(whatOpens(state, decision)).toMatch(/^Phase 1 .*: Initialize canary$/);
});

test('before phase 1 the day says what is next: the meeting, then the lists, then the decision', () => {
  const morning = scenarios.dayBefore();
  expect(dayTask(morning.state, morning.now - 3 * HOUR)).toMatchObject({
    kind: 'list',
    standing: { list: { id: 't-24h' } },
    gate: { id: meeting.id },
  });
  expect(nowTask(morning.state, morning.now)).toMatchObject({ kind: 'gate', gate: { id: meeting.id } });
  const war = scenarios.warRoomActive();
  expect(nowTask(war.state, war.now)).toMatchObject({
    kind: 'list',
    standing: { list: { id: 't-4h' }, done: 8 },
    gate: { id: decision.id },
  });
  const gate = scenarios.beforeGate();
  expect(nowTask(gate.state, gate.now)).toMatchObject({ kind: 'gate', gate: { id: decision.id } });
});

test('the gate that is near is looked at; one that a later GO has overtaken is not', () => {
  const meetingTime = scenarios.atMeeting();
  expect(nearGate(meetingTime.state, meetingTime.now)?.id).toBe(meeting.id);
  const go = scenarios.afterGo();
  expect(nearGate(go.state, go.now)?.id).toBe(decision.id);
});
