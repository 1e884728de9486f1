import { describe, expect, test } from 'vitest';
import type { CriterionWatch, ObservationBatch, SubsetSignal } from '#shared/contract/observations.ts';
import { dependencies } from '#shared/views/dependencies.ts';
import { expectedTraffic } from '#shared/views/expected-traffic.ts';
import { errorRateLimits } from '#shared/views/limits.ts';
import { measureRows } from '#shared/views/measure-rows.ts';
import { serviceHealth } from '#shared/views/service-health.ts';
import { freshForMs } from '#shared/views/signals/freshness.ts';
import { signalPoint } from '#shared/views/signals/point.ts';
import { signalNote } from '#shared/views/traffic-panels.ts';
import { trafficSummary } from '#shared/views/traffic-summary.ts';
import { samplePlan } from '#test/renderer/fixtures/plan.ts';
import { batchAt, calmWorld, sampleAt, type World } from '#test/renderer/fixtures/world.ts';

const NOW = 1_795_507_200_000;
const FRESH = freshForMs(samplePlan, 1);
const half = { ...calmWorld(), canaryPercent: 50, canaryPods: 12, image: 'v1.0.0' };

/** What the metrics tell when one version's series are missing: nothing of it. */
function seen(world: World, missing: 'stable' | 'canary' | null, criteria: readonly CriterionWatch[] = []) {
  const sample = sampleAt(NOW, world);
  const none = { requestsPerSecond: null, errorRatePercent: null, p95Ms: null };
  const subsets = sample.subsets.map((one) => (one.subset === missing ? { ...one, ...none } : one));
  const latest: ObservationBatch = { ...batchAt(NOW, world, []), criteria };
  const samples = [{ ...sample, subsets }];
  const point = signalPoint({ ...sample, subsets });
  const expected = expectedTraffic(samplePlan, {
    cluster: latest.cluster,
    sample: samples[0] ?? null,
    now: NOW,
    freshMs: FRESH,
  });
  return { latest, samples, point, expected, now: NOW, freshMs: FRESH };
}
const note = (of: ReturnType<typeof seen>) =>
  signalNote(samplePlan, 'error-rate-percent', {
    ...of,
    ...{ points: [of.point], limits: errorRateLimits(samplePlan) },
  });

describe('a version that gets requests and is not measured', () => {
  test('is unknown: the canary while the routes give it weight, and stable the same', () => {
    for (const missing of ['canary', 'stable'] as const) {
      const of = seen(half, missing);
      expect(trafficSummary(samplePlan, of)).toEqual({ tone: 'unknown', word: `${missing} not measured` });
      const states = serviceHealth(samplePlan, of).map(({ state }) => state);
      expect(states).toContainEqual({ tone: 'unknown', word: 'no signal' });
      expect(states).not.toContainEqual({ tone: 'good', word: 'healthy' });
      expect(note(of).tone).toBe('unknown');
    }
    expect(trafficSummary(samplePlan, seen(half, null)).tone).toBe('good');
  });
  test('is calm without a canary only where the routes give it none', () => {
    const of = seen(calmWorld(), null);
    expect(trafficSummary(samplePlan, of)).toEqual({ tone: 'good', word: 'stable is calm' });
    expect(note(of).text).toBe('stable; the canary has no weight');
    const blind = { ...of, latest: { ...of.latest, cluster: null } };
    expect(trafficSummary(samplePlan, blind).word).toBe('canary not measured');
  });
  test('is never good in the whole because others are: a service that gets traffic and is not measured is named', () => {
    const of = seen(half, null);
    const summary = (more: Partial<SubsetSignal>, ...services: readonly string[]) => {
      const change = (one: SubsetSignal) =>
        one.subset === 'canary' && services.includes(one.service) ? { ...one, errorRatePercent: null, ...more } : one;
      const samples = of.samples.map((sample) => ({ ...sample, subsets: sample.subsets.map(change) }));
      return trafficSummary(samplePlan, { ...of, samples });
    };
    expect(summary({}, 'auth-service')).toEqual({ tone: 'unknown', word: 'Auth Service not measured' });
    const both = summary({ requestsPerSecond: null }, 'auth-service', 'sync-service');
    expect(both).toEqual({ tone: 'unknown', word: '2 services not measured' });
    // One that was seen to get no requests has no error rate to show.
    expect(summary({ requestsPerSecond: 0 }, 'auth-service').tone).toBe('good');
    const gone = of.samples.map((sample) => ({
      ...sample,
      subsets: sample.subsets.filter(({ service }) => service !== 'auth-service'),
    }));
    expect(trafficSummary(samplePlan, { ...of, samples: gone }).tone).toBe('unknown');
  });
  test('is calm on every screen where it was seen to get no requests', () => {
    const idle = { requestsPerSecond: 0, errorRatePercent: null, p95Ms: null };
    const states = (isIdle: (one: SubsetSignal) => boolean) => {
      const of = seen(half, null);
      const change = (one: SubsetSignal) => (isIdle(one) ? { ...one, ...idle } : one);
      const samples = of.samples.map((sample) => ({ ...sample, subsets: sample.subsets.map(change) }));
      const words = serviceHealth(samplePlan, { ...of, samples }).map(({ state }) => state.word);
      return [trafficSummary(samplePlan, { ...of, samples }).word, ...new Set(words)];
    };
    const isAuth = ({ service }: SubsetSignal): boolean => service === 'auth-service';
    expect(states((one) => isAuth(one) && one.subset === 'canary')).toEqual(['within limits', 'healthy']);
    expect(states(isAuth)).toEqual(['within limits', 'healthy']);
    expect(states(({ subset }) => subset === 'canary')).toEqual(['stable is calm', 'healthy']);
  });
  test('is unknown on every screen also where no pods of its service are wanted', () => {
    const of = seen(half, null);
    const { cluster } = of.latest;
    if (cluster === null) throw new Error('the world has a cluster');
    const { 'auth-service': _, ...canaryPercent } = cluster.canaryPercent;
    const deployments = cluster.deployments.map((one) =>
      one.name.startsWith('auth-service-') ? { ...one, wanted: 0, ready: 0 } : one,
    );
    const latest = { ...of.latest, cluster: { ...cluster, canaryPercent, deployments } };
    const samples = of.samples.map((sample) => ({
      ...sample,
      subsets: sample.subsets.filter(({ service }) => service !== 'auth-service'),
    }));
    const [auth] = serviceHealth(samplePlan, { ...of, latest, samples });
    expect(auth?.state).toEqual({ tone: 'unknown', word: 'no signal' });
    expect(trafficSummary(samplePlan, { ...of, latest, samples }).word).toBe('Auth Service not measured');
  });
  test('is no data, not 0 %, also where a limit is met at 0', () => {
    const canaryMetrics = samplePlan.canaryMetrics.map((one) =>
      one.rule.kind === 'error-rate-below' ? { ...one, rule: { ...one.rule, percent: 0 } } : one,
    );
    const plan = { ...samplePlan, canaryMetrics };
    const of = seen(half, null);
    const none = { requestsPerSecond: null, errorRatePercent: null, p95Ms: null };
    const samples = of.samples.map((sample) => ({
      ...sample,
      subsets: sample.subsets.map((one) => ({ ...one, ...none })),
    }));
    expect(trafficSummary(plan, { ...of, samples })).toEqual({ tone: 'unknown', word: 'no data' });
  });
  test('has no traffic only when that was measured', () => {
    const of = seen(half, 'canary');
    const requestsPerSecond = { ...of.point.requestsPerSecond, canary: 0 };
    expect(note({ ...of, point: { ...of.point, requestsPerSecond } }).text).toBe('stable; no traffic on the canary');
    expect(note(of).text).toBe('stable; canary not measured');
  });
});

