import { expect, test } from 'vitest';
import type { ObservationBatch, SignalSample } from '#shared/contract/observations.ts';
import { errorRateLimits } from '#shared/views/limits.ts';
import { freshForMs, newestKnown } from '#shared/views/signals/freshness.ts';
import { signalPoint } from '#shared/views/signals/point.ts';
import { signalNote } from '#shared/views/traffic-panels.ts';
import { trafficSummary } from '#shared/views/traffic-summary.ts';
import { samplePlan } from '#test/renderer/fixtures/plan.ts';
import { batchAt, calmWorld, sampleAt } from '#test/renderer/fixtures/world.ts';

const NOW = 1_795_507_200_000;
const STEP = 15_000;
const freshMs = freshForMs(samplePlan, 1);
const half = { ...calmWorld(), canaryPercent: 50, canaryPods: 12, image: 'v1.0.0' };
const none = { requestsPerSecond: null, errorRatePercent: null, p95Ms: null };

/** Ten minutes of samples: stable at 0.01 %, the canary as told by the number of the sample, null: not measured. */
const samplesOf = (canary: (index: number) => number | null): readonly SignalSample[] =>
  Array.from({ length: 41 }, (_, index) => {
    const sample = sampleAt(NOW - (40 - index) * STEP, half);
    const errorRatePercent = canary(index);
    const seen = errorRatePercent === null ? none : { errorRatePercent };
    const subsets = sample.subsets.map((one) =>
      one.subset === 'stable' ? { ...one, errorRatePercent: 0.01 } : { ...one, ...seen },
    );
    return { ...sample, subsets };
  });

const noteOf = (samples: readonly SignalSample[], latest: ObservationBatch) => {
  const points = samples.map(signalPoint);
  const point = newestKnown(points, { latest, now: NOW, freshMs });
  const more = { limits: errorRateLimits(samplePlan), expected: { stable: true, canary: true }, now: NOW, freshMs };
  return signalNote(samplePlan, 'error-rate-percent', { latest, points, point, ...more });
};

test('a canary that is not measured any more gets nowhere at its slope', () => {
  const note = noteOf(
    samplesOf((index) => (index > 28 ? null : 0.02 + 0.0025 * index)),
    batchAt(NOW, half, []),
  );
  expect(note).toEqual({ tone: 'unknown', text: 'stable; canary not measured' });
});

test('the slope and its limit are of what is known, as value and chart are', () => {
  const samples = samplesOf((index) => (index > 39 ? 0.05 : 0.1 + 0.02 * index));
  const latest = { ...batchAt(NOW, half, []), knownUntil: NOW - STEP };
  const note = noteOf(samples, latest);
  expect(note.text).toMatch(/conditional 1 % in about 1 min/);
  expect(note).toEqual(noteOf(samples.slice(0, -1), latest));
});

test('what builds up does not soften what is beyond its limit now, at the chart as in the head', () => {
  const world = { ...half, extraErrors: 6 };
  const samples = [sampleAt(NOW, world)];
  const latest = batchAt(NOW, world, []);
  const note = noteOf(samples, latest);
  expect(note.text).toMatch(/trips in/);
  expect(note.tone).toBe('act');
  expect(trafficSummary(samplePlan, { latest, samples, now: NOW, freshMs }).tone).toBe('act');
});
