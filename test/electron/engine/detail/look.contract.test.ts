import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connectionsFromRehearsal } from '#engine/adapters/connections.ts';
import { connectOutside, type Outside } from '#engine/adapters/outside.ts';
import { realClock } from '#engine/clock.ts';
import { lookAt } from '#engine/detail/look.ts';
import { watchCluster } from '#engine/watch/cluster.ts';
import { ObservationHub } from '#engine/watch/hub.ts';
import type { Watching } from '#engine/watch/watching.ts';
import type { Rehearsal } from '#rehearsal/start.ts';
import type { DetailSpan, TileRef } from '#shared/contract/observed/detail.ts';
import { madeLaunch, plan } from '#test/support/launch-story.ts';
import { openRehearsal } from '../adapters/support/open-rehearsal.ts';
import { value } from '../adapters/support/run-context.ts';

const fail = (error: unknown): never => {
  throw error;
};

describe('the detail of a tile', () => {
  const clock = realClock();
  let rehearsal: Rehearsal;
  let outside: Outside;
  beforeAll(async () => {
    rehearsal = await openRehearsal();
    outside = value(await connectOutside(connectionsFromRehearsal(JSON.stringify(rehearsal.addresses))));
  });
  afterEach(() => rehearsal.faults.clear());
  afterAll(async () => {
    await outside?.close();
    await rehearsal?.stop();
  });

  const { state } = madeLaunch();
  const look = async (tile: TileRef, span: DetailSpan, reaches: Outside | null = outside) =>
    value(
      await lookAt({ hub: new ObservationHub(clock), dispatcher: { state }, feeds: reaches }, clock, { tile, span }),
    );

  test('what the console has not kept is asked of Prometheus, in no more points than a chart draws', async () => {
    const found = await look({ kind: 'signal', signal: 'requests', service: null }, 'hour');
    expect(found.missing).toBeNull();
    const [chart] = found.charts;
    expect(chart?.lines.find(({ name }) => name === 'stable')?.values.some((one) => (one ?? 0) > 0)).toBe(true);
    expect(chart?.times.length).toBeLessThanOrEqual(301);
    expect(found.queries).toEqual([{ title: 'Requests', language: 'PromQL', text: plan.signals.requestRate }]);
  }, 30_000);
  test('a measure has its history, its queries and what it speaks of', async () => {
    const found = await look({ kind: 'measure', id: 'db-connections' }, 'quarter');
    expect(found.charts[0]?.lines[0]?.values.some((one) => one !== null)).toBe(true);
    expect(found.queries).toHaveLength(2);
    expect(found.rows[0]?.rows[0]?.tile).toEqual({ kind: 'dependency', title: 'PostgreSQL' });
    const cpu = await look({ kind: 'measure', id: 'node-cpu' }, 'quarter');
    expect(cpu.means.map(({ id }) => id)).toContain('resource-exhaustion');
  }, 30_000);
  test('while Prometheus is down, what could not be had is said and the rest is there', async () => {
    rehearsal.faults.inject({ scenario: 'prometheus-down' });
    const found = await look({ kind: 'service', service: plan.services[0]?.id ?? '' }, 'hour');
    expect(found.missing).toMatch(/^What lies further back could not be had: /);
    expect(found.title).toBe(plan.services[0]?.title);
    expect(found.state.tone).toBe('unknown');
  }, 30_000);
  test('a pod that nothing is wrong with is there too: who sees its line in the logs asks for it', async () => {
    const ending = new AbortController();
    const hub = new ObservationHub(clock);
    const watching = { plan, hub, clock, settings: {}, signal: ending.signal, state: () => state };
    // Only what this watch asks for is there.
    watchCluster(
      { ...watching, outside: { ...outside, alsoWatched: [] } } as unknown as Watching,
      () => undefined,
      fail,
    );
    const feed = outside.cluster.follow({ kinds: ['Pod'], changed() {}, waitMs: () => 100, signal: ending.signal });
    const readyPod = () => [...feed.objects('Pod').values()].find(({ isReady }) => isReady)?.name ?? null;
    await expect.poll(readyPod, { timeout: 10_000 }).not.toBeNull();
    const pod = readyPod() ?? '';
    await expect.poll(() => hub.findPod(pod), { timeout: 10_000 }).not.toBeNull();
    await expect.poll(() => hub.cluster, { timeout: 10_000 }).not.toBeNull();
    expect(hub.cluster?.pods.map(({ name }) => name)).not.toContain(pod);
    const asked = (name: string) =>
      lookAt({ hub, dispatcher: { state }, feeds: outside }, clock, {
        tile: { kind: 'pod', pod: name },
        span: 'quarter',
      });
    const found = value(await asked(pod));
    expect(found.state).toEqual({ tone: 'good', word: 'ready' });
    expect(found.about).toMatch(/, on .*, \d+ restarts/);
    expect(value(await asked(`${pod}x`)).state).toEqual({ tone: 'unknown', word: 'not there' });
    ending.abort();
    expect(hub.findPod(pod)).toBeNull();
  }, 40_000);
  test('without anything outside it says so', async () => {
    const found = await look({ kind: 'signal', signal: 'p95', service: null }, 'quarter', null);
    expect(found.missing).toContain('nothing outside is connected');
  });
});
