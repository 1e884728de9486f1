import { describe, expect, test } from 'vitest';
import { invariant } from '#shared/lib/invariant.ts';
import { errorRateLimits } from '#shared/views/limits.ts';
import { serviceHealth } from '#shared/views/service-health.ts';
import { shareRows } from '#shared/views/share-rows.ts';
import { freshForMs, newestKnown } from '#shared/views/signals/freshness.ts';
import { signalPoint } from '#shared/views/signals/point.ts';
import { signalNote } from '#shared/views/traffic-panels.ts';
import { trafficSummary } from '#shared/views/traffic-summary.ts';
import { fakeDetail } from '#test/renderer/fixtures/fake-detail.ts';
import { samplePlan } from '#test/renderer/fixtures/plan.ts';
import { atFiftyPercent } from '#test/renderer/fixtures/scenarios.ts';
import { batchAt, calmWorld, sampleAt, type World } from '#test/renderer/fixtures/world.ts';

const NOW = 1_795_507_200_000;
const STEP = 15_000;
const FRESH = freshForMs(samplePlan, 1);
const half = { ...calmWorld(), canaryPercent: 50, canaryPods: 12, image: 'v1.0.0' };

/** Samples up to now; the engine counts what was measured as known up to `knownUntil`. */
const seen = (world: World, knownUntil: number | null = null) => ({
  latest: { ...batchAt(NOW, world, []), knownUntil },
  samples: [2, 1, 0].map((ago) => sampleAt(NOW - ago * STEP, world)),
  ...{ now: NOW, freshMs: FRESH },
});
const states = (of: ReturnType<typeof seen>) => [
  ...new Set(serviceHealth(samplePlan, of).map(({ state }) => `${state.tone}: ${state.word}`)),
];
const newestOf = (of: ReturnType<typeof seen>) => newestKnown(of.samples, of);
function note(of: ReturnType<typeof seen>) {
  const sample = newestOf(of);
  return signalNote(samplePlan, 'error-rate-percent', {
    ...{ ...of, points: of.samples.map(signalPoint), point: sample === null ? null : signalPoint(sample) },
    ...{ limits: errorRateLimits(samplePlan), expected: { stable: true, canary: true } },
  });
}
function shares(of: ReturnType<typeof seen>) {
  const step = samplePlan.steps.find(({ verification }) => verification?.canarySharePercent === 50);
  invariant(step, 'the plan has a step to 50 %');
  const rows = shareRows(samplePlan, step, { ...of, cluster: of.latest.cluster, sample: newestOf(of) });
  return [...new Set(rows.map(({ mark }) => `${mark.tone}: ${mark.word}`))];
}

describe('what was measured after the engine last knew', () => {
  test('is unknown on every screen, however fresh its samples are', () => {
    for (const knownUntil of [0, NOW - FRESH - 1]) {
      const of = seen(half, knownUntil);
      expect(states(of)).toEqual(['unknown: no signal']);
      expect(serviceHealth(samplePlan, of)[0]?.errorRatePercent).toEqual({ stable: null, canary: null });
      expect(trafficSummary(samplePlan, of)).toEqual({ tone: 'unknown', word: 'no data' });
      expect(note(of)).toEqual({ tone: 'unknown', text: 'no data' });
      expect(shares(of)).toEqual(['unknown: unknown']);
    }
    expect(states(seen(half))).toEqual(['good: healthy']);
    expect(trafficSummary(samplePlan, seen(half)).tone).toBe('good');
    expect(shares(seen(half))).toEqual(['good: seen']);
  });
  test('is not shown while what was measured before may still be believed', () => {
    const of = seen(half, NOW - STEP);
    expect(newestOf(of)?.at).toBe(NOW - STEP);
    expect(states(of)).toEqual(['good: healthy']);
    const [auth] = serviceHealth(samplePlan, of);
    const rate = of.samples[1]?.subsets.find(({ service }) => service === auth?.id)?.errorRatePercent;
    expect(auth?.errorRatePercent.stable).toBe(rate);
  });
  test('is no breach of now either', () => {
    const of = seen({ ...half, extraErrors: 3 }, 0);
    const latest = { ...of.latest, criteria: [] };
    expect(trafficSummary(samplePlan, { ...of, latest })).toEqual({ tone: 'unknown', word: 'no data' });
  });
  test('is unknown in the detail of a tile, which keeps its chart', () => {
    const engine = atFiftyPercent();
    const batch = engine.batch([]);
    engine.batch = () => ({ ...batch, knownUntil: 0 });
    const signal = fakeDetail(engine, {
      ...{ tile: { kind: 'signal', signal: 'error-rate', service: null }, span: 'hour' },
    });
    expect(signal.state).toEqual({ tone: 'unknown', word: 'no data' });
    expect(signal.rows[0]?.rows[0]?.text).toBe('canary –, stable –');
    expect(signal.charts[0]?.times.length).toBeGreaterThan(0);
    const service = fakeDetail(engine, { tile: { kind: 'service', service: 'auth-service' }, span: 'hour' });
    expect(service.state.tone).toBe('unknown');
  });
});

describe('what rests on a part of the data', () => {
  const partial = { ...half, isPartial: true };
  test('is marked, and green nowhere', () => {
    const of = seen(partial);
    expect(states(of)).toEqual(['unknown: in part']);
    expect(trafficSummary(samplePlan, of)).toEqual({ tone: 'unknown', word: 'measured in part' });
    expect(note(of)).toMatchObject({ tone: 'unknown', text: expect.stringMatching(/^in part; canary, worst at /) });
    expect(shares(of)).toEqual(['unknown: in part']);
    // What was measured is there all the same.
    expect(serviceHealth(samplePlan, of)[0]?.errorRatePercent.canary).not.toBeNull();
  });
  test('still shows a breach as one', () => {
    const of = seen({ ...partial, extraErrors: 3 });
    expect(states(of)).toContain('act: errors');
    expect(states(of).join()).not.toContain('good');
    expect(trafficSummary(samplePlan, of).tone).toBe('act');
    const alone = { ...of, latest: { ...of.latest, criteria: [] } };
    expect(trafficSummary(samplePlan, alone)).toMatchObject({ tone: 'act', word: expect.stringMatching(/^errors /) });
  });
  test('is marked in the detail of a tile', () => {
    const engine = atFiftyPercent();
    engine.world.isPartial = true;
    engine.advance(60_000);
    const signal = fakeDetail(engine, {
      ...{ tile: { kind: 'signal', signal: 'error-rate', service: null }, span: 'hour' },
    });
    expect(signal.state).toEqual({ tone: 'unknown', word: 'measured in part' });
    expect(signal.rows[0]?.rows[0]).toMatchObject({ tone: 'unknown', text: expect.stringMatching(/, in part$/) });
    const service = fakeDetail(engine, { tile: { kind: 'service', service: 'auth-service' }, span: 'hour' });
    expect(service.state).toEqual({ tone: 'unknown', word: 'in part' });
  });
});
