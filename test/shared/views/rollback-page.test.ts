import { describe, expect, test } from 'vitest';
import type { CriterionWatch } from '#shared/contract/observations.ts';
import { CriterionId } from '#shared/domain/ids.ts';
import { rollbackToFinish } from '#shared/domain/rollback/to-finish.ts';
import { invariant } from '#shared/lib/invariant.ts';
import { aloneRows } from '#shared/views/alone-rows.ts';
import { breakGlassBanner, breakGlassText } from '#shared/views/break-glass.ts';
import { type CriterionRow, criteriaGroups } from '#shared/views/criterion-rows.ts';
import { decisionStanding } from '#shared/views/decision-standing.ts';
import { dryRunRows, findingsToTell } from '#shared/views/dry-run-standing.ts';
import { handProcedures } from '#shared/views/hand-procedures.ts';
import { nowTask } from '#shared/views/now-task.ts';
import { openWork } from '#shared/views/open-work.ts';
import { position } from '#shared/views/position.ts';
import { rollbackRoles, whoKeepsGoing } from '#shared/views/rollback-roles.ts';
import { procedureOf, rollbackSteps } from '#shared/views/rollback-steps.ts';
import { openConsiderations, pointsOfNoReturn, rollbackWindows } from '#shared/views/rollback-windows.ts';
import type { FakeEngine } from '#test/renderer/fixtures/fake-engine.ts';
import { deletingStable } from '#test/renderer/fixtures/late-scenarios.ts';
import { samplePlan } from '#test/renderer/fixtures/plan.ts';
import * as rollbacks from '#test/renderer/fixtures/rollback-scenarios.ts';
import { atFiftyPercent } from '#test/renderer/fixtures/scenarios.ts';

const FRESH = 60_000;
const criteria = (engine: FakeEngine, now = engine.now): readonly CriterionRow[] =>
  criteriaGroups(engine.state, engine.batch(), now, FRESH).flatMap(({ rows }) => rows);
const row = (rows: readonly CriterionRow[], id: string) => rows.find((one) => one.id === id);

test('all fifteen criteria stand there, the gravest first, each with whether it is watched', () => {
  const engine = rollbacks.wholeAtFifty();
  const groups = criteriaGroups(engine.state, engine.batch(), engine.now, FRESH);
  expect(groups.map(({ severity }) => severity)).toEqual(['immediate', 'urgent', 'conditional']);
  const rows = groups.flatMap((group) => group.rows);
  expect(rows).toHaveLength(15);
  const watched = samplePlan.criteria.filter(({ metric }) => metric !== undefined).map(({ id }) => id);
  expect(rows.filter(({ isWatched }) => isWatched).map(({ id }) => id)).toEqual(expect.arrayContaining([...watched]));
  expect(row(rows, 'data-corruption')).toMatchObject({ isWatched: false, limit: '', builtPercent: null });
});

test('a criterion whose condition is met says how long until it trips, and how much of its time has passed', () => {
  const engine = rollbacks.wholeAtFifty();
  engine.world.extraErrors = 3;
  const met = row(criteria(engine), 'error-rate-2-to-5');
  expect(met).toMatchObject({
    value: '3.06 %',
    where: 'search-service canary',
    leftMs: 180_000,
    mark: { tone: 'watch' },
  });
  expect(met?.builtPercent).toBeCloseTo(70);
  expect(met?.limit).toBe('2 to 5 % for 10 min');
});

test('a limit that is a factor of the baseline is also told in milliseconds', () => {
  expect(row(criteria(rollbacks.wholeAtFifty()), 'latency-2x')?.limit).toMatch(/^≥ 2x baseline \(\d+ ms\) for 10 min$/);
  expect(row(criteria(atFiftyPercent()), 'latency-2x')?.limit).toBe('≥ 2x baseline for 10 min');
});

