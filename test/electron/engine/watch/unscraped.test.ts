import { describe, expect, test } from 'vitest';
import { known } from '#engine/watch/known.ts';
import { isScraped } from '#shared/views/signals/freshness.ts';
import { plan } from '#test/support/launch-story.ts';
import { calm, metricsWorld } from './support/metrics-world.ts';
import { fault } from './support/watched-launch.ts';

const { stepMs, scraped, measures } = plan.signals;
const cpu = measures.find(({ id }) => id === 'node-cpu');
const THREE_MINUTES = 180_000 / stepMs;
const exhausted = plan.criteria.find(({ id }) => id === 'resource-exhaustion');

/** A launch that has been looked at once, with nodes whose CPU is full from the next scrape on. */
async function beforeTheHole() {
  const world = metricsWorld();
  const { look, story, hub } = world;
  await look();
  const stoppedAt = story.now;
  const later = async (steps: number): Promise<void> => {
    for (let step = 0; step < steps; step += 1) {
      story.after(stepMs);
      await look();
    }
  };
  const resource = () => hub.criteria.find(({ criterion }) => criterion === 'resource-exhaustion')?.verdict;
  const isInHole = (endedAt: number) => (at: number) => at > stoppedAt && at < endedAt;
  return { ...world, stoppedAt, later, resource, isInHole };
}

describe('what queries say of a time in which nothing was scraped', () => {
  test('is not known, also when it is scraped again: one scrape trips nothing', async () => {
    const { later, resource, server, stoppedAt, hub, story, isInHole } = await beforeTheHole();
    const full = (query: string, at: number, place: string) => (query === cpu?.query ? 97 : calm(query, at, place));
    server.values = (query, at, place) => (query === scraped?.query ? stoppedAt / 1000 : full(query, at, place));
    await later(THREE_MINUTES);
    expect(hub.knownUntil).toBe(stoppedAt);
    expect(known(hub).samples.filter(({ at }) => at > stoppedAt)).toEqual([]);

    server.values = full;
    await later(1);
    expect(hub.knownUntil).toBeGreaterThanOrEqual(story.now);
    expect(resource()).toBe('building');
    const inHole = isInHole(story.now);
    expect(hub.samples().filter(({ at }) => inHole(at))).toEqual([]);
    expect(hub.measureSeries().flatMap(({ points }) => points.filter(({ at }) => inHole(at)))).toEqual([]);
    const { unscraped } = hub.batch(false);
    expect(unscraped).toEqual([{ after: stoppedAt, before: story.now }]);
    expect([stoppedAt, stoppedAt + stepMs, story.now].map((at) => isScraped(at, unscraped))).toEqual([
      true,
      false,
      true,
    ]);
    await later((exhausted?.measured?.sustainedMs ?? 0) / stepMs);
    expect(resource()).toBe('tripped');
  });

  test('is not known where the server was away and tells of it afterwards', async () => {
    const { later, resource, server, stoppedAt, story, hub, isInHole } = await beforeTheHole();
    server.fails = fault('unreachable', 'away', true);
    await later(THREE_MINUTES);
    server.fails = null;
    const back = story.now;
    server.values = (query, at, place) => {
      if (query === scraped?.query) return (at > back ? at : Math.min(at, stoppedAt)) / 1000;
      return query === cpu?.query && at >= stoppedAt ? 97 : calm(query, at, place);
    };
    await later(1);
    expect(resource()).toBe('building');
    expect(hub.samples().filter(({ at }) => isInHole(story.now)(at))).toEqual([]);
    expect(hub.samples().some(({ at }) => at === story.now)).toBe(true);
  });

  test('is known where the server was away and scraped all the while', async () => {
    const { later, resource, server, stoppedAt, hub } = await beforeTheHole();
    server.fails = fault('unreachable', 'away', true);
    await later(THREE_MINUTES);
    server.fails = null;
    server.values = (query, at, place) => (query === cpu?.query && at > stoppedAt ? 97 : calm(query, at, place));
    await later(1);
    expect(resource()).toBe('tripped');
    expect(hub.batch(false).unscraped).toEqual([]);
  });

  test('is not known where it was told of only late: what was said before it was told is of before the hole', async () => {
    const { later, resource, server, stoppedAt } = await beforeTheHole();
    const full = (query: string, at: number, place: string) => (query === cpu?.query ? 97 : calm(query, at, place));
    server.values = (query, at, place) => (query === scraped?.query ? stoppedAt / 1000 : full(query, at, place));
    await later(THREE_MINUTES);
    server.values = (query, at, place) => (query === scraped?.query ? (at - 35_000) / 1000 : full(query, at, place));
    const looks = (exhausted?.measured?.sustainedMs ?? 0) / stepMs;
    await later(looks);
    expect(resource()).toBe('building');
    await later(1);
    expect(resource()).toBe('tripped');
  });

  test('is not known at the start, where scraping began a moment ago', async () => {
    const { look, server, story, hub } = metricsWorld();
    const began = story.now - stepMs;
    server.values = (query, at, place) => {
      if (query === scraped?.query) return at >= began ? at / 1000 : null;
      return query === cpu?.query ? 97 : calm(query, at, place);
    };
    await look();
    expect(hub.criteria.find(({ criterion }) => criterion === 'resource-exhaustion')?.verdict).toBe('building');
    expect(hub.samples().map(({ at }) => at)).toEqual([began, story.now]);
  });

  test('is not known because something was told to be scraped in the future once', async () => {
    const { later, server, hub } = await beforeTheHole();
    server.values = (query, at, place) => (query === scraped?.query ? at / 1000 + 3600 : calm(query, at, place));
    await later(1);
    const last = hub.scrapes.newestAt ?? 0;
    server.values = (query, at, place) => (query === scraped?.query ? last / 1000 : calm(query, at, place));
    await later(THREE_MINUTES);
    expect(hub.knownUntil).toBe(last);
  });

  test('is not known, either, when the clock is set back into it', async () => {
    const { later, look, server, stoppedAt, hub, story } = await beforeTheHole();
    const stopped: typeof calm = (query, at, place) =>
      query === scraped?.query ? stoppedAt / 1000 : calm(query, at, place);
    server.values = stopped;
    await later(THREE_MINUTES);
    server.values = calm;
    await later(1);
    server.values = stopped;
    story.after(-60_000);
    await look();
    expect(hub.knownUntil).toBe(stoppedAt);
    expect(hub.batch(false).unscraped).toEqual([]);
  });
});

