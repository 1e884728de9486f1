import { describe, expect, test } from 'vitest';
import type { SignalSample } from '#shared/contract/observations.ts';
import { CriterionId } from '#shared/domain/ids.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { judgeCanary } from '#shared/signals/canary.ts';
import { watchCriteria } from '#shared/signals/criteria.ts';
import { plan } from '#test/support/launch-story.ts';

type Values = { rate: number | null; errors: number | null; p95: number | null };
const good: Values = { rate: 8, errors: 0.02, p95: 200 };
const stableValues: Values = { rate: 140, errors: 0.02, p95: 200 };

/** Ten minutes of samples; `change` is what the canary of search-service shows. */
const samples = (change: Partial<Values> = {}, minutes = 10): SignalSample[] =>
  Array.from({ length: minutes * 12 }, (_, index) => ({
    at: index * plan.signals.stepMs,
    subsets: plan.services.flatMap((service) => {
      const canary = service.id === 'search-service' ? { ...good, ...change } : good;
      const entry = (subset: 'stable' | 'canary', { rate, errors, p95 }: Values) => ({
        service: service.id,
        subset,
        requestsPerSecond: rate,
        errorRatePercent: errors,
        p95Ms: p95,
      });
      return [entry('stable', stableValues), entry('canary', canary)];
    }),
  }));
const now = (of: readonly SignalSample[]) => of.at(-1)?.at ?? 0;
const judge = (of: SignalSample[], id: string, at = now(of)) =>
  judgeCanary(plan, of, at).find((metric) => metric.id === id);

describe('the canary’s metrics', () => {
  test('are good within their limits', () => {
    expect(judgeCanary(plan, samples(), now(samples())).map((metric) => metric.verdict)).toEqual(
      plan.canaryMetrics.map(() => 'good'),
    );
  });

  test('are judged where they are worst, service by service', () => {
    expect(judge(samples({ errors: 0.4 }), 'error-rate')).toMatchObject({
      verdict: 'bad',
      where: 'search-service',
      value: '0.40 %',
    });
    expect(judge(samples({ p95: 230 }), 'p95')).toMatchObject({
      verdict: 'bad',
      where: 'search-service',
      value: '+15.0 %',
    });
  });

  test('with too few requests are neither good nor bad', () => {
    expect(judge(samples({ rate: 0.05 }), 'error-rate')?.verdict).toBe('too-few');
  });

  test('without data are unknown, never good', () => {
    expect(judge([], 'error-rate', 1_000_000)?.verdict).toBe('unknown');
    const old = samples();
    expect(judge(old, 'error-rate', now(old) + 10 * plan.signals.stepMs)?.verdict).toBe('unknown');
    expect(judge(samples({ errors: null }), 'error-rate')?.verdict).toBe('unknown');
  });
});

describe('the watched criteria', () => {
  const watch = (of: SignalSample[], change: Partial<Parameters<typeof watchCriteria>[0]> = {}) =>
    watchCriteria({
      plan,
      samples: of,
      saturation: plan.signals.saturation.map(({ title }) => ({
        title,
        points: of.map(({ at }) => ({ at, percent: 40 })),
      })),
      now: now(of),
      intervalMs: plan.signals.stepMs,
      baselineP95: Object.fromEntries(plan.services.map(({ id }) => [`${id} stable`, 200])),
      keptGoingAt: {},
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

describe('a watched saturation', () => {
  const exhausted: LaunchPlan['criteria'][number] = {
    id: CriterionId.parse('resource-exhaustion'),
    title: 'Resource exhaustion',
    severity: 'urgent',
    metric: { signal: 'saturation-percent', above: 95, isInclusive: false, ofBaseline: false, sustainedMs: 300_000 },
  };
  const { stepMs } = plan.signals;
  const series = (title: string, percent: (index: number) => number | null) => ({
    title,
    points: Array.from({ length: 61 }, (_, index) => ({ at: index * stepMs, percent: percent(index) })),
  });
  const judged = (...saturation: ReturnType<typeof series>[]) =>
    watchCriteria({
      ...{ plan: { ...plan, criteria: [exhausted] }, samples: [], saturation, now: 60 * stepMs },
      ...{ intervalMs: stepMs, baselineP95: {}, keptGoingAt: {} },
    })[0];

  test('trips when it has been too high for its whole time, and says what is full', () => {
    expect(
      judged(
        series('CPU of the nodes', () => 40),
        series('Memory of the nodes', () => 97),
      ),
    ).toMatchObject({ verdict: 'tripped', where: 'Memory of the nodes', value: 97 });
  });

  test('builds up, with the time it trips, and is good at its limit', () => {
    expect(judged(series('CPU of the nodes', (index) => (index < 30 ? 40 : 96)))).toMatchObject({
      verdict: 'building',
      tripsAt: 30 * stepMs + 300_000,
    });
    expect(judged(series('CPU of the nodes', () => 95))?.verdict).toBe('good');
  });

  test('is unknown where nothing is measured: a gap is no proof of anything', () => {
    expect(judged()?.verdict).toBe('unknown');
    expect(judged(series('CPU of the nodes', (index) => (index < 50 ? 97 : null)))?.verdict).toBe('unknown');
    const holes = series('CPU of the nodes', (index) => (index % 3 === 0 ? 97 : null));
    expect(judged(holes)?.verdict).toBe('building');
  });
});
