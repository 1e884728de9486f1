import { describe, expect, test } from 'vitest';
import type { MeasureSeries, SignalSample } from '#shared/contract/observations.ts';
import { CriterionId } from '#shared/domain/ids.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { watchCriteria } from '#shared/signals/criteria.ts';
import { plan } from '#test/support/launch-story.ts';
import { calmMeasures } from '#test/support/measured.ts';
import { now, samples } from './support/canary-samples.ts';

describe('the watched criteria', () => {
  const watch = (of: SignalSample[], change: Partial<Parameters<typeof watchCriteria>[0]> = {}) =>
    watchCriteria({
      plan,
      samples: of,
      measures: calmMeasures(plan, now(of)),
      now: now(of),
      intervalMs: plan.signals.stepMs,
      baselineP95: Object.fromEntries(plan.services.map(({ id }) => [`${id} stable`, 200])),
      ...{ canaryPercent: {}, keptGoingAt: {} },
      ...change,
    });
  const found = (id: string, of: SignalSample[], change: Partial<Parameters<typeof watchCriteria>[0]> = {}) =>
    watch(of, change).find((entry) => entry.criterion === id);

  test('see a canary that fails most of its requests, though it is little of the whole', () => {
    const immediate = watch(samples({ errors: 60 })).find((entry) => entry.criterion === 'error-rate-above-5');
    expect(immediate).toMatchObject({ verdict: 'tripped', where: 'search-service canary', value: 60 });
  });

  test('trip nothing between 0.1 and 1 %: that fails the canary and asks for nobody', () => {
    expect(watch(samples({ errors: 0.6 })).every((entry) => entry.verdict === 'good')).toBe(true);
  });

  test('hold the p95 against the baseline of the same service', () => {
    expect(watch(samples({ p95: 420 }, 12)).find((entry) => entry.criterion === 'latency-2x')).toMatchObject({
      verdict: 'tripped',
      where: 'search-service canary',
    });
  });

  test('of the baseline are unknown, not good, while there is no baseline', () => {
    expect(found('latency-2x', samples({ p95: 420 }, 12), { baselineP95: {} })?.verdict).toBe('unknown');
  });

  test('never take a canary for good that fails every request of the few it gets', () => {
    const quiet = samples({ errors: 100, rate: 0.05 });
    expect(found('error-rate-above-5', quiet)).toMatchObject({
      verdict: 'too-few',
      where: 'search-service canary',
    });
  });

  test('leave out a version that gets no request at all', () => {
    const idle = samples({ rate: 0, errors: null, p95: null });
    expect(watch(idle).every((entry) => entry.verdict === 'good')).toBe(true);
  });

  test('leave out a version whose only requests are of the future: the clock was set back', () => {
    const busy = samples();
    const later = now(busy) + 3_600_000;
    const ahead = busy.map((sample) => ({ ...sample, at: sample.at + later }));
    const idle = samples({ rate: 0, errors: null, p95: null });
    expect(watch([...ahead, ...idle]).every(({ verdict }) => verdict === 'good')).toBe(true);
  });

  test('know nothing of a service that no sample speaks of', () => {
    const without = samples().map((sample) => ({
      ...sample,
      subsets: sample.subsets.filter(({ service }) => service !== 'mcp-server'),
    }));
    expect(found('error-rate-above-5', without)).toMatchObject({ verdict: 'unknown', where: 'mcp-server total' });
  });

  test('are unknown once Prometheus has been silent for three samples, tripped or not', () => {
    const failing = samples({ errors: 60 });
    const later = { now: now(failing) + 4 * plan.signals.stepMs };
    expect(watch(failing, later).map((entry) => entry.verdict)).toEqual(watch(failing).map(() => 'unknown'));
  });

  test('count anew from when somebody decided to keep going', () => {
    const failing = samples({ errors: 60 });
    const kept = { keptGoingAt: { 'error-rate-above-5': now(failing) - 60_000 } };
    expect(found('error-rate-above-5', failing, kept)).toMatchObject({
      verdict: 'building',
      tripsAt: now(failing) + 4 * 60_000,
    });
  });
});