test('too few requests and what is not known are neither good nor bad, and what was seen long ago is not known', () => {
  const engine = rollbacks.wholeAtFifty();
  expect(row(criteria(engine), 'latency-1-5x')).toMatchObject({
    mark: { tone: 'unknown', word: 'too few requests' },
    builtPercent: null,
  });
  const late = criteria(engine, engine.now + FRESH + 1);
  expect(late.filter(({ isWatched }) => isWatched).every(({ mark }) => mark.word === 'unknown')).toBe(true);
});

describe('a criterion that measures show', () => {
  const exhaustion = (watch: Partial<CriterionWatch> | null, state = atFiftyPercent().state) => {
    const engine = atFiftyPercent();
    const criterion = { ...{ criterion: 'resource-exhaustion', where: 'CPU of the nodes' }, value: 61, tripsAt: null };
    const criteria = watch === null ? [] : [{ ...criterion, verdict: 'good' as const, ...watch }];
    const groups = criteriaGroups(state, { ...engine.batch(), criteria }, engine.now, FRESH);
    return row(
      groups.flatMap(({ rows }) => rows),
      'resource-exhaustion',
    );
  };

  test('is watched like those of services: value, verdict, limit and where', () => {
    expect(exhaustion({})).toMatchObject({
      ...{ isWatched: true, value: '61 %', limit: '> 95 % for 1 min', where: 'CPU of the nodes' },
      ...{ mark: { tone: 'good', word: 'within its limit' }, leftMs: null, builtPercent: 0 },
    });
  });

  test('says how long until it trips, and that it has', () => {
    const { now } = atFiftyPercent();
    const building = exhaustion({ value: 97.25, verdict: 'building', tripsAt: now + 15_000 });
    expect(building).toMatchObject({ value: '97.3 %', leftMs: 15_000, builtPercent: 75, mark: { tone: 'watch' } });
    const tripped = exhaustion({ value: 97, verdict: 'tripped', tripsAt: now });
    expect(tripped).toMatchObject({ builtPercent: 100, mark: { tone: 'act', word: 'tripped' } });
  });

  test('is unknown where nothing is measured or nothing was heard: never good, and never a thing that a person knows', () => {
    const unknown = { value: '–', mark: { tone: 'unknown', word: 'unknown' }, builtPercent: null };
    expect(exhaustion({ value: null, verdict: 'unknown' })).toMatchObject(unknown);
    expect(exhaustion(null)).toMatchObject({ ...unknown, isWatched: true, where: '', limit: '> 95 % for 1 min' });
  });

  test('is told in the unit and against the limit of the measure that is worst', () => {
    const { state } = atFiftyPercent();
    const { launch } = state;
    invariant(launch, 'a launch is open');
    const measures = launch.plan.signals.measures.map((one) =>
      one.id === 'node-memory'
        ? { ...one, of: 'all', unit: 'GiB', holds: { operator: '<' as const, value: 90 } }
        : one.id === 'node-cpu'
          ? { ...one, title: 'Memory', unit: 'load', holds: { operator: '>=' as const, value: 2 } }
          : one,
    );
    const plan = { ...launch.plan, signals: { ...launch.plan.signals, measures } };
    const changed = { ...state, launch: { ...launch, plan } };
    const memory = exhaustion({ where: 'Memory of the nodes node-3', value: 91 }, changed);
    expect(memory).toMatchObject({ value: '91 %', limit: '≥ 90 % for 1 min' });
    const other = exhaustion({ where: 'Memory node-3', value: 1.5 }, changed);
    expect(other).toMatchObject({ value: '1.5 load', limit: '< 2 load for 1 min' });
    expect(exhaustion(null, changed)?.limit).toBe('< 2 load or ≥ 90 % for 1 min');
  });
});

test('a criterion about which a decision is open can not be raised again', () => {
  const engine = rollbacks.wholeAtFifty();
  engine.send({ type: 'criterion.raise', criterion: CriterionId.parse('data-corruption'), evidence: '' }, null);
  expect(row(criteria(engine), 'data-corruption')).toMatchObject({ isOpen: true, mark: { tone: 'act' } });
});

