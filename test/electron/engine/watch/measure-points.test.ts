import { describe, expect, test } from 'vitest';
import { measurePoints } from '#engine/watch/measure-points.ts';
import { signalSamples } from '#engine/watch/signal-samples.ts';
import type { Measure } from '#shared/domain/plan/measured.ts';
import { observeMeasures } from '#shared/signals/measures.ts';
import { plan } from '#test/support/launch-story.ts';

const STEP = 5000;
const range = { from: STEP, until: STEP, stepMs: STEP };
const series = (labels: Record<string, string>, value: number) => ({ labels, values: [[STEP, value] as const] });
const answer = (...all: ReturnType<typeof series>[]) => ({ series: all, warnings: [] });
const ofInstances = (name: string, values: Record<string, number>) =>
  answer(...Object.entries(values).map(([instance, value]) => series({ __name__: name, instance }, value)));

const connections: Measure = {
  ...{ id: 'db', title: 'Database connections', query: 'used', of: 'most', unit: 'conn', by: [], stepMs: STEP },
  holds: { operator: '<=', value: 95 },
};
const hits: Measure = { ...connections, id: 'hits', unit: '', holds: { operator: '>=', value: 80 } };

/** What a measure reads, whose query and whole show this. */
function read(measure: Measure, value: ReturnType<typeof answer>, of: ReturnType<typeof answer>) {
  const places = measurePoints(measure, { value, of }, range, []);
  const [seen] = observeMeasures({
    plan: { services: [], signals: { ...plan.signals, measures: [measure] } },
    series: places.map(({ place, points }) => ({ measure: measure.id, place, points })),
    ...{ now: STEP, intervalMs: STEP },
  });
  return seen;
}

describe('of several series at one place the worst counts, beside what it is itself a part of', () => {
  test('below a limit: a small replica doesn’t fill a large primary', () => {
    const used = ofInstances('used', { primary: 200, replica: 20 });
    expect(read(connections, used, ofInstances('most', { primary: 400, replica: 100 }))).toMatchObject({
      ...{ verdict: 'good', value: 200, of: 400 },
    });
    expect(read(connections, used, ofInstances('most', { primary: 400, replica: 20 }))).toMatchObject({
      ...{ verdict: 'act', value: 20, of: 20 },
    });
  });

  test('above a limit: what hardly ever hits isn’t hidden by a small one that does', () => {
    const seen = read(hits, ofInstances('hits', { a: 100, b: 50 }), ofInstances('reads', { a: 10_000, b: 60 }));
    expect(seen).toMatchObject({ verdict: 'act', value: 100, of: 10_000 });
  });

  test('all are part of the only whole that there is', () => {
    const seen = read(connections, ofInstances('used', { a: 200, b: 390 }), answer(series({}, 400)));
    expect(seen).toMatchObject({ verdict: 'act', value: 390, of: 400 });
  });

  test('a pod that took the place of another is the whole from then on', () => {
    const times = Array.from({ length: 4 }, (_, index) => (index + 1) * STEP);
    const whole = (pod: string, own: readonly number[]) => ({
      ...{ labels: { pod }, values: own.map((at) => [at, 400] as const) },
    });
    const value = { warnings: [], series: [{ labels: {}, values: times.map((at) => [at, 380] as const) }] };
    const of = { warnings: [], series: [whole('old', times.slice(0, 2)), whole('new', times.slice(2))] };
    const asked = { from: STEP, until: 4 * STEP, stepMs: STEP };
    const [found] = measurePoints(connections, { value, of }, asked, []);
    expect(found?.points.map((point) => point.of)).toEqual([400, 400, 400, 400]);
    // At the step at which there are both, it isn't known of which it is a part.
    const both = { warnings: [], series: [whole('old', times.slice(0, 2)), whole('new', times.slice(1))] };
    const [unsure] = measurePoints(connections, { value, of: both }, asked, []);
    expect(unsure?.points.map((point) => point.of)).toEqual([400, null, 400, 400]);
  });

  test.each([
    { b: 10, verdict: 'unknown' },
    { b: 99, verdict: 'act' },
  ])(
    'one that nothing is known to be the whole of is never good, and hides nothing bad: $verdict',
    ({ b, verdict }) => {
      const whole = ofInstances('most', { b: 100, c: 100 });
      for (const used of [
        { a: 10, b },
        { b, a: 10 },
      ])
        expect(read(connections, ofInstances('used', used), whole)?.verdict).toBe(verdict);
    },
  );
});

test('several series of one service and subset: all its requests, the worst of its errors and latencies', () => {
  const pods = (...values: number[]) =>
    answer(...values.map((value, pod) => series({ service: 'a', subset: 'canary', pod: `${pod}` }, value)));
  const found = signalSamples({ rate: pods(10, 15), errors: pods(60, 0), p95: pods(90, 900) }, range);
  expect(found).toEqual([
    {
      at: STEP,
      subsets: [{ service: 'a', subset: 'canary', requestsPerSecond: 25, errorRatePercent: 60, p95Ms: 900 }],
    },
  ]);
});
