import { describe, expect, test } from 'vitest';
import type { SubsetSignal } from '#shared/contract/observations.ts';
import { dependencies } from '#shared/views/dependencies.ts';
import { eventMarks } from '#shared/views/event-marks.ts';
import { expectedTraffic } from '#shared/views/expected-traffic.ts';
import { errorRateLimits, nextLimit, p95Limits } from '#shared/views/limits.ts';
import { measureRows } from '#shared/views/measure-rows.ts';
import { serviceOfPod } from '#shared/views/pod-problems.ts';
import { serviceHealth } from '#shared/views/service-health.ts';
import { freshForMs } from '#shared/views/signals/freshness.ts';
import { signalPoint } from '#shared/views/signals/point.ts';
import { series } from '#shared/views/signals/series.ts';
import { trends, trendsEnd } from '#shared/views/signals/trends.ts';
import type { Tone } from '#shared/views/tone.ts';
import { signalNote } from '#shared/views/traffic-panels.ts';
import { trafficSummary } from '#shared/views/traffic-summary.ts';
import { weights } from '#shared/views/weights.ts';
import { samplePlan } from '#test/renderer/fixtures/plan.ts';
import { urgent } from '#test/renderer/fixtures/scenarios.ts';
import { rising } from '#test/renderer/fixtures/wall-scenarios.ts';
import { batchAt, calmWorld, sampleAt, type World } from '#test/renderer/fixtures/world.ts';

const NOW = 1_795_507_200_000;
const FRESH = freshForMs(samplePlan, 1);
const half = { ...calmWorld(), canaryPercent: 50, canaryPods: 12, image: 'v1.0.0' };
const health = (world: World, now = NOW) =>
  serviceHealth(samplePlan, {
    latest: batchAt(NOW, world, []),
    samples: [sampleAt(NOW, world)],
    now,
    freshMs: FRESH,
  });
const row = (world: World, id: string) => health(world).find((one) => one.id === id);

describe('service health', () => {
  test('pods that can not start are said by their reason and number', () => {
    const found = row({ ...half, isPulling: true }, 'sync-service');
    expect(found?.state).toEqual({ tone: 'act', word: 'failing' });
    expect(found?.problem).toBe('ImagePullBackOff on 2 pods');
    expect(row({ ...half, isPulling: true }, 'auth-service')?.state.word).toBe('healthy');
  });
  test('the image of stable and canary is said where they differ, and once where they do not', () => {
    expect(row(half, 'auth-service')?.image).toEqual({ stable: 'v0.9.4', canary: 'v1.0.0' });
    expect(row({ ...half, image: 'v0.9.4' }, 'auth-service')?.image).toEqual({ stable: 'v0.9.4', canary: null });
  });
  test('restarts since the canary began are counted apart from older ones, and ask for a look', () => {
    const latest = batchAt(NOW, half, []);
    const { cluster } = latest;
    if (cluster === null) throw new Error('the world has a cluster');
    const deployments = cluster.deployments.map((one) => ({ ...one, restarts: 5 }));
    const counted = { ...cluster, deployments, restartsSinceCanary: { 'auth-service-canary': 2 } };
    const seen = { latest: { ...latest, cluster: counted }, samples: [sampleAt(NOW, half)], now: NOW, freshMs: FRESH };
    const [auth, gateway] = serviceHealth(samplePlan, seen);
    expect(auth?.restarts).toEqual({ all: 10, sinceCanary: 2 });
    expect(auth?.state).toEqual({ tone: 'watch', word: 'restarts' });
    expect(gateway?.state.word).toBe('healthy');
  });
  test('silence moves into the trend as a gap', () => {
    const samples = Array.from({ length: 60 }, (_, index) => sampleAt(NOW - (60 - index) * 15_000, half));
    const latest = batchAt(NOW, half, []);
    const seen = { latest, samples, now: NOW + 600_000, freshMs: FRESH };
    const trend = trends(samples, trendsEnd(samples, seen.now, FRESH), samplePlan.signals.stepMs);
    const [auth] = serviceHealth(samplePlan, { ...seen, trend });
    const values = auth?.trend.canary?.errorRatePercent ?? [];
    expect(values.slice(-18).every((value) => value === null)).toBe(true);
    expect(values.some((value) => value !== null)).toBe(true);
    expect(trendsEnd(samples, NOW, FRESH)).toBe(samples.at(-1)?.at);
    expect(auth?.errorRatePercent).toEqual({ stable: null, canary: null });
  });
});

