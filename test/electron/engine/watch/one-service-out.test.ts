import { expect, test } from 'vitest';
import { createSignalWatch } from '#engine/watch/signals.ts';
import { ok } from '#shared/lib/result.ts';
import { carriedOut, commander, lastAction, plan } from '#test/support/launch-story.ts';
import { atFivePercent, roll } from '#test/support/safe-launch.ts';
import { watched } from './support/watched-launch.ts';

test('a service that went back alone no longer speaks for the canary: the others can go on', async () => {
  const story = atFivePercent();
  const gone = 'search-service';
  const { with_, told } = watched(story, {
    metrics: {
      range: async (query, from, until, step) => {
        const times = Array.from({ length: (until - from) / step + 1 }, (_, index) => from + index * step);
        const crashes = plan.signals.measures.find(({ id }) => id === 'crashes')?.query;
        const values = new Map([
          [plan.signals.requestRate, 50],
          [plan.signals.p95Ms, 90],
          [crashes, 0],
          [plan.signals.scraped?.query, until / 1000],
        ]);
        const value = values.get(query) ?? 0.02;
        // Nothing asks the canary that went back any more.
        const places = plan.services.flatMap(({ id }) =>
          (id === gone ? ['stable'] : ['stable', 'canary']).map((subset) => ({ service: id, subset })),
        );
        return ok({
          series: places.map((labels) => ({ labels, values: times.map((at) => [at, value] as const) })),
          warnings: [],
        });
      },
    },
  });
  const verdicts = () => told.findLast((command) => command.type === 'canary.judge')?.metrics.map((one) => one.verdict);
  const { look } = createSignalWatch(with_, 5000);
  await look();
  expect(verdicts()).not.toEqual(plan.canaryMetrics.map(() => 'good'));

  story.does(commander, roll('launch-commander', { services: [gone] as never }));
  carriedOut(story, lastAction(story).id);
  await look();
  expect(verdicts()).toEqual(plan.canaryMetrics.map(() => 'good'));
});
