import { describe, expect, test } from 'vitest';
import { createClock } from '#engine/clock.ts';
import { backOffMs } from '#engine/watch/back-off.ts';
import { Sources } from '#engine/watch/sources.ts';
import { fault } from './support/watched-launch.ts';

const about = { id: 'prometheus', kind: 'metrics', title: 'prometheus', everyMs: 5000 } as const;
const gone = fault('unreachable', 'Prometheus at 10.0.0.9 does not answer.', true);

/** Sources on a clock that stands `agoMs` further each time it is set. */
function at() {
  let now = 1_000_000;
  const clock = { ...createClock({ startedAtReal: 0, startedAtLaunch: 0, speed: 1 }), now: () => now };
  return { sources: new Sources(clock), pass: (ms: number) => (now += ms), now: () => now };
}

describe('how sources stand', () => {
  test('one that misses three of its intervals is stale, and live again when it answers', () => {
    const { sources, pass } = at();
    sources.live(about);
    pass(15_000);
    expect(sources.one('prometheus')?.state).toBe('live');
    pass(1);
    expect(sources.one('prometheus')?.state).toBe('stale');
    sources.live(about);
    expect(sources.one('prometheus')?.state).toBe('live');
  });

  test('one that answered before the clock was set back is stale until it answers again', () => {
    const { sources, pass } = at();
    sources.live(about);
    pass(-600_000);
    expect(sources.one('prometheus')?.state).toBe('stale');
    sources.live(about);
    expect(sources.one('prometheus')?.state).toBe('live');
  });

  test('one that fails says why, since when, what it last knew and when it is asked again', () => {
    const { sources, pass, now } = at();
    sources.live(about);
    const seenAt = now();
    pass(5000);
    sources.failing(about, gone, 2000);
    const since = now();
    pass(2000);
    sources.failing(about, gone, 4000);
    expect(sources.one('prometheus')).toMatchObject({
      ...{ state: 'failing', fault: gone, seenAt, since, retryAt: now() + 4000 },
    });
  });

  test('what a server leaves out of its answer is said until an answer is whole again', () => {
    const { sources } = at();
    sources.live(about, 'one store did not answer');
    expect(sources.one('prometheus')?.partial).toBe('one store did not answer');
    sources.live(about);
    expect(sources.one('prometheus')?.partial).toBeNull();
  });

  test('one that is off says why and never turns stale', () => {
    const { sources, pass } = at();
    sources.off(about, 'No Prometheus is set up.');
    pass(1_000_000);
    expect(sources.one('prometheus')).toMatchObject({ state: 'off', why: 'No Prometheus is set up.' });
  });
});

describe('backing off', () => {
  test('waits twice as long after each failure, half a minute at most', () => {
    const waits = [1, 2, 3, 4, 5, 9].map((failures) => backOffMs(failures, 1000, null, 0.5));
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000]);
  });

  test('never asks sooner than the other side wants, nor more often than when all is well', () => {
    expect(backOffMs(1, 1000, { ...gone, retryAfterMs: 45_000 }, 0.5)).toBe(45_000);
    expect(backOffMs(3, 60_000, null, 0.5)).toBe(60_000);
  });
});
