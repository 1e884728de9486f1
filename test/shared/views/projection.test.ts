import { describe, expect, test } from 'vitest';
import { invariant } from '#shared/lib/invariant.ts';
import { dayRows } from '#shared/views/day-rows.ts';
import { type DayThing, projection } from '#shared/views/projection.ts';
import type { FakeEngine } from '#test/renderer/fixtures/fake-engine.ts';
import { samplePlan } from '#test/renderer/fixtures/plan.ts';
import * as scenarios from '#test/renderer/fixtures/scenarios.ts';

const MINUTE = 60_000;
const { T_ZERO } = scenarios;

function thing(engine: FakeEngine, kind: DayThing['kind'], id: string): DayThing {
  const found = projection(engine.state, engine.now).things.find((one) => one.kind === kind && one.id === id);
  invariant(found, `the day has ${kind} ${id}`);
  return found;
}
const step = (engine: FakeEngine, id: string) => thing(engine, 'step', id);
const entry = (engine: FakeEngine, id: string) => thing(engine, 'entry', id);
const does = (engine: FakeEngine, ...command: Parameters<FakeEngine['send']>) =>
  invariant(engine.send(...command) === null, 'accepted');

describe('planned, projected, actual', () => {
  test('the whole day is there: every entry, step, gate, list and checkpoint of the runbook', () => {
    const { things } = projection(scenarios.dayBefore().state, T_ZERO);
    const plan = samplePlan;
    expect(things).toHaveLength(
      plan.timeline.length + plan.steps.length + plan.gates.length + plan.checklists.length + plan.checkpoints.length,
    );
  });

  test('while nothing is late everything is projected as planned', () => {
    const engine = scenarios.dayBefore();
    const toCome = projection(engine.state, engine.now).things.filter((one) => one.state === 'to-come');
    expect(toCome.length).toBeGreaterThan(30);
    for (const one of toCome) expect([one.id, one.projectedAt, one.cause]).toEqual([one.id, one.plannedAt, '']);
  });

  test('a step is done when it is verified, with the moment it began', () => {
    const found = step(scenarios.atFivePercent(), 'stage-5');
    expect(found.state).toBe('done');
    expect(found.actualAt).toBeGreaterThan(T_ZERO - 45 * MINUTE);
    expect(found.projectedAt).toBe(found.actualAt);
  });

  test('a milestone of a step takes the moment at which the step began or was read back', () => {
    const engine = scenarios.atFiftyPercent();
    const action = Object.values(engine.state.actions.byId).find(
      ({ subject }) => subject.kind === 'step' && subject.step === 'stage-50',
    );
    expect(entry(engine, 'cutover').actualAt).toBe(action?.completedAt);
    const began = entry(engine, 'sequence-begins');
    expect(began.actualAt).toBe(step(engine, 'canary-images').actualAt);
  });

  test('a gate is reached with GO, and no more once GO is withdrawn', () => {
    const engine = scenarios.afterGo();
    expect(thing(engine, 'gate', 'go-no-go').state).toBe('done');
    expect(entry(engine, 'final-go-no-go').actualAt).toBe(thing(engine, 'gate', 'go-no-go').actualAt);
    does(engine, { type: 'gate.withdraw', gate: 'go-no-go' as never, reason: 'a doubt' }, null);
    expect(entry(engine, 'final-go-no-go')).toMatchObject({ actualAt: null, state: 'late' });
  });

  test('a list is reached with its last sign-off, an entry shown by an item with the tick', () => {
    const engine = scenarios.beforeGate();
    expect(thing(engine, 'checklist', 't-24h').state).toBe('done');
    expect(thing(engine, 'checklist', 't-1h').state).not.toBe('done');
    expect(entry(engine, 'database-backup').actualAt).toBe(engine.state.checklist.items['t-12h-backup']?.at);
  });

  test('what nothing else shows is late until a person says that it happened', () => {
    const engine = scenarios.beforeGate();
    expect(entry(engine, 'on-call-briefing')).toMatchObject({
      state: 'late',
      isOverdue: true,
      cause: 'due Mon 23 Nov 16:00, nobody has said that it happened',
    });
    does(engine, { type: 'entry.mark', entry: 'on-call-briefing', hasHappened: true, note: '' }, 'diaz');
    expect(entry(engine, 'on-call-briefing')).toMatchObject({ state: 'done', actualAt: engine.now, cause: '' });
  });
});

