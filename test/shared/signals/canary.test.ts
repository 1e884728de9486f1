import { describe, expect, test } from 'vitest';
import type { MeasureSeries, SignalSample } from '#shared/contract/observations.ts';
import { CriterionId } from '#shared/domain/ids.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { judgeCanary } from '#shared/signals/canary.ts';
import { watchCriteria } from '#shared/signals/criteria.ts';
import { plan } from '#test/support/launch-story.ts';
import { calmMeasures, measureSeries } from '#test/support/measured.ts';

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
const judgeAll = (
  of: SignalSample[],
  at = now(of),
  measures: readonly MeasureSeries[] = calmMeasures(plan, at),
  canaryPercent: Readonly<Record<string, number | null>> = {},
) => judgeCanary({ plan, samples: of, measures, now: at, intervalMs: plan.signals.stepMs, canaryPercent });
const judge = (of: SignalSample[], id: string, at = now(of), measures?: readonly MeasureSeries[]) =>
  judgeAll(of, at, measures).find((metric) => metric.id === id);

describe('the canary’s metrics', () => {
  test('are good within their limits', () => {
    expect(plan.canaryMetrics).toHaveLength(6);
    expect(judgeAll(samples()).map((metric) => metric.verdict)).toEqual(plan.canaryMetrics.map(() => 'good'));
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

describe('a canary that nobody hears of', () => {
  const search = (change: (sample: SignalSample, index: number) => SignalSample['subsets']) =>
    samples().map((sample, index): SignalSample => ({ ...sample, subsets: change(sample, index) }));
  const without = (subset: 'stable' | 'canary', from: number) =>
    search(({ subsets }, index) =>
      index < from ? subsets : subsets.filter((one) => one.service !== 'search-service' || one.subset !== subset),
    );
  const at = now(samples());

  test('is unknown after three samples, whatever other services say', () => {
    const canaryGone = without('canary', samples().length - 4);
    expect(judge(canaryGone, 'error-rate')).toMatchObject({ verdict: 'unknown', where: 'search-service' });
    expect(judge(without('canary', samples().length - 2), 'error-rate')?.verdict).toBe('good');
  });

  test('has an idle stable to be held against only where all traffic is known to be on the canary', () => {
    const p95 = (percent: number | null) =>
      judgeAll(without('stable', 0), at, calmMeasures(plan, at), { 'search-service': percent }).find(
        ({ id }) => id === 'p95',
      )?.verdict;
    expect(p95(100)).toBe('good');
    expect(p95(50)).toBe('unknown');
    expect(p95(null)).toBe('unknown');
  });
});

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

describe('the canary’s crashes, memory and processor', () => {
  const of = samples();
  const at = now(of);
  /** Everything is calm but one measure at the canary of search-service. */
  const but = (id: string, value: number | null): MeasureSeries[] => [
    ...calmMeasures(plan, at).filter(
      ({ measure, place }) => !(measure === id && place.service === 'search-service' && place.subset === 'canary'),
    ),
    measureSeries(id, { service: 'search-service', subset: 'canary' }, at, value),
  ];

  test('are measured, not looked at: one crash is bad', () => {
    expect(judge(of, 'crashes', at, but('crashes', 1))).toMatchObject({ verdict: 'bad', where: 'search-service' });
    expect(judge(of, 'cpu', at, but('pod-cpu', 91))).toMatchObject({ verdict: 'bad', value: '91 %' });
  });

  test('hold the memory of a pod against that of stable', () => {
    expect(judge(of, 'memory', at, but('pod-memory', 45))).toMatchObject({ verdict: 'good' });
    expect(judge(of, 'memory', at, but('pod-memory', 50))).toMatchObject({ verdict: 'bad', value: '+25.0 %' });
  });

  test('are unknown where one service’s canary is not measured', () => {
    expect(judge(of, 'memory', at, but('pod-memory', null))?.verdict).toBe('unknown');
    expect(judge(of, 'crashes', at, [])?.verdict).toBe('unknown');
  });

  test('are bad however few requests there are, and never good with too few', () => {
    const quiet = samples({ rate: 0.05 });
    expect(judge(quiet, 'crashes', at, but('crashes', 2))?.verdict).toBe('bad');
    expect(judge(quiet, 'crashes', at)?.verdict).toBe('too-few');
  });
});

describe('a part of the data', () => {
  test('can fail the canary and can’t pass it', () => {
    const partial = (of: SignalSample[]) =>
      of.map((sample, index): SignalSample => (index >= of.length - 2 ? { ...sample, isPartial: true } : sample));
    expect(judge(partial(samples()), 'error-rate')).toMatchObject({
      verdict: 'unknown',
      value: '0.02 %, partial data',
    });
    expect(judge(partial(samples({ errors: 3 })), 'error-rate')?.verdict).toBe('bad');
    const at = now(samples());
    const measures = calmMeasures(plan, at).map((series) => ({
      ...series,
      points: series.points.map((point) => ({ ...point, isPartial: true as const })),
    }));
    expect(judge(samples(), 'cpu', at, measures)?.verdict).toBe('unknown');
  });
});

describe('a clock that jumps', () => {
  test('leaves nothing green: what was measured a minute ahead or behind is not of now', () => {
    const of = samples();
    for (const off of [-60_000, 60_000])
      expect(judgeAll(of, now(of) + off, calmMeasures(plan, now(of))).map(({ verdict }) => verdict)).toEqual(
        plan.canaryMetrics.map(() => 'unknown'),
      );
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
