import { describe, expect, test } from 'vitest';
import type { MetricsAnswer, MetricsPort, StepRange } from '#engine/adapters/prometheus/port.ts';
import { createSignalWatch } from '#engine/watch/signals.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { madeLaunch, plan } from '#test/support/launch-story.ts';
import { clockOf, fault, watched } from './support/watched-launch.ts';

const { stepMs, requestRate, errorRatePercent, p95Ms, scraped, measures } = plan.signals;
const cpu = measures.find(({ id }) => id === 'node-cpu');
type Answer = Result<MetricsAnswer, Fault>;
type At = (query: string, at: number, place: string) => number | null;

/** What there is none of while all is well. */
const NONE = ['crashes', 'errors-in-an-hour', 'pods-missing'];

const calm: At = (query, at) => {
  if (query === requestRate) return 50;
  if (query === errorRatePercent) return 0.02;
  if (query === p95Ms) return 90;
  if (query === scraped?.query) return at / 1000;
  const measure = measures.find((one) => one.query === query || one.of === query);
  if (measure?.of === query) return 400;
  if (measure?.holds.operator === '>=') return 100;
  return NONE.includes(measure?.id ?? '') ? 0 : 40;
};

/** A launch whose Prometheus says at every place and step what `values` says; null: nothing there. */
function world(values: At = calm) {
  const story = madeLaunch();
  const asked: { readonly queries: readonly string[]; readonly range: StepRange }[] = [];
  const server = { values, fails: null as Fault | null, refuses: '', warnings: [] as string[], aheadMs: 0 };
  const answer = (query: string, { from, until, stepMs: step }: StepRange): Answer => {
    if (server.fails !== null) return err(server.fails);
    if (query === server.refuses) return err(fault('invalid', `bad_data: ${query.slice(0, 20)}`));
    const times = Array.from({ length: Math.floor((until - from) / step) + 1 }, (_, index) => from + index * step);
    const places = plan.services.flatMap(({ id: service }) =>
      ['stable', 'canary'].map((subset) => ({ service, subset, deployment: `${service}-${subset}` })),
    );
    const series = places.map((labels) => ({
      labels,
      values: times.flatMap((at) => {
        const value = server.values(query, at, `${labels.service} ${labels.subset}`);
        return value === null ? [] : [[at, value] as const];
      }),
    }));
    return ok({ series, warnings: server.warnings });
  };
  const { with_, hub, told } = watched(story, {
    metrics: {
      ranges: async (queries, range) => {
        asked.push({ queries, range });
        return queries.map((query) => answer(query, range));
      },
    },
  });
  const { look } = createSignalWatch(with_, 60_000);
  const source = () => hub.sources.one('prometheus');
  const canary = () => told.findLast((one) => one.type === 'canary.judge')?.metrics.map(({ verdict }) => verdict);
  return { story, asked, server, hub, look, source, canary };
}
const unlessAfter =
  (since: () => number, value: number | null): At =>
  (query, at, place) =>
    at > since() ? value : calm(query, at, place);