describe('what makes an entry late', () => {
  test('a minimum hold, from the point at which its step was read back', () => {
    const engine = scenarios.waitingFor25();
    expect(step(engine, 'stage-25').state).toBe('now');
    scenarios.confirm(engine);
    engine.advance(6000);
    engine.settle();
    engine.advance(20_000);
    const before = step(engine, 'stage-25');
    const after = step(engine, 'stage-50');
    expect(after.projectedAt).toBe(before.endsAt + 15 * MINUTE);
    expect(after).toMatchObject({ state: 'late', cause: '25 % holds for 15 minutes, from 08:47' });
    expect(entry(engine, 'cutover').projectedAt).toBe(after.projectedAt);
  });

  test('late minutes move the projection of what follows, not T-0', () => {
    const engine = scenarios.atFivePercent();
    engine.advance(30 * MINUTE);
    expect(engine.state.clock.tZeroAt).toBe(T_ZERO);
    expect(step(engine, 'stage-25')).toMatchObject({ isOverdue: true, cause: 'due 08:45, not begun' });
    expect(step(engine, 'stage-100').projectedAt).toBe(engine.now + 25 * MINUTE);
    expect(step(engine, 'stage-100').cause).toContain('50 % holds for 10 minutes');
    expect(entry(engine, 'performance-validation').projectedAt).toBe(T_ZERO + 30 * MINUTE);
  });

  test('the time that moving took before counts when a step has to be done again', () => {
    const engine = scenarios.rollingBack();
    engine.settle();
    const stage5 = step(engine, 'stage-5');
    expect(stage5.state).toBe('late');
    const runs = Object.values(engine.state.actions.byId).filter(
      ({ subject }) => subject.kind === 'step' && subject.step === 'stage-5',
    );
    const tookMs = (runs[0]?.completedAt ?? 0) - (runs[0]?.startedAt ?? 0);
    expect(stage5.endsAt - stage5.projectedAt).toBe(tookMs);
  });

  test('a step that waits for its gate says so', () => {
    const engine = scenarios.beforeGate();
    engine.advance(30 * MINUTE);
    expect(step(engine, 'canary-images')).toMatchObject({
      state: 'late',
      cause: 'after GO/NO-GO Decision Meeting',
      projectedAt: engine.now,
    });
    expect(step(engine, 'stage-5').cause).toBe('after Initialize canary');
  });

  test('a hold before T-0 moves everything that follows by the time held so far', () => {
    const engine = scenarios.afterGo();
    does(engine, { type: 'clock.hold', reason: 'looking at p95' }, null);
    engine.advance(12 * MINUTE);
    const cutover = entry(engine, 'cutover');
    expect(cutover).toMatchObject({ state: 'late', lateMs: 12 * MINUTE, cause: 'on hold for 12 min' });
    expect(entry(engine, 't-plus-3h-review').lateMs).toBe(12 * MINUTE);
    expect(entry(engine, 't-plus-24h-review')).toMatchObject({ state: 'to-come', lateMs: 0 });
  });

  test('a hold after T-0 keeps the next steps, and moves nothing else', () => {
    const engine = scenarios.atFiftyPercent();
    does(engine, { type: 'clock.hold', reason: 'looking at p95' }, null);
    engine.advance(20 * MINUTE);
    expect(step(engine, 'stage-100')).toMatchObject({
      state: 'late',
      cause: 'on hold for 20 min',
      projectedAt: engine.now,
    });
    expect(entry(engine, 'performance-validation').lateMs).toBe(0);
  });

  test('a slip is named as what moved the offsets; clock times of the day stay', () => {
    const engine = scenarios.afterGo();
    does(engine, { type: 'clock.slip', tZeroAt: T_ZERO + 20 * MINUTE, reason: 'a vendor' }, 'ito');
    expect(entry(engine, 'cutover')).toMatchObject({
      state: 'late',
      lateMs: 20 * MINUTE,
      cause: 'T-0 moved by 20 min',
    });
    expect(entry(engine, 't-plus-24h-review').lateMs).toBe(0);
    expect(entry(engine, 'freeze').projectedAt).toBe(engine.now);
  });

  test('a scrubbed launch is late for nothing', () => {
    const engine = scenarios.beforeGate();
    does(engine, { type: 'clock.scrub', reason: 'no' }, 'ito');
    engine.advance(60 * MINUTE);
    const { things } = projection(engine.state, engine.now);
    expect(things.filter(({ state }) => state === 'late')).toEqual([]);
    expect(things.find(({ id }) => id === 'cutover')?.cause).toBe('scrubbed');
  });
});

describe('phases', () => {
  test('phase 4 begins with 100 % verified and lasts three hours from there', () => {
    const engine = scenarios.atFiftyPercent();
    engine.advance(20 * MINUTE);
    scenarios.take(engine, 'stage-100');
    const phases = projection(engine.state, engine.now).phases;
    const verifiedAt = engine.state.launch?.launchedAt ?? 0;
    const [stabilization, handoff] = phases.slice(3);
    expect(stabilization).toMatchObject({ state: 'now', actualAt: verifiedAt, endsAt: verifiedAt + 180 * MINUTE });
    expect(handoff).toMatchObject({ state: 'late', projectedAt: verifiedAt + 180 * MINUTE });
    expect(handoff?.cause).toContain('Stabilization lasts 3 h from 09:26');
  });
});

describe('the rows of the day', () => {
  test('a gate, a list and a checkpoint that an entry stands for are told once, in the order of the plan', () => {
    const rows = dayRows(scenarios.beforeGate().state, T_ZERO);
    expect(rows.filter(({ kind }) => kind === 'gate')).toEqual([]);
    expect(rows.filter(({ kind }) => kind === 'checklist').map(({ id }) => id)).toEqual(['t-12h', 't-4h', 't-1h']);
    expect(rows.filter(({ kind }) => kind === 'checkpoint').map(({ id }) => id)).toEqual(['t-plus-72h', 't-plus-1w']);
    expect(rows.map(({ plannedAt }) => plannedAt)).toEqual(
      rows.map(({ plannedAt }) => plannedAt).toSorted((a, b) => a - b),
    );
  });
});