describe('the query for the newest sample', () => {
  test('that takes too long is believed to go on for a while, then nothing is known; what it tells later loses nothing', async () => {
    const { later, server, stoppedAt, hub, source } = await beforeTheHole();
    server.tooSlow = scraped?.query ?? '';
    await later(2);
    expect(source()).toMatchObject({ state: 'live', partial: expect.stringContaining('took longer than 10 s') });
    await later(THREE_MINUTES);
    expect(source()).toMatchObject({
      state: 'failing',
      fault: {
        message: 'Prometheus answers, but it has not said for 190 s when it scraped the services of this launch.',
      },
    });
    expect(hub.knownUntil).toBe(stoppedAt + (scraped?.withinMs ?? 0));
    expect(hub.criteria.map(({ verdict }) => verdict)).not.toContain('good');
    server.tooSlow = '';
    await later(1);
    expect(source()?.state).toBe('live');
    expect(hub.samples().filter(({ at }) => at > stoppedAt)).toHaveLength(THREE_MINUTES + 3);
    expect(hub.batch(false).unscraped).toEqual([]);
  });

  test('that has never answered proves nothing, though everything else is answered', async () => {
    const { look, server, hub, source } = metricsWorld();
    server.tooSlow = scraped?.query ?? '';
    await look();
    expect(hub.knownUntil).toBe(0);
    expect(source()?.fault?.message).toBe(
      'Prometheus answers, but it does not say when it scraped the services of this launch.',
    );
  });

  test('that is wrong can’t tell: then only silence says that nothing arrives, and that it is wrong is said', async () => {
    const { look, server, hub, source, canary } = metricsWorld();
    server.refuses = scraped?.query ?? '';
    await look();
    expect(hub.knownUntil).toBeNull();
    expect(source()).toMatchObject({ state: 'live', partial: expect.stringContaining('bad_data') });
    expect(canary()).toEqual(plan.canaryMetrics.map(() => 'good'));
  });

  test('that is refused once proves nothing, either: it could tell before', async () => {
    const { later, server, stoppedAt, hub, resource, canary } = await beforeTheHole();
    const full = (query: string, at: number, place: string) => (query === cpu?.query ? 97 : calm(query, at, place));
    server.values = (query, at, place) =>
      query === scraped?.query ? Math.min(at, stoppedAt) / 1000 : full(query, at, place);
    await later(THREE_MINUTES);
    server.refuses = scraped?.query ?? '';
    await later(1);
    expect(hub.knownUntil).toBe(stoppedAt);
    expect(resource()).toBe('unknown');
    expect(canary()).not.toContain('good');
  });
});