describe('criteria watched by measures', () => {
  const exhausted: LaunchPlan['criteria'][number] = {
    id: CriterionId.parse('resource-exhaustion'),
    title: 'Resource exhaustion',
    severity: 'urgent',
    measured: { measures: ['node-cpu', 'node-memory'], sustainedMs: 300_000 },
  };
  const { stepMs } = plan.signals;
  const series = (measure: string, percent: (index: number) => number | null): MeasureSeries => ({
    ...{ measure, place: {} },
    points: Array.from({ length: 61 }, (_, index) => ({ at: index * stepMs, value: percent(index), of: null })),
  });
  const calm = [series('node-cpu', () => 40), series('node-memory', () => 40)];
  const judged = (...changed: readonly MeasureSeries[]) =>
    watchCriteria({
      ...{ plan: { ...plan, criteria: [exhausted] }, samples: [], now: 60 * stepMs },
      measures: calm.map((one) => changed.find(({ measure }) => measure === one.measure) ?? one),
      ...{ intervalMs: stepMs, baselineP95: {}, keptGoingAt: {}, canaryPercent: {} },
    })[0];

  test('trip when one has been beyond its own limit for the whole time, and say what is full', () => {
    expect(judged(series('node-memory', () => 97))).toMatchObject({
      verdict: 'tripped',
      where: 'Memory of the nodes',
      value: 97,
    });
  });

  test('build up, with the time they trip, and are good at the limit', () => {
    expect(judged(series('node-cpu', (index) => (index < 30 ? 40 : 96)))).toMatchObject({
      verdict: 'building',
      tripsAt: 30 * stepMs + 300_000,
    });
    expect(judged(series('node-cpu', () => 95))?.verdict).toBe('good');
  });

  test('are unknown where one of them is not measured: a gap is no proof of anything', () => {
    expect(judged(series('node-cpu', () => null))?.verdict).toBe('unknown');
    expect(judged(series('node-cpu', (index) => (index < 50 ? 97 : null)))?.verdict).toBe('unknown');
    expect(judged(series('node-cpu', (index) => (index % 3 === 0 ? 97 : null)))?.verdict).toBe('building');
  });
});

describe('a version that routes lead to', () => {
  test('and that nobody measures any more is unknown, not left out', () => {
    const gone = samples().map((sample) => ({
      ...sample,
      subsets: sample.subsets.filter(({ service, subset }) => service !== 'search-service' || subset !== 'stable'),
    }));
    const watch = (canaryPercent: Record<string, number>) =>
      watchCriteria({
        ...{ plan, samples: gone, measures: calmMeasures(plan, now(gone)), now: now(gone) },
        ...{ intervalMs: plan.signals.stepMs, baselineP95: {}, keptGoingAt: {}, canaryPercent },
      }).find(({ criterion }) => criterion === 'error-rate-above-5');
    expect(watch({ 'search-service': 5 })).toMatchObject({ verdict: 'unknown', where: 'search-service stable' });
    expect(watch({ 'search-service': 100 })?.verdict).toBe('good');
  });
});

test('a failing canary whose metrics vanish is unknown, not good, though nobody knows its share', () => {
  const all = samples({ errors: 60 }, 4);
  const of = all.map((sample, index) => ({
    ...sample,
    subsets: sample.subsets.filter(
      ({ service, subset }) => index < all.length - 5 || service !== 'search-service' || subset !== 'canary',
    ),
  }));
  for (const canaryPercent of [{}, { 'search-service': 5 }]) {
    const seen = watchCriteria({
      ...{ plan, samples: of, measures: calmMeasures(plan, now(of)), now: now(of), intervalMs: 5000 },
      baselineP95: Object.fromEntries(plan.services.map(({ id }) => [`${id} stable`, 200])),
      ...{ canaryPercent, keptGoingAt: {} },
    });
    expect(seen.find(({ criterion }) => criterion === 'error-rate-above-5')?.verdict).toBe('unknown');
  }
});