describe('what services stand on', () => {
  const found = (world: World, now = NOW) => dependencies(samplePlan, batchAt(NOW, world, []), now, FRESH);
  test("measures, the vendor's page and other namespaces speak, each in its words", () => {
    const tiles = found(half);
    expect(tiles.find(({ title }) => title === 'PostgreSQL')).toMatchObject({ mark: { tone: 'good' } });
    expect(tiles.find(({ title }) => title === 'PostgreSQL')?.text).toContain('212 of 400 conn');
    expect(tiles.find(({ title }) => title === 'PubNub')?.text).toBe('vendor: operational');
    expect(tiles.at(-1)).toMatchObject({ title: 'vector', tile: { kind: 'namespace', source: 'cluster vector' } });
  });
  test('the gravest of several words counts', () => {
    const tiles = found({ ...half, extraErrors: 3 });
    expect(tiles.find(({ title }) => title === 'Qdrant')?.mark.tone).toBe('act');
    expect(tiles.find(({ title }) => title === 'PubNub')?.mark).toEqual({ tone: 'watch', word: 'minor' });
    expect(tiles.find(({ title }) => title === 'Nodes')?.mark.tone).toBe('watch');
  });
  test('what nobody watches says so, and what is silent is unknown', () => {
    const none = { ...batchAt(NOW, half, []), measures: [], vendors: [], monitors: [] };
    const words = dependencies(samplePlan, none, NOW, FRESH).map(({ mark }) => mark.word);
    expect(words.slice(0, -1).every((word) => word === 'not watched')).toBe(true);
    const silent = found({ ...half, isBlind: true });
    expect(new Set(silent.map(({ mark }) => mark.tone))).toEqual(new Set(['unknown']));
    expect(new Set(found(half, NOW + 3_600_000).map(({ mark }) => mark.tone))).toEqual(new Set(['unknown']));
  });
});

test('a pod belongs to the service whose Deployment it is named after, also where one is called as another begins', () => {
  const [one, other] = samplePlan.services;
  if (one === undefined || other === undefined) throw new Error('the plan has services');
  const services = [
    { ...one, stableDeployment: 'api', canaryDeployment: 'api-canary' },
    { ...other, stableDeployment: 'api-gateway', canaryDeployment: 'api-gateway-canary' },
  ];
  const found = (pod: string) => {
    const { service, subset } = serviceOfPod({ services }, pod) ?? {};
    return service === undefined ? null : `${service.id} ${subset}`;
  };
  expect(found('api-7d9f-x2k4q')).toBe(`${one.id} stable`);
  expect(found('api-canary-7d9f-x2k4q')).toBe(`${one.id} canary`);
  expect(found('api-gateway-7d9f-x2k4q')).toBe(`${other.id} stable`);
  expect(found('apiary-7d9f-x2k4q')).toBeNull();
  // A job that is called as a Deployment begins is no pod of it.
  expect(found('api-migrate-job-7d9f-x2k4q')).toBeNull();
});

