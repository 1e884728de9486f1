import { describe, expect, test } from 'vitest';
import { plan } from '#test/support/launch-story.ts';
import { calm, metricsWorld } from './support/metrics-world.ts';

const { stepMs, scraped, measures } = plan.signals;
const cpu = measures.find(({ id }) => id === 'node-cpu');
const MINUTE_MS = 60_000;

describe('a clock that was ahead when the launch was opened, and is set right', () => {
  test.each([20, 120])('%i minutes: what was measured in the hour before counts at once', async (aheadMinutes) => {
    const { story, server, look, hub } = metricsWorld();
    const now = story.now;
    // The server knows nothing of later than now, and goes on with last values for five minutes.
    server.values = (query, at, place) => {
      if (at > now + 5 * MINUTE_MS) return null;
      if (query === scraped?.query) return Math.min(at, now) / 1000;
      return query === cpu?.query ? 97 : calm(query, at, place);
    };
    story.after(aheadMinutes * MINUTE_MS);
    server.aheadMs = -aheadMinutes * MINUTE_MS;
    await look();
    expect(hub.criteria.map(({ verdict }) => verdict)).not.toContain('tripped');
    story.after(-aheadMinutes * MINUTE_MS);
    server.aheadMs = 0;
    await look();
    expect(hub.criteria.find(({ criterion }) => criterion === 'resource-exhaustion')?.verdict).toBe('tripped');
    expect(hub.samples()).toHaveLength(720);
    expect(hub.samples().at(-1)?.at).toBe(now);
    expect(hub.batch(false)).toMatchObject({ unscraped: [], measuredAnew: 1 });
  });
});

test('a clock that is set back by half a minute takes nothing from what is asked once a minute', async () => {
  const { story, look, hub } = metricsWorld();
  const slow = measures.find((one) => one.stepMs === MINUTE_MS);
  const times = () => hub.measureSeries(slow?.id)[0]?.points.map(({ at }) => at) ?? [];
  story.after(MINUTE_MS - (story.now % MINUTE_MS) + stepMs);
  await look();
  const before = times();
  story.after(-30_000);
  await look();
  for (let step = 0; step < 30; step += 1) {
    story.after(stepMs);
    await look();
  }
  expect(times().filter((at) => before.includes(at))).toEqual(before.slice(before.indexOf(times()[0] ?? 0)));
  expect(times().every((at, index, all) => index === 0 || at - (all[index - 1] ?? 0) === MINUTE_MS)).toBe(true);
});
