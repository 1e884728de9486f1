import { describe, expect, test } from 'vitest';
import { dependencies } from '#shared/views/dependencies.ts';
import { errorRateLimits, nextLimit, p95Limit } from '#shared/views/limits.ts';
import { rollbackButton } from '#shared/views/readiness.ts';
import { seenWeight } from '#shared/views/seen-weight.ts';
import { serviceHealth } from '#shared/views/service-health.ts';
import { freshForMs } from '#shared/views/signals/freshness.ts';
import { canarySharePercent, signalPoint } from '#shared/views/signals/point.ts';
import { sources } from '#shared/views/sources.ts';
import { samplePlan } from '#test/renderer/fixtures/plan.ts';
import { batchAt, calmWorld, sampleAt } from '#test/renderer/fixtures/world.ts';

const NOW = 1_795_507_200_000;
const FRESH = freshForMs(samplePlan, 1);
const half = { ...calmWorld(), canaryPercent: 50, canaryPods: 12 };
const seen = (world = half, now = NOW) => ({
  latest: batchAt(NOW, world, []),
  samples: [sampleAt(NOW, world)],
  now,
  freshMs: FRESH,
});

describe('no data is never green', () => {
  test('after three missed intervals every service is unknown', () => {
    const words = (now: number) => serviceHealth(samplePlan, seen(half, now)).map((row) => row.state.word);
    expect(new Set(words(NOW + FRESH))).toEqual(new Set(['healthy']));
    expect(new Set(words(NOW + FRESH + 1))).toEqual(new Set(['unknown']));
  });
  test('a service without a signal is not healthy, even with all pods ready', () => {
    const [row] = serviceHealth(samplePlan, { ...seen(), samples: [] });
    expect(row?.state).toEqual({ tone: 'unknown', word: 'no signal' });
    expect(row?.stable).toEqual({ ready: 24, wanted: 24 });
  });
  test('sources are unknown when the engine itself is silent', () => {
    const batch = batchAt(NOW, half, []);
    expect(sources(batch, NOW, FRESH).map((one) => one.tone)).not.toContain('unknown');
    expect(new Set(sources(batch, NOW + 10 * FRESH, FRESH).map((one) => one.tone))).toEqual(new Set(['unknown']));
  });
  test('a dependency that nobody watches says so', () => {
    const batch = batchAt(NOW, half, []);
    const measures = batch.measures.filter(({ dependency }) => dependency !== 'Qdrant');
    const found = dependencies(samplePlan, { ...batch, measures }, NOW, FRESH);
    expect(found.find((one) => one.title === 'Qdrant')?.mark).toEqual({ tone: 'unknown', word: 'not watched' });
    expect(found.find((one) => one.title === 'Redis')?.mark.tone).toBe('good');
  });
  test('the rollback button says what is missing, also when the proof is old', () => {
    const batch = batchAt(NOW, { ...half, readiness: 'not-ready' }, []);
    expect(rollbackButton(batch, NOW)).toEqual({
      label: 'ROLLBACK NOT READY',
      tone: 'act',
      missing: 'permissions',
      estimateMs: 41_000,
    });
    expect(rollbackButton(batchAt(NOW, half, []), NOW + 3_600_000).tone).toBe('unknown');
    expect(rollbackButton(null, NOW).missing).toBe('readiness not proven');
  });
});

test('an error rate above a rollback criterion needs a person, one above the canary limit a look', () => {
  const words = (extraErrors: number) => serviceHealth(samplePlan, seen({ ...half, extraErrors }))[3]?.state;
  expect(words(0.3)).toEqual({ tone: 'watch', word: 'errors' });
  expect(words(3)).toEqual({ tone: 'act', word: 'errors' });
});

test('the worst service counts, and nobody measured is null', () => {
  const point = signalPoint(sampleAt(NOW, { ...half, extraErrors: 3 }));
  expect(point.errorRatePercent.canary?.service).toBe('search-service');
  expect(signalPoint({ at: NOW, subsets: [] })).toMatchObject({
    errorRatePercent: { stable: null, canary: null },
    requestsPerSecond: { stable: null, canary: null },
  });
});

test('a share is told where every version that is to have requests was measured: what is missing is no zero', () => {
  const both = { stable: true, canary: true };
  const point = signalPoint(sampleAt(NOW, { ...half, extraErrors: 3 }));
  expect(canarySharePercent(point.requestsPerSecond, both)).toBeCloseTo(50, 0);
  expect(canarySharePercent({ stable: null, canary: null }, { stable: false, canary: false })).toBeNull();
  expect(canarySharePercent({ stable: 90, canary: null }, both)).toBeNull();
  expect(canarySharePercent({ stable: null, canary: 30 }, both)).toBeNull();
  expect(canarySharePercent({ stable: 90, canary: null }, { stable: true, canary: false })).toBe(0);
  expect(canarySharePercent({ stable: null, canary: 30 }, { stable: false, canary: true })).toBe(100);
});

test('the canary is held against stable of the service at which it is worst', () => {
  const of = (service: string, subset: 'stable' | 'canary', p95Ms: number) => ({
    ...{ service, subset, p95Ms, requestsPerSecond: 50, errorRatePercent: 0 },
  });
  const auth = [of('auth-service', 'stable', 150), of('auth-service', 'canary', 390)];
  const search = [of('search-service', 'stable', 400), of('search-service', 'canary', 380)];
  const limit = (subsets: typeof auth) => p95Limit(samplePlan, signalPoint({ at: NOW, subsets }))?.value;
  expect(limit([...auth, ...search])).toBeCloseTo(165);
  expect(limit([...auth, of('search-service', 'stable', 400)])).toBeCloseTo(165);
  expect(limit([of('auth-service', 'canary', 390), of('search-service', 'stable', 400)])).toBeUndefined();
  expect(limit([of('auth-service', 'stable', 150), of('search-service', 'stable', 400)])).toBeCloseTo(440);
});

test('while services move one by one the platform has no single weight', () => {
  const cluster = batchAt(NOW, half, []).cluster;
  if (cluster === null) throw new Error('the world has a cluster');
  expect(seenWeight(cluster, NOW, FRESH).percent).toBe(50);
  const moving = { ...cluster, canaryPercent: { ...cluster.canaryPercent, 'auth-service': 100 } };
  expect(seenWeight(moving, NOW, FRESH)).toEqual({
    percent: null,
    text: 'moving: 1 of 8 services at 100 %, the others at 50 %',
  });
});

test('the limit drawn is the next one that matters', () => {
  const next = (value: number) => nextLimit(errorRateLimits(samplePlan), value);
  expect(next(0.04)?.label).toBe('canary limit 0.1 %');
  expect(next(0.5)?.label).toBe('conditional 1 %');
  expect(next(3.1)).toMatchObject({ label: 'immediate 5 %', tone: 'act' });
  expect(next(50)?.label).toBe('immediate 5 %');
});