describe('measures', () => {
  const rows = (world: World) => measureRows(batchAt(NOW, world, []), NOW, FRESH);
  test('the gravest comes first, with its limit on the bar', () => {
    const [first, second] = rows({ ...half, extraErrors: 3 });
    expect(first).toMatchObject({ id: 'qdrant-indexes', mark: { tone: 'act', word: 'too low' } });
    expect(second).toMatchObject({ id: 'node-memory', limitPercent: 95, filledPercent: 87 });
  });
  test('a share of something is told in percent, with what it is of', () => {
    const found = rows(half).find(({ id }) => id === 'db-connections');
    expect(found).toMatchObject({ text: '53 %', detail: '212 of 400 conn', limitPercent: 95 });
  });
  test('what was not seen has no bar', () => {
    expect(rows({ ...half, isBlind: true }).every(({ filledPercent }) => filledPercent === null)).toBe(true);
  });
});

describe('limits and what trips', () => {
  const limits = errorRateLimits(samplePlan);
  test('every limit is known, and the next one matters', () => {
    expect(limits.map(({ value }) => value)).toEqual([0.1, 1, 2, 5]);
    expect(nextLimit(limits, 1.4)?.label).toBe('urgent 2 %');
    expect(nextLimit(limits, 9)?.label).toBe('immediate 5 %');
  });
  test("limits of a baseline are those of the baseline's service, and unknown without one", () => {
    const point = signalPoint(sampleAt(NOW, half));
    const values = p95Limits(samplePlan, point, 200).map(({ value }) => Math.round(value));
    expect(values).toEqual(expect.arrayContaining([300, 400]));
    expect(p95Limits(samplePlan, point, null)).toHaveLength(1);
  });
  test('errors that rise steadily say when they reach the next criterion', () => {
    const engine = rising();
    const points = engine.samples.map(signalPoint);
    const note = signalNote(samplePlan, 'error-rate-percent', {
      ...{ latest: engine.batch([]), points, point: points.at(-1) ?? null, limits, now: engine.now },
      ...{ expected: { stable: true, canary: true }, freshMs: FRESH },
    });
    expect(note).toMatchObject({ tone: 'watch' });
    expect(note.text).toMatch(/^canary, conditional 1 % in about \d+ min at this slope$/);
  });
  test('a criterion that builds up says how long it has left before any slope does', () => {
    const engine = urgent();
    const points = engine.samples.map(signalPoint);
    const note = signalNote(samplePlan, 'error-rate-percent', {
      ...{ latest: engine.batch([]), points, point: points.at(-1) ?? null, limits, now: engine.now },
      ...{ expected: { stable: true, canary: true }, freshMs: FRESH },
    });
    expect(note.text).toBe('urgent 2 % trips in 03:00, search-service canary');
    const [criterion = ''] = samplePlan.criteria.flatMap(({ id, metric }) =>
      metric?.signal === 'error-rate-percent' && metric.above === 1 ? [id] : [],
    );
    const tripped = { criterion, where: 'auth-service canary', value: 1.5, tripsAt: null, verdict: 'tripped' as const };
    const batch = engine.batch([]);
    const of = {
      ...{ points, point: points.at(-1) ?? null, limits, now: engine.now, freshMs: FRESH },
      expected: { stable: true, canary: true },
    };
    const criteria = [...batch.criteria, tripped];
    const said = signalNote(samplePlan, 'error-rate-percent', { ...of, latest: { ...batch, criteria } });
    expect(said).toEqual({ tone: 'act', text: 'conditional 1 % tripped, auth-service canary' });
    // What the engine said long ago trips nothing now.
    const old = { ...batch, criteria, at: engine.now - FRESH - 1 };
    expect(signalNote(samplePlan, 'error-rate-percent', { ...of, latest: old }).text).not.toContain('tripped');
  });
  test.each<['error-rate-percent' | 'p95-ms', Partial<Pick<SubsetSignal, 'errorRatePercent' | 'p95Ms'>>, Tone]>([
    ['error-rate-percent', { errorRatePercent: 0.2 }, 'watch'],
    ['error-rate-percent', { errorRatePercent: 6 }, 'act'],
    ['p95-ms', { p95Ms: 400 }, 'watch'],
  ])('what is beyond a limit now is marked before anything trips: %s %o', (signal, canary, tone) => {
    const sample = sampleAt(NOW, half);
    const noteOf = (subsets: readonly SubsetSignal[], isPartial: boolean) => {
      const point = signalPoint({ ...sample, subsets, ...(isPartial ? { isPartial: true as const } : {}) });
      return signalNote(samplePlan, signal, {
        ...{ latest: batchAt(NOW, half, []), points: [point], point, limits, now: NOW, freshMs: FRESH },
        expected: { stable: true, canary: true },
      });
    };
    const sick = sample.subsets.map((one) => (one.subset === 'canary' ? { ...one, ...canary } : one));
    expect(noteOf(sample.subsets, false).tone).toBeNull();
    expect(noteOf(sick, false).tone).toBe(tone);
    // A part of the data may show what is wrong, and never that all is well.
    expect(noteOf(sample.subsets, true).tone).toBe('unknown');
    expect(noteOf(sick, true)).toMatchObject({ tone, text: expect.stringMatching(/^in part; /) });
  });
  test.each([
    ['stable fails, the canary has no weight', calmWorld(), 'stable', null],
    ['stable fails, the canary is not measured', half, 'stable', 'canary'],
    ['the canary fails, stable is not measured', half, 'canary', 'stable'],
  ] as const)(
    'what is wrong is marked as in the head of the screen, whatever else is not known: %s',
    (_, world, sick, away) => {
      const none = { requestsPerSecond: null, errorRatePercent: null, p95Ms: null };
      const seen = sampleAt(NOW, world);
      const subsets = seen.subsets.map((one) => ({
        ...one,
        ...(one.subset === sick ? { errorRatePercent: 6 } : one.subset === away ? none : {}),
      }));
      const sample = { ...seen, subsets };
      const latest = batchAt(NOW, world, []);
      const point = signalPoint(sample);
      const expected = expectedTraffic(samplePlan, { cluster: latest.cluster, sample, now: NOW, freshMs: FRESH });
      const of = { latest, now: NOW, freshMs: FRESH };
      const note = signalNote(samplePlan, 'error-rate-percent', { ...of, points: [point], point, expected, limits });
      expect(note.tone).toBe('act');
      expect(trafficSummary(samplePlan, { ...of, samples: [sample] }).tone).toBe('act');
    },
  );
});

