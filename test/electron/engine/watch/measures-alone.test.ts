import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { MetricsPort } from '#engine/adapters/prometheus/port.ts';
import { createSignalWatch } from '#engine/watch/signals.ts';
import { err, ok } from '#shared/lib/result.ts';
import { madeLaunch, plan } from '#test/support/launch-story.ts';
import { calm, metricsWorld } from './support/metrics-world.ts';
import { clockOf, fault, watched } from './support/watched-launch.ts';

const { stepMs, scraped, measures, p95Ms, requestRate, errorRatePercent } = plan.signals;
const cpu = measures.find(({ id }) => id === 'node-cpu');
const full: typeof calm = (query, at, place) => (query === cpu?.query ? 97 : calm(query, at, place));
/** As Prometheus goes on with its last value when it has stopped to scrape. */
const stoppedAt =
  (since: number): typeof calm =>
  (query, at, place) => {
    if (query === scraped?.query) return Math.min(at, since) / 1000;
    return at >= since ? full(query, at, place) : calm(query, at, place);
  };
const places = plan.services.flatMap(({ id: service }) =>
  ['stable', 'canary'].map((subset) => ({ service, subset, deployment: `${service}-${subset}` })),
);

/** Measures are answered at once. Services, and when they were scraped, as it says. */
function split(values: typeof calm, speed = 1) {
  const story = madeLaunch();
  const server = {
    values,
    isAway: false,
    throws: false,
    fails: [] as readonly ('services' | 'scrapes')[],
    waits: null as Promise<void> | null,
  };
  const asked: string[] = [];
  const ranges: MetricsPort['ranges'] = async (queries, { from, until, stepMs: step }) => {
    const of = queries.includes(requestRate) ? 'services' : queries.includes(scraped?.query ?? '') ? 'scrapes' : null;
    asked.push(of ?? 'measures');
    if (server.throws) throw new Error('a bug');
    if (of !== null) await server.waits;
    if (server.isAway || (of !== null && server.fails.includes(of)))
      return queries.map(() => err(fault('timeout', 'too slow', true)));
    const times = Array.from({ length: Math.floor((until - from) / step) + 1 }, (_, index) => from + index * step);
    const valuesOf = (query: string) =>
      times.flatMap((at) => {
        const value = server.values(query, at, '');
        return value === null ? [] : [[at, value] as const];
      });
    return queries.map((query) =>
      ok({ warnings: [], series: places.map((labels) => ({ labels, values: valuesOf(query) })) }),
    );
  };
  const { with_, hub, told } = watched(story, { metrics: { ranges } }, { clock: clockOf(story, speed) });
  const watch = createSignalWatch(with_, 0.001);
  const later = async (looks: number): Promise<void> => {
    for (let look = 0; look < looks; look += 1) {
      story.after(stepMs);
      await watch.look();
    }
  };
  const resource = () => hub.criteria.find(({ criterion }) => criterion === 'resource-exhaustion')?.verdict;
  const trips = () => told.filter(({ type }) => type === 'criterion.trip');
  return { story, server, asked, hub, watch, later, resource, trips };
}

describe('measures trip a criterion', () => {
  test('also while a query of services is refused: what is left of them is known in part', async () => {
    const { look, server, hub, source } = metricsWorld((query, at, place) =>
      query === errorRatePercent ? 30 : full(query, at, place),
    );
    server.refuses = p95Ms;
    await look();
    const tripped = hub.criteria.flatMap(({ criterion, verdict }) => (verdict === 'tripped' ? [criterion] : []));
    expect(tripped).toEqual(expect.arrayContaining(['resource-exhaustion', 'error-rate-above-5']));
    expect(source()).toMatchObject({ state: 'live', partial: expect.stringContaining('bad_data') });
    expect(hub.samples().every(({ isPartial }) => isPartial)).toBe(true);
    server.values = full;
    server.refuses = requestRate;
    await look();
    expect(hub.criteria.find(({ criterion }) => criterion === 'error-rate-above-5')?.verdict).not.toBe('good');
  });

  test('also while services hang: the next look asks for them again', async () => {
    const { server, watch, asked, story } = split(full, 60);
    server.waits = new Promise(() => {});
    const times = (what: string) => asked.filter((of) => of === what).length;
    await watch.look();
    const first = times('measures');
    story.after(60_000);
    await watch.look();
    expect(times('measures')).toBeGreaterThan(first);
    expect(times('services')).toBe(1);
  });

  test('also after a look has failed by a fault of ours', async () => {
    const { server, watch, later, resource } = split(full);
    server.throws = true;
    await expect(watch.look()).rejects.toThrow('a bug');
    server.throws = false;
    await later(1);
    expect(resource()).toBe('tripped');
  });

  test('also while services are not answered', async () => {
    const { later, resource, server, watch, hub } = split(calm);
    await watch.look();
    server.values = full;
    server.fails = ['services'];
    await later(13);
    expect(resource()).toBe('tripped');
    expect(hub.samples().every(({ at }) => at <= (hub.scrapes.newestAt ?? 0) - 13 * stepMs)).toBe(true);
  });

  test('not while nobody can say whether anything is scraped; when that is told, nothing was lost', async () => {
    const { later, resource, server, watch, hub, story } = split(calm);
    await watch.look();
    server.values = full;
    const since = story.now;
    server.fails = ['services', 'scrapes'];
    await later(6);
    expect(resource()).toBe('building');
    await later(30);
    expect(resource()).toBe('unknown');
    server.fails = [];
    await later(1);
    expect(resource()).toBe('tripped');
    expect(hub.scrapes.holes).toEqual([]);
    expect(hub.measureSeries('node-cpu')[0]?.points.filter(({ at }) => at > since)).toHaveLength(37);
  });
});

describe('measures of a time in which nothing was scraped trip nothing', () => {
  const judgedMeanwhile = async ({ server, watch, resource }: ReturnType<typeof split>) => {
    let letGo = () => {};
    server.waits = new Promise((done) => {
      letGo = done;
    });
    const looking = watch.look();
    await pause(20);
    await watch.judgeIfLate();
    const before = resource();
    letGo();
    await looking;
    return before;
  };

  test('where the server comes back, and somebody judges before it is told what was scraped', async () => {
    const world = split(calm);
    await world.watch.look();
    const since = world.story.now;
    world.server.isAway = true;
    await world.later(60);
    world.server.isAway = false;
    world.server.values = stoppedAt(since);
    world.story.after(stepMs);
    expect(await judgedMeanwhile(world)).toBe('unknown');
    expect([world.resource(), world.trips()]).toEqual(['unknown', []]);
  });

  test('where the launch is opened, and somebody judges before it is told what was scraped', async () => {
    const world = split(calm);
    world.server.values = stoppedAt(world.story.now - 290_000);
    expect(await judgedMeanwhile(world)).toBe('unknown');
    expect([world.resource(), world.trips()]).toEqual(['unknown', []]);
  });

  test('where the launch is opened, and nobody tells what was scraped', async () => {
    const world = split(calm);
    world.server.values = stoppedAt(world.story.now - 290_000);
    world.server.fails = ['services', 'scrapes'];
    await world.watch.look();
    expect([world.resource(), world.trips()]).toEqual(['unknown', []]);
  });
});
