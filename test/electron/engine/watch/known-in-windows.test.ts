import { describe, expect, test } from 'vitest';
import { lookAt } from '#engine/detail/look.ts';
import type { SignalSample } from '#shared/contract/observations.ts';
import type { TileRef } from '#shared/contract/observed/detail.ts';
import { freshForMs } from '#shared/views/signals/freshness.ts';
import { trafficSummary } from '#shared/views/traffic-summary.ts';
import { plan } from '#test/support/launch-story.ts';
import { calm, metricsWorld } from './support/metrics-world.ts';
import { clockOf } from './support/watched-launch.ts';

const { stepMs, scraped } = plan.signals;

/** A launch whose windows take what the engine tells them, beside what its judge says of the same. */
function watchedInWindows() {
  const world = metricsWorld();
  const { hub, story } = world;
  let samples: readonly SignalSample[] = [];
  const head = () => {
    const latest = hub.batch(false);
    samples = [...samples, ...latest.samples];
    return trafficSummary(plan, { latest, samples, now: story.now, freshMs: freshForMs(plan, 1) }).tone;
  };
  const detail = async () => {
    const looking = { hub, dispatcher: { state: story.state }, feeds: null };
    const tile = { kind: 'signal', signal: 'error-rate', service: null } as const;
    const found = await lookAt(looking, clockOf(story), { tile, span: 'quarter' });
    return found.ok ? found.value.state.tone : found.error.message;
  };
  const judged = () => (hub.criteria.some(({ verdict }) => verdict === 'good') ? 'good' : 'unknown');
  const seen = async () => {
    await world.look();
    return { judge: judged(), head: head(), detail: await detail() };
  };
  return { ...world, seen };
}
const all = (tone: string) => ({ judge: tone, head: tone, detail: tone });

describe('windows call known what the judge does', () => {
  test('while all is well', async () => {
    expect(await watchedInWindows().seen()).toEqual(all('good'));
  });
  test.each([3_600_000, -3_600_000])('nothing of a Prometheus whose clock is %i ms from ours', async (aheadMs) => {
    const { seen, server, story } = watchedInWindows();
    server.aheadMs = aheadMs;
    expect(await seen()).toEqual(all('unknown'));
    story.after(stepMs);
    expect(await seen()).toEqual(all('unknown'));
    server.aheadMs = 0;
    story.after(stepMs);
    expect(await seen()).toEqual(all('good'));
  });
  test('nothing of one that no longer scrapes, though its rates live on', async () => {
    const { seen, server, story } = watchedInWindows();
    expect(await seen()).toEqual(all('good'));
    const stopped = story.now;
    server.values = (query, at, place) => (query === scraped?.query ? stopped / 1000 : calm(query, at, place));
    story.after(45_000);
    expect(await seen()).toEqual(all('unknown'));
    server.values = calm;
    story.after(stepMs);
    expect(await seen()).toEqual(all('good'));
  });
  test('nothing as good that rests on a part of the data', async () => {
    const { seen, server } = watchedInWindows();
    server.warnings = ['a store did not answer'];
    expect(await seen()).toEqual(all('unknown'));
  });

  test('and no line of a detail goes on after the newest scrape', async () => {
    const { hub, look, server, story } = watchedInWindows();
    await look();
    const stopped = story.now;
    server.values = (query, at, place) => (query === scraped?.query ? stopped / 1000 : calm(query, at, place));
    for (let step = 0; step < 12; step += 1) {
      story.after(stepMs);
      await look();
    }
    const looking = { hub, dispatcher: { state: story.state }, feeds: null };
    const last = async (tile: TileRef) => {
      const found = await lookAt(looking, clockOf(story), { tile, span: 'quarter' });
      const [chart] = found.ok ? found.value.charts : [];
      return chart?.times.findLast((_, index) => chart.lines.some(({ values }) => (values[index] ?? null) !== null));
    };
    expect(await last({ kind: 'signal', signal: 'p95', service: null })).toBe(stopped);
    expect(await last({ kind: 'measure', id: 'node-cpu' })).toBe(stopped);
  });
});
