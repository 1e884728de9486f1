import { describe, expect, test } from 'vitest';
import type { MeasureSeries } from '#shared/contract/observations.ts';
import { observeMeasures } from '#shared/signals/measures.ts';
import { judgeSuccess } from '#shared/signals/success.ts';
import { plan } from '#test/support/launch-story.ts';
import { calmMeasures, measureSeries } from '#test/support/measured.ts';

const now = 3_600_000;
const { stepMs } = plan.signals;
const calm = calmMeasures(plan, now);
const instead = (...changed: readonly MeasureSeries[]) => [
  ...calm.filter(({ measure }) => !changed.some((one) => one.measure === measure)),
  ...changed,
];
const observed = (id: string, series: readonly MeasureSeries[], at = now) =>
  observeMeasures({ plan, series, now: at, intervalMs: stepMs }).find((one) => one.id === id);

describe('what is measured', () => {
  test('is good within its limits, and a part says of what', () => {
    expect(observeMeasures({ plan, series: calm, now, intervalMs: stepMs }).map(({ verdict }) => verdict)).toEqual(
      plan.signals.measures.map(() => 'good'),
    );
    expect(observed('db-connections', calm)).toMatchObject({
      ...{ dependency: 'PostgreSQL', value: 40, of: 400, limit: 380, unit: 'conn', isLimitBelow: false },
    });
  });

  test('is amber before it is red: 85 % of the connections, then 96 %', () => {
    const used = (value: number) =>
      observed('db-connections', instead(measureSeries('db-connections', {}, now, value, 400)));
    expect(used(320)?.verdict).toBe('good');
    expect(used(340)?.verdict).toBe('watch');
    expect(used(384)?.verdict).toBe('act');
  });

  test('of a whole that is not known is unknown, however small it is', () => {
    const series = instead(measureSeries('db-connections', {}, now, 3, null));
    expect(observed('db-connections', series)?.verdict).toBe('unknown');
  });

  test('like a hit ratio is bad below its limit', () => {
    expect(observed('redis-hits', instead(measureSeries('redis-hits', {}, now, 55)))).toMatchObject({
      ...{ verdict: 'act', isLimitBelow: true },
    });
  });

  test('is told of the place where it is worst', () => {
    const hot = calm.map((series) =>
      series.measure === 'pod-cpu' && series.place.service === 'auth-service' && series.place.subset === 'canary'
        ? measureSeries('pod-cpu', series.place, now, 93)
        : series,
    );
    expect(observed('pod-cpu', hot)).toMatchObject({ verdict: 'act', where: 'auth-service canary', value: 93 });
  });

  test('is unknown after three missed intervals, and so is a place that has vanished, until it is forgotten', () => {
    expect(observed('node-cpu', calm, now + 3 * stepMs)?.verdict).toBe('good');
    expect(observed('node-cpu', calm, now + 3 * stepMs + 1)).toMatchObject({ verdict: 'unknown', value: null });
    const place = { service: 'auth-service', subset: 'canary' };
    const others = calm.filter((one) => one.measure !== 'pod-cpu' || one.place.subset !== 'canary');
    const vanished = (agoMs: number) => [...others, measureSeries('pod-cpu', place, now - agoMs, 40)];
    expect(observed('pod-cpu', vanished(60_000))).toMatchObject({ verdict: 'unknown', where: 'auth-service canary' });
    expect(observed('pod-cpu', vanished(11 * 60_000))?.verdict).toBe('good');
  });

  test('knows of a service of which nothing at all is measured', () => {
    const without = calm.filter((one) => one.measure !== 'pod-memory' || one.place.service !== 'mcp-server');
    expect(observed('pod-memory', without)).toMatchObject({ verdict: 'unknown', where: 'mcp-server' });
  });

  test('is never good by a part of the data, and can be bad by it', () => {
    const partial = (value: number): MeasureSeries => {
      const series = measureSeries('node-cpu', {}, now, value);
      return { ...series, points: series.points.map((point) => ({ ...point, isPartial: true as const })) };
    };
    expect(observed('node-cpu', instead(partial(40)))?.verdict).toBe('unknown');
    expect(observed('node-cpu', instead(partial(99)))?.verdict).toBe('act');
  });
});

describe('a criterion of success', () => {
  const judged = (series: readonly MeasureSeries[]) => judgeSuccess({ plan, series, now, intervalMs: stepMs });

  test('that a measure shows is judged by it; the others are left to people', () => {
    expect(judged(calm)).toEqual([
      expect.objectContaining({ list: 't-plus-1h', criterion: 'error-rate', verdict: 'good' }),
      expect.objectContaining({ list: 't-plus-1h', criterion: 'healthy', verdict: 'good' }),
      expect.objectContaining({ list: 't-plus-24h', criterion: 'availability', verdict: 'good' }),
    ]);
  });

  test('is bad at one service, and says at which', () => {
    const failing = calm.map((one) =>
      one.measure === 'errors-in-an-hour' && one.place.service === 'search-service'
        ? measureSeries(one.measure, one.place, now, 0.4)
        : one,
    );
    expect(judged(failing)[0]).toMatchObject({ verdict: 'bad', text: '0.4 % at search-service' });
  });

  test('is unknown without data', () => {
    expect(judged([]).map(({ verdict }) => verdict)).toEqual(['unknown', 'unknown', 'unknown']);
  });
});