describe('marks and weights', () => {
  test('deployments, flags, stages and decisions are marked, each once for an action, in order', () => {
    const marks = eventMarks(urgent().state);
    expect(marks.map(({ at }) => at)).toEqual(marks.map(({ at }) => at).toSorted((a, b) => a - b));
    const labels = (kind: string) => marks.filter((mark) => mark.kind === kind).map(({ label }) => label);
    expect(labels('deployment')).toEqual(['v1.0.0']);
    expect(labels('stage')).toEqual(['5 %', '25 %', '50 %']);
    expect(labels('decision')).toEqual(['urgent']);
    expect(labels('flag').length).toBeGreaterThan(0);
  });
  test('services that disagree are shown one by one, and none of it when nothing was seen', () => {
    const cluster = batchAt(NOW, { ...half, moved: 3 }, []).cluster;
    const found = weights(samplePlan, cluster, NOW, FRESH);
    expect(found).toMatchObject({ kind: 'apart', text: 'moving: 3 of 8 services at 50 %, the others at 0 %' });
    if (found.kind === 'apart')
      expect(found.services.map(({ canaryPercent }) => canaryPercent)).toEqual([50, 50, 50, 0, 0, 0, 0, 0]);
    expect(weights(samplePlan, cluster, NOW + 3_600_000, FRESH).kind).toBe('unknown');
  });
  test('where a part of the data was missing is kept with the series', () => {
    const part = { ...half, isPartial: true };
    const points = [sampleAt(NOW, half), sampleAt(NOW + 15_000, part), sampleAt(NOW + 30_000, part)].map(signalPoint);
    expect(series(points, 'p95Ms').partial).toEqual([{ from: NOW + 15_000, until: NOW + 30_000 }]);
  });
});
