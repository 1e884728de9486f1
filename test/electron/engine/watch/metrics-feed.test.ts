import { describe, expect, test } from 'vitest';
import type { MetricsPort } from '#engine/adapters/prometheus/port.ts';
import { createSignalWatch } from '#engine/watch/signals.ts';
import { ok } from '#shared/lib/result.ts';
import { madeLaunch, plan } from '#test/support/launch-story.ts';
import { calm, metricsWorld as world } from './support/metrics-world.ts';
import { clockOf, fault, watched } from './support/watched-launch.ts';

const { stepMs, requestRate, errorRatePercent, p95Ms, scraped, measures } = plan.signals;
const cpu = measures.find(({ id }) => id === 'node-cpu');

describe('the feed of metrics', () => {
  test('asks for an hour at the start and then only for what is new: services in one request, all measures of one step in another, and when they were scraped', async () => {
    const { story, asked, look, hub, source } = world();
    await look();
    const first = asked.filter(({ range }) => range.stepMs === stepMs);
    expect(first).toHaveLength(3);
    expect(first[0]?.queries).toEqual([scraped?.query]);
    expect(first[1]?.queries).toEqual([requestRate, errorRatePercent, p95Ms]);
    expect(first[2]?.queries.length).toBeGreaterThan(10);
    expect((first[0]?.range.until ?? 0) - (first[0]?.range.from ?? 0)).toBe(719 * stepMs);
    asked.length = 0;
    for (let turn = 0; turn < 20; turn += 1) {
      story.after(stepMs);
      await look();
    }
    const steps = asked
      .filter(({ queries }) => queries.includes(requestRate))
      .flatMap(({ range }) => (range.until - range.from) / stepMs + 1);
    expect(steps).toEqual(Array(20).fill(1));
    const hours = asked.filter(({ range }) => range.stepMs === 60_000).length;
    expect(hours).toBeLessThanOrEqual(2);
    expect(source()).toMatchObject({ state: 'live', partial: null });
    expect(new Set(hub.samples().map(({ at }) => at)).size).toBe(hub.samples().length);
  });

  test('makes up for what it missed while Prometheus was away, and comes back by itself', async () => {
    const { story, server, look, hub, source } = world();
    await look();
    const kept = hub.measureSeries('node-cpu')[0]?.points.length ?? 0;
    server.fails = fault('unreachable', 'Prometheus does not answer', true);
    story.after(10 * stepMs);
    const waits = [await look(), await look(), await look()];
    expect(waits[2]).toBeGreaterThan((waits[0] ?? 0) * 2);
    expect(source()).toMatchObject({ state: 'failing', fault: { message: 'Prometheus does not answer' } });
    expect(hub.measures.find(({ id }) => id === 'node-cpu')?.verdict).toBe('unknown');
    server.fails = null;
    story.after(stepMs);
    expect(await look()).toBeUndefined();
    expect(source()?.state).toBe('live');
    expect(hub.measureSeries('node-cpu')[0]?.points).toHaveLength(kept + 11);
    expect(hub.measures.find(({ id }) => id === 'node-cpu')?.verdict).toBe('good');
  });

  test('loses nothing else by one measure that is refused, and says which', async () => {
    const { server, look, hub, source, story } = world();
    server.refuses = cpu?.query ?? '';
    await look();
    story.after(stepMs);
    await look();
    expect(hub.samples().at(-1)?.at).toBeGreaterThan(story.now - 2 * stepMs);
    expect(hub.measures.find(({ id }) => id === 'node-cpu')?.verdict).toBe('unknown');
    expect(hub.measures.find(({ id }) => id === 'node-memory')?.verdict).toBe('good');
    expect(source()).toMatchObject({ state: 'live', partial: expect.stringContaining('bad_data') });
  });
});

describe('a slow Prometheus', () => {
  test('is asked for less until it answers in time: what is now comes first', async () => {
    const { asked, server, look, story } = world();
    server.fails = fault('timeout', 'Prometheus took too long', true);
    for (let turn = 0; turn < 4; turn += 1) await look();
    const steps = asked
      .filter(({ queries }) => queries.includes(requestRate))
      .map(({ range }) => (range.until - range.from) / stepMs + 1);
    expect(steps).toEqual([720, 180, 45, 12]);
    server.fails = null;
    story.after(stepMs);
    await look();
    expect(asked.filter(({ range }) => range.stepMs === stepMs).at(-1)?.range.until).toBeGreaterThan(
      story.now - stepMs,
    );
  });
});

describe('a measure that hangs', () => {
  test('keeps back nothing of what services answer', { timeout: 20_000 }, async () => {
    const story = madeLaunch();
    const ranges: MetricsPort['ranges'] = async (queries, { from, until, stepMs: step }) => {
      if (!queries.includes(requestRate)) return new Promise(() => undefined);
      const times = Array.from({ length: (until - from) / step + 1 }, (_, index) => from + index * step);
      const labels = { service: 'search-service', subset: 'stable' };
      return queries.map((query) =>
        ok({ series: [{ labels, values: times.map((at) => [at, calm(query, at, '') ?? 0]) }], warnings: [] }),
      );
    };
    const { with_, hub } = watched(story, { metrics: { ranges } }, { clock: clockOf(story, 100) });
    const { look } = createSignalWatch(with_, 60_000);
    for (let turn = 0; turn < 2; turn += 1) {
      story.after(stepMs);
      await look();
    }
    expect(hub.samples().at(-1)?.at).toBeGreaterThan(story.now - stepMs);
  });
});

describe('a Prometheus that hangs', () => {
  test('does not keep the verdict of before: it is judged all the same', async () => {
    const story = madeLaunch();
    const { with_, told } = watched(story, { metrics: { ranges: () => new Promise(() => undefined) } });
    const { look, judgeIfLate } = createSignalWatch(with_, 10);
    void look();
    await judgeIfLate();
    const judged = told.findLast((one) => one.type === 'canary.judge');
    expect(judged?.metrics.map(({ verdict }) => verdict)).toEqual(plan.canaryMetrics.map(() => 'unknown'));
  });
});

test.each(['unavailable', 'unreachable'] as const)(
  'a server that was away (%s) for minutes tells of all of them when it is back',
  async (cause) => {
    const { story, server, look, hub } = world();
    await look();
    const since = story.now;
    server.fails = fault(cause, 'away', true);
    for (const seconds of [5, 10, 20, 40, 60, 60, 60, 60, 15]) {
      story.after(seconds * 1000);
      await look();
    }
    server.fails = null;
    server.values = (query, at, place) => (query === errorRatePercent && at > since ? 8 : calm(query, at, place));
    story.after(stepMs);
    await look();
    expect(hub.criteria.find(({ criterion }) => criterion === 'error-rate-above-5')?.verdict).toBe('tripped');
  },
);
