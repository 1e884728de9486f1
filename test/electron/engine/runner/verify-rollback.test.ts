import { describe, expect, test } from 'vitest';
import type { ClusterPort } from '#engine/adapters/kubernetes/port.ts';
import { createClock } from '#engine/clock.ts';
import { verifyAction } from '#engine/runner/verify-action.ts';
import { ObservationHub } from '#engine/watch/hub.ts';
import type { SignalSample } from '#shared/contract/observations.ts';
import { carriedOut, commander, goLaunch, lastAction, plan, stepDone } from '#test/support/launch-story.ts';
import { fault, samplesUntil } from '../watch/support/watched-launch.ts';

/** Errors are watched for so long, launch time; at this speed for three seconds at least. */
const SPEED = 60;
const WATCH_MS = 60_000;

/** A rollback that was carried out and read back just now, and what Prometheus shows from then on. */
async function watchedAfter(
  samples: (now: number) => SignalSample[],
  isDown = false,
  watchMs = WATCH_MS,
  knownUntil: number | null = null,
) {
  const quick = { ...plan, quickRollback: { ...plan.quickRollback, watchMs } };
  const story = goLaunch();
  stepDone(story, plan.steps[0]?.id ?? '');
  story.does(commander, { type: 'rollback.ask', role: 'launch-commander' as never, reason: 'too slow' });
  carriedOut(story, lastAction(story).id);
  const clock = createClock({ startedAtReal: Date.now(), startedAtLaunch: story.now, speed: SPEED });
  const hub = new ObservationHub(clock);
  hub.knownUntil = knownUntil;
  const feed = setInterval(() => {
    hub.addSamples(samples(clock.now()));
    const gone = fault('unreachable', 'Prometheus at 10.0.0.9 does not answer.', true);
    hub.sources.answered(
      { id: 'prometheus', kind: 'metrics', title: 'prometheus', everyMs: 1000 },
      isDown ? gone : null,
    );
  }, 50);
  try {
    const cluster = {} as ClusterPort;
    return await verifyAction({ plan: quick, cluster, hub, clock }, lastAction(story), new AbortController().signal);
  } finally {
    clearInterval(feed);
  }
}
const now = (values: Parameters<typeof samplesUntil>[2]) => (at: number) => samplesUntil(at, 1, values).slice(-1);

describe.concurrent('the watch on errors after a rollback', () => {
  test('says that it took effect when errors are normal at the end of its whole time', async () => {
    const startedAt = Date.now();
    expect(await watchedAfter(now({ errors: 0.03 }))).toMatchObject({ outcome: 'verified' });
    expect(Date.now() - startedAt).toBeGreaterThan(2900);
  });

  test('says what is still failing when they are not', async () => {
    const said = await watchedAfter(now({ errors: 6 }));
    expect(said).toMatchObject({ outcome: 'not-effective' });
    expect(said).toMatchObject({ seen: expect.arrayContaining([expect.objectContaining({ seen: '6.00 %' })]) });
  });

  test('never takes silence for good: with Prometheus dead it says that nothing is known, and why', async () => {
    const said = await watchedAfter(() => [], true);
    expect(said).toMatchObject({ outcome: 'not-effective' });
    if (said?.type !== 'action.verify') throw new Error('nothing was said');
    expect(said.seen).toHaveLength(plan.services.length);
    for (const { seen, agrees } of said.seen) {
      expect(agrees).toBe(false);
      expect(seen).toBe('no data: Prometheus at 10.0.0.9 does not answer.');
    }
  });

  test('takes nothing for good that is not known to be so: clocks apart, or an answer in part', async () => {
    const apart = await watchedAfter(now({ errors: 0.01 }), false, WATCH_MS, 0);
    expect(apart).toMatchObject({ outcome: 'not-effective' });
    const inPart = (at: number) => now({ errors: 0.01 })(at).map((sample) => ({ ...sample, isPartial: true as const }));
    expect(await watchedAfter(inPart)).toMatchObject({ outcome: 'not-effective' });
  });

  test('does not go by what Prometheus said before it died', async () => {
    let isFirst = true;
    const once = (at: number) => {
      if (!isFirst) return [];
      isFirst = false;
      return samplesUntil(at + 1000, 1, { errors: 0.01 }).slice(-1);
    };
    const said = await watchedAfter(once, true, 5 * WATCH_MS);
    expect(said).toMatchObject({ outcome: 'not-effective' });
  });
});