describe('the feed of metrics', () => {
  test('asks for an hour at the start and then only for what is new: services in one request, all measures of one step in another', async () => {
    const { story, asked, look, hub, source } = world();
    await look();
    const first = asked.filter(({ range }) => range.stepMs === stepMs);
    expect(first).toHaveLength(2);
    expect(first[0]?.queries).toEqual([requestRate, errorRatePercent, p95Ms, scraped?.query]);
    expect(first[1]?.queries.length).toBeGreaterThan(10);
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

describe('a promotion’s metrics', () => {
  test('are good while all is well', async () => {
    const { look, canary } = world();
    await look();
    expect(canary()).toEqual(plan.canaryMetrics.map(() => 'good'));
  });

  test('are not good on a part of the data, and the source says what is missing', async () => {
    const { look, canary, server, source, hub } = world();
    server.warnings = ['a store did not answer'];
    await look();
    expect(canary()).toEqual(plan.canaryMetrics.map(() => 'unknown'));
    expect(hub.criteria.map(({ verdict }) => verdict)).not.toContain('good');
    expect(hub.measures.map(({ verdict }) => verdict)).not.toContain('good');
    expect(source()).toMatchObject({ state: 'live', partial: 'a store did not answer' });
  });

  test('are known with every other sample missing, and not with all of them', async () => {
    const { look, canary, server, story } = world((query, at, place) =>
      at % (2 * stepMs) === 0 ? calm(query, at, place) : null,
    );
    await look();
    expect(canary()).toEqual(plan.canaryMetrics.map(() => 'good'));
    server.values = () => null;
    story.after(4 * stepMs);
    await look();
    expect(canary()).toEqual(plan.canaryMetrics.map(() => 'unknown'));
  });

  test('are not good at a service whose errors have vanished: a hole is no 0 %', async () => {
    const { look, canary, server, story } = world();
    await look();
    server.values = (query, at, place) =>
      query === errorRatePercent && place === 'search-service canary' ? null : calm(query, at, place);
    story.after(7 * stepMs);
    await look();
    expect(canary()?.[0]).toBe('unknown');
  });

  test('are unknown after the clock has jumped an hour ahead, and known again when it comes back', async () => {
    let since = Number.POSITIVE_INFINITY;
    const { look, canary, server, story, hub } = world();
    await look();
    since = story.now;
    server.values = unlessAfter(() => since, null);
    story.after(3_600_000);
    await look();
    expect(canary()).toEqual(plan.canaryMetrics.map(() => 'unknown'));
    story.now = since + stepMs;
    server.values = calm;
    await look();
    expect(hub.samples().every(({ at }) => at <= story.now)).toBe(true);
    story.after(stepMs);
    await look();
    expect(canary()).toEqual(plan.canaryMetrics.map(() => 'good'));
  });

  test('that were measured in the future are none of now', async () => {
    const { look, canary, story } = world();
    await look();
    story.now -= 600_000;
    await look();
    story.after(4 * stepMs);
    await look();
    expect(canary()).toEqual(plan.canaryMetrics.map(() => 'good'));
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

describe('a Prometheus that no longer scrapes', () => {
  test('proves nothing, however green its rates still are', async () => {
    const { look, canary, server, story, hub } = world();
    await look();
    const stopped = story.now;
    server.values = (query, at, place) => (query === scraped?.query ? stopped / 1000 : calm(query, at, place));
    story.after(45_000);
    await look();
    expect(canary()).toEqual(plan.canaryMetrics.map(() => 'unknown'));
    expect(hub.criteria.map(({ verdict }) => verdict)).not.toContain('good');
    server.values = calm;
    story.after(stepMs);
    await look();
    expect(canary()).toEqual(plan.canaryMetrics.map(() => 'good'));
  });

  test('answers, and is failing all the same: it says how old the newest sample is', async () => {
    let stopped = 0;
    const { look, source, server, story } = world();
    await look();
    expect(source()?.state).toBe('live');
    stopped = story.now;
    server.values = (query, at, place) => (query === scraped?.query ? stopped / 1000 : calm(query, at, place));
    story.after(45_000);
    await look();
    expect(source()).toMatchObject({
      state: 'failing',
      fault: { message: 'Prometheus answers, but nothing newer than 45 s has been scraped.' },
    });
    server.values = calm;
    story.after(stepMs);
    await look();
    expect(source()).toMatchObject({ state: 'live', fault: null });
  });

  test('and has nothing of this launch any more says so', async () => {
    const { look, source, server, story } = world();
    await look();
    server.values = () => null;
    story.after(stepMs);
    await look();
    expect(source()?.fault?.message).toBe(
      'Prometheus answers, but it has no recent sample of the services of this launch.',
    );
  });
});