test('while nobody answers a decision, its deputies come in, then the escalation contact, then break-glass', () => {
  const first = rollbacks.urgentFor(0);
  const standing = decisionStanding(first.state, first.now);
  expect(rollbackRoles(first.state, first.now).roles.map(({ role }) => role)).toEqual([
    'launch-commander',
    'senior-engineer',
  ]);
  expect(standing?.deputies?.names).toEqual(['R. Diaz for J. Ito']);
  expect(standing?.deputies?.leftMs).toBeGreaterThan(0);
  expect(standing?.escalation[0]).toEqual({ title: 'VP Engineering', how: 'Phone call' });
  expect(standing?.breakGlass.leftMs).toBe((standing?.decision.dueAt ?? 0) - first.now);

  const later = rollbacks.deputiesIn();
  const after = decisionStanding(later.state, later.now);
  expect(after?.deputies?.leftMs).toBe(0);
  const [commander] = rollbackRoles(later.state, later.now).roles;
  expect(commander?.candidates.map(({ name }) => name)).toEqual(['J. Ito', 'R. Diaz, deputy of J. Ito']);
  expect(whoKeepsGoing(first.state, first.now).map(({ name }) => name)).toEqual(['J. Ito']);
  expect(whoKeepsGoing(later.state, later.now).map(({ name }) => name)).toContain('R. Diaz, deputy of J. Ito');

  const over = rollbacks.timedOut();
  expect(decisionStanding(over.state, over.now)?.breakGlass.leftMs).toBe(0);
});

test('break-glass stands in every window from its first signature until the launch ends, with who and why', () => {
  const half = rollbacks.brokenGlass(false);
  expect(breakGlassBanner(half.state)).toMatchObject({ by: ['D. Silva'], isWaiting: true });
  const engine = rollbacks.brokenGlass();
  expect(breakGlassBanner(engine.state)).toMatchObject({ by: ['D. Silva', 'R. Diaz'], isWaiting: false });
  expect(breakGlassText(engine.state)).toMatch(/^Break-glass at .* by D\. Silva and R\. Diaz: nobody has answered/);
  engine.settle();
  engine.advance(60 * 60_000);
  expect(breakGlassText(engine.state)).not.toBeNull();
  expect(breakGlassBanner(rollbacks.wholeAtFifty().state)).toBeNull();
});

test('one service alone says who goes with it, or why it can not', () => {
  const rows = aloneRows(rollbacks.wholeAtFifty().state);
  const of = (id: string) => rows.find(({ service }) => service.id === id);
  expect(of('mcp-server')).toMatchObject({ trouble: null, flags: ['mcp-server-v1'] });
  expect(of('playback-service')?.goes.map(({ id }) => id)).toEqual(['playback-service', 'mcp-server']);
  const out = aloneRows(rollbacks.oneOut().state).map(({ service }) => service.id as string);
  expect(out).not.toContain('playback-service');
});

test('a dry run tells first what would fail and what a person does; what would simply work is counted', () => {
  const { state } = rollbacks.dryRunsDone();
  const [quick, database] = dryRunRows(state);
  expect(quick).toMatchObject({ procedure: 'quick-rollback', word: 'passed', tone: 'good', running: null });
  expect(database?.running).not.toBeNull();
  expect(quick?.isBusy).toBe(true);
  if (database?.last == null) throw new Error('it was rehearsed before');
  const { told, folded } = findingsToTell(database.last);
  expect(told.map(({ how }) => how)).toContain('by-hand');
  expect(folded.every(({ state: is, how }) => is === 'good' && how === 'rehearsed')).toBe(true);
  expect(dryRunRows(atFiftyPercent().state)[0]).toMatchObject({ word: 'never', tone: 'unknown' });
});

