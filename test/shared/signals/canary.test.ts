import { describe, expect, test } from 'vitest';
import type { MeasureSeries, SignalSample } from '#shared/contract/observations.ts';
import { plan } from '#test/support/launch-story.ts';
import { calmMeasures, measureSeries } from '#test/support/measured.ts';
import { judge, judgeAll, now, samples } from './support/canary-samples.ts';

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
