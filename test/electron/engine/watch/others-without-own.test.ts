import { expect, test } from 'vitest';
import { realClock } from '#engine/clock.ts';
import { watchCluster } from '#engine/watch/cluster.ts';
import { ObservationHub } from '#engine/watch/hub.ts';
import { ok } from '#shared/lib/result.ts';
import { plan } from '#test/support/launch-story.ts';

test('a namespace that is watched besides is shown while the launch’s own can not be read', async () => {
  const fault = { kind: 'fault', cause: 'forbidden', message: 'u may not list pods', retryable: false } as const;
  const feedOf = (isWell: boolean) => (options: { kinds: readonly string[] }) => ({
    objects: () => new Map(),
    states: () =>
      options.kinds.map((kind) =>
        isWell
          ? { kind, state: 'live', aliveAt: Date.now(), fault: null, retryInMs: null }
          : { kind, state: 'failing', aliveAt: null, fault, retryInMs: 500 },
      ),
    ended: Promise.resolve(),
  });
  const hub = new ObservationHub(realClock());
  const abort = new AbortController();
  const besides = { title: 'Edge', context: 'edge', namespace: 'edge', follow: ok(feedOf(true)) };
  watchCluster(
    {
      plan,
      hub,
      clock: realClock(),
      signal: abort.signal,
      outside: { cluster: { follow: feedOf(false) }, alsoWatched: [besides] },
    } as never,
    () => undefined,
    () => undefined,
  );
  const states = () => hub.sources.all().map(({ id, state }) => `${id} ${state}`);
  await expect.poll(states, { timeout: 10_000 }).toEqual(['cluster failing', 'cluster edge/edge live']);
  abort.abort();
});
