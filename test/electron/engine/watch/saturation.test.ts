import { expect, test } from 'vitest';
import { createSaturationWatch } from '#engine/watch/saturation.ts';
import { err, ok } from '#shared/lib/result.ts';
import { madeLaunch, plan } from '#test/support/launch-story.ts';
import { fault, watched } from './support/watched-launch.ts';

const { stepMs, saturation } = plan.signals;
const [first] = saturation;

test('saturation is asked for at every step, what failed is made up for, and the fullest node counts', async () => {
  const story = madeLaunch();
  let isDown = false;
  const asked: number[] = [];
  const { with_, hub } = watched(story, {
    metrics: {
      range: async (query, from, until, step) => {
        if (isDown) return err(fault('unreachable', 'Prometheus does not answer', true));
        const times = Array.from({ length: (until - from) / step + 1 }, (_, index) => from + index * step);
        if (query === first?.query) asked.push(...times);
        const node = (name: string, value: number) => ({
          labels: { instance: name },
          values: times.map((at) => [at, value] as const),
        });
        return ok({ series: [node('a', 40), node('b', 97)], warnings: [] });
      },
    },
  });
  const look = createSaturationWatch(with_);
  await look();
  expect(hub.saturation).toEqual(saturation.map(({ title }) => ({ title, percent: 97 })));
  const kept = hub.saturationSeries()[0]?.points.length ?? 0;
  expect(kept).toBeGreaterThan(100);

  isDown = true;
  story.after(10 * stepMs);
  await look();
  // Nothing new for longer than three samples: how full it is now is not known.
  expect(hub.saturation.map(({ percent }) => percent)).toEqual(saturation.map(() => null));

  isDown = false;
  story.after(stepMs);
  await look();
  expect(hub.saturation[0]?.percent).toBe(97);
  expect(hub.saturationSeries()[0]?.points).toHaveLength(kept + 11);
  expect(new Set(asked).size).toBe(asked.length);
});
