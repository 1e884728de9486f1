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
    expect(hub.knownUntil).toBeNull();
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

  test('is not known where only the query for the newest sample failed, and never came again', async () => {
    const { later, server, stoppedAt, hub, source } = await beforeTheHole();
    server.refuses = scraped?.query ?? '';
    await later(2);
    expect(source()?.state).toBe('live');
    await later(THREE_MINUTES);
    expect(source()).toMatchObject({ state: 'failing' });
    expect(hub.knownUntil).toBe(stoppedAt);
  });
});