test('both procedures can be typed by hand for this cluster, as the engine proved them where it has', () => {
  const engine = rollbacks.wholeAtFifty();
  const [quick, database] = handProcedures(engine.state, null);
  expect(quick?.steps.flatMap(({ commands }) => commands).join('\n')).toContain('--context rehearsal -n media-gateway');
  expect(database?.steps.flatMap(({ commands }) => commands).join('\n')).toContain('gcloud');
  const { readiness } = engine.batch();
  const commands = [
    {
      procedure: 'quick-rollback',
      step: 'traffic',
      operation: 'a',
      title: 'A',
      lines: ['exactly this'],
      isProven: true,
    },
  ] as const;
  const [told] = handProcedures(engine.state, { ...readiness, commands });
  expect(told).toMatchObject({ isProven: true });
  expect(told?.steps.map((step) => step.commands.join())).toEqual(['', '', 'exactly this', '', '', '']);
});

test('the open window shows the time left in it, and from a day on asks what has to be considered first', () => {
  const before = rollbacks.wholeAtFifty();
  expect(rollbackWindows(before.state, before.now).map((one) => [one.state, one.leftMs])).toEqual([
    ['now', null],
    ['later', null],
    ['later', null],
  ]);
  expect(openConsiderations(before.state, before.now)).toEqual([]);
  const after = deletingStable();
  const windows = rollbackWindows(after.state, after.now);
  expect(windows.map((one) => one.state)).toEqual(['past', 'now', 'later']);
  expect(windows[1]?.leftMs).toBeGreaterThan(40 * 3_600_000);
  expect(openConsiderations(after.state, after.now)).toHaveLength(1);
});

test('a point of no return says how long it is to a safe state before and after it', () => {
  const { state } = rollbacks.wholeAtFifty();
  const [point] = pointsOfNoReturn(state, 41_000);
  expect(point).toMatchObject({ isPassed: false, before: 'about 41 s, as measured' });
  expect(point?.after).toContain('8 stable Deployments');
  expect(pointsOfNoReturn(state, null)[0]?.before).toBe('within 10 min');
});

test('a running database rollback shows its own steps and whom it waits for', () => {
  const engine = rollbacks.databaseByHand();
  const action = rollbackToFinish(engine.state);
  if (action === null) throw new Error('it runs');
  const procedure = procedureOf(samplePlan, action);
  expect(procedure.title).toBe('Database Rollback');
  const steps = rollbackSteps(procedure, action, engine.now);
  expect(steps.map(({ state }) => state).slice(0, 3)).toEqual(['done', 'running', 'waiting']);
  expect(steps[1]?.note).toBe('waits for a person to do it');
  expect(openWork(samplePlan, action).byHand.map(({ text }) => text)).toEqual(['Turn the maintenance page on.']);
});

test('a question that is open names its fields, and the step waits for an answer', () => {
  const engine = rollbacks.databaseAsks();
  const action = rollbackToFinish(engine.state);
  if (action === null) throw new Error('it runs');
  expect(openWork(samplePlan, action).questions.map(({ id }) => id)).toEqual(['point-in-time', 'clone-name']);
  const waiting = rollbackSteps(procedureOf(samplePlan, action), action, engine.now).find(({ id }) => id === 'recover');
  expect(waiting?.note).toBe('waits for an answer');
});

test('what nobody knows is told apart from what failed, and a failed rollback stays first until it is finished', () => {
  const cut = rollbacks.databaseCut();
  const lost = rollbackToFinish(cut.state);
  if (lost === null) throw new Error('it was cut off');
  expect(openWork(samplePlan, lost).lost).toHaveLength(1);
  const steps = rollbackSteps(procedureOf(samplePlan, lost), lost, cut.now);
  expect(steps.find(({ id }) => id === 'recover')).toMatchObject({ state: 'outcome unknown', tone: 'unknown' });

  const failed = rollbacks.databaseFailed();
  expect(nowTask(failed.state, failed.now)).toMatchObject({ kind: 'rolling-back', action: { state: 'failed' } });
  expect(position(failed.state, failed.now).phase).toBe('Rollback not finished');
});
