import { describe, expect, test } from 'vitest';
import type { SignalSample } from '#shared/contract/observations.ts';
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
  const watch = (of: SignalSample[]) =>
    watchCriteria({
      plan,
      samples: of,
      now: now(of),
      intervalMs: plan.signals.stepMs,
      baselineP95: { 'search-service stable': 200 },
      keptGoingAt: {},
    });

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
});