describe('what the criteria say', () => {
  const watch = (verdict: CriterionWatch['verdict'], criterion = 'latency-2x'): CriterionWatch => ({
    ...{ criterion, where: 'sync-service canary', value: 420, verdict },
    tripsAt: verdict === 'building' ? NOW + 65_000 : null,
  });
  test('comes before the limits: tripped is red, met is amber, at the service where it is', () => {
    const tripped = seen(half, null, [watch('building', 'error-rate-1-to-2'), watch('tripped')]);
    expect(trafficSummary(samplePlan, tripped)).toMatchObject({ tone: 'act', word: expect.stringMatching(/tripped$/) });
    const rows = serviceHealth(samplePlan, tripped);
    expect(rows.find(({ id }) => id === 'sync-service')?.state).toEqual({ tone: 'act', word: 'slow' });
    expect(rows.find(({ id }) => id === 'auth-service')?.state.word).toBe('healthy');
    const building = trafficSummary(samplePlan, seen(half, null, [watch('building')]));
    expect(building).toMatchObject({ tone: 'watch', word: expect.stringMatching(/trips in 01:05$/) });
  });
  test('a measure says how long until its criterion trips, a floor that it is one', () => {
    const [pattern] = samplePlan.criteria;
    if (pattern === undefined) throw new Error('the plan has criteria');
    const { metric: _, ...bare } = pattern;
    const measured = { measures: ['db-connections', 'qdrant-indexes'], sustainedMs: 60_000 };
    const latest = batchAt(NOW, half, []);
    const title = latest.measures.find(({ id }) => id === 'db-connections')?.title ?? '';
    const criteria = [{ ...watch('building', bare.id), where: title }];
    const rows = measureRows({ ...latest, criteria }, NOW, FRESH, [{ ...bare, measured }]);
    expect(rows.find(({ id }) => id === 'db-connections')?.trips).toBe('trips in 01:05');
    expect(rows.find(({ id }) => id === 'qdrant-indexes')).toMatchObject({ trips: '' });
    expect(rows.find(({ id }) => id === 'qdrant-indexes')?.detail).toContain('at least');
  });
});

test('a dependency that a monitor speaks of says so: its words are not for a presenter', () => {
  const latest = batchAt(NOW, half, []);
  const [monitor] = latest.monitors;
  if (monitor === undefined) throw new Error('the world has monitors');
  const found = (batch: ObservationBatch) =>
    dependencies(samplePlan, batch, NOW, FRESH).find(({ title }) => title === 'PostgreSQL')?.hasOthersWords;
  expect(found(latest)).toBe(false);
  expect(found({ ...latest, monitors: [{ ...monitor, title: 'PostgreSQL port' }] })).toBe(true);
});
