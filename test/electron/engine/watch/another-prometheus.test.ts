import { describe, expect, test } from 'vitest';
import type { MetricsPort } from '#engine/adapters/prometheus/port.ts';
import { createSignalWatch } from '#engine/watch/signals.ts';
import type { Watching } from '#engine/watch/watching.ts';
import { ok } from '#shared/lib/result.ts';
import { madeLaunch, plan } from '#test/support/launch-story.ts';
import { calm } from './support/metrics-world.ts';
import { watched } from './support/watched-launch.ts';

const { stepMs, errorRatePercent } = plan.signals;
const places = plan.services.flatMap(({ id: service }) =>
  ['stable', 'canary'].map((subset) => ({ service, subset, deployment: `${service}-${subset}` })),
);

/** One whose canaries have failed like this for as long as anybody asks. */
const prometheus = (errors: number): Pick<MetricsPort, 'ranges'> => ({
  ranges: async (queries, { from, until, stepMs: step }) =>
    queries.map((query) => {
      const value = (at: number) => (query === errorRatePercent ? errors : (calm(query, at, '') ?? 0));
      const times = Array.from({ length: Math.floor((until - from) / step) + 1 }, (_, index) => from + index * step);
      return ok({
        warnings: [],
        series: places.map((labels) => ({ labels, values: times.map((at) => [at, value(at)]) })),
      });
    }),
});

type Asked = { readonly settings?: Partial<Watching['settings']['prometheus']>; readonly plan?: typeof plan };

/** A launch whose first Prometheus shows nothing amiss; then it is connected anew, as after settings are saved. */
async function connectedAnew(next: Asked) {
  const story = madeLaunch();
  const { with_, hub, told } = watched(story, { metrics: prometheus(0.02) });
  await createSignalWatch(with_, 60_000).look();
  const before = hub.batch(false);
  story.after(stepMs);
  const settings = { ...with_.settings, prometheus: { ...with_.settings.prometheus, ...next.settings } };
  const outside = { ...with_.outside, metrics: { ...with_.outside.metrics, ...prometheus(60) } };
  const watch = createSignalWatch({ ...with_, settings, outside, plan: next.plan ?? plan }, 60_000);
  const canary = () => told.findLast((one) => one.type === 'canary.judge')?.metrics[0]?.verdict;
  const criterion = () => hub.criteria.find((one) => one.criterion === 'error-rate-above-5')?.verdict;
  const errors = () => new Set(hub.samples().flatMap(({ subsets }) => subsets.map((one) => one.errorRatePercent)));
  return { before, hub, watch, canary, criterion, errors };
}

describe('a launch that is connected anew', () => {
  test.each<[string, Asked]>([
    ['to another Prometheus', { settings: { url: 'http://127.0.0.1:10' } }],
    ['as somebody else', { settings: { token: 'of another tenant' } }],
    ['with other queries', { plan: { ...plan, signals: { ...plan.signals, p95Ms: `${plan.signals.p95Ms} > 0` } } }],
  ])('%s knows nothing of what was said before, and believes what is said now', async (_, next) => {
    const { before, hub, watch, canary, criterion, errors } = await connectedAnew(next);
    expect(canary()).toBe('good');
    await watch.judgeIfLate();
    expect([canary(), criterion()]).toEqual(['unknown', 'unknown']);
    await watch.look();
    expect([canary(), criterion()]).toEqual(['bad', 'tripped']);
    expect([...errors()]).toEqual([60]);
    const batch = hub.batch(false);
    expect(batch.measuredAnew).toBe(before.measuredAnew + 1);
    expect(batch.samples).toHaveLength(hub.samples().length);
  });

  test('to the same one keeps what it knows', async () => {
    const { before, hub, watch, canary } = await connectedAnew({});
    await watch.judgeIfLate();
    expect(canary()).toBe('good');
    await watch.look();
    expect(hub.samples().length).toBe(before.samples.length + 1);
    expect(hub.batch(false).measuredAnew).toBe(before.measuredAnew);
  });

  test('lets nobody in who answers too late', async () => {
    const story = madeLaunch();
    const abort = new AbortController();
    const slow = prometheus(0.02);
    const ranges: MetricsPort['ranges'] = async (...asked) => {
      abort.abort();
      return slow.ranges(...asked);
    };
    const { with_, hub } = watched(story, { metrics: { ranges } }, { signal: abort.signal });
    await createSignalWatch(with_, 60_000).look();
    expect(hub.samples()).toEqual([]);
    expect(hub.measureSeries()).toEqual([]);
  });
});
