import type { MetricsAnswer, StepRange } from '#engine/adapters/prometheus/port.ts';
import { createSignalWatch } from '#engine/watch/signals.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { madeLaunch, plan } from '#test/support/launch-story.ts';
import { fault, watched } from './watched-launch.ts';

const { requestRate, errorRatePercent, p95Ms, scraped, measures } = plan.signals;
type Answer = Result<MetricsAnswer, Fault>;
/** What a query shows at a time and a place. */
type At = (query: string, at: number, place: string) => number | null;

/** What there is none of while all is well. */
const NONE = ['crashes', 'errors-in-an-hour', 'pods-missing'];

/** All is well everywhere. */
export const calm: At = (query, at) => {
  if (query === requestRate) return 50;
  if (query === errorRatePercent) return 0.02;
  if (query === p95Ms) return 90;
  if (query === scraped?.query) return at / 1000;
  const measure = measures.find((one) => one.query === query || one.of === query);
  if (measure?.of === query) return 400;
  if (measure?.holds.operator === '>=') return 100;
  return NONE.includes(measure?.id ?? '') ? 0 : 40;
};

/** A launch whose Prometheus says at every place and step what `values` says; null: nothing there. */
export function metricsWorld(values: At = calm) {
  const story = madeLaunch();
  const asked: { readonly queries: readonly string[]; readonly range: StepRange }[] = [];
  const server = {
    values,
    fails: null as Fault | null,
    refuses: '',
    tooSlow: '',
    warnings: [] as string[],
    aheadMs: 0,
  };
  const answer = (query: string, { from, until, stepMs: step }: StepRange): Answer => {
    if (server.fails !== null) return err(server.fails);
    if (query === server.tooSlow) return err(fault('timeout', 'took longer than 10 s', true));
    if (query === server.refuses) return err(fault('invalid', `bad_data: ${query.slice(0, 20)}`));
    const times = Array.from({ length: Math.floor((until - from) / step) + 1 }, (_, index) => from + index * step);
    const places = plan.services.flatMap(({ id: service }) =>
      ['stable', 'canary'].map((subset) => ({ service, subset, deployment: `${service}-${subset}` })),
    );
    const series = places.map((labels) => ({
      labels,
      values: times.flatMap((at) => {
        const value = server.values(query, at, `${labels.service} ${labels.subset}`);
        return value === null ? [] : [[at, value] as const];
      }),
    }));
    return ok({ series, warnings: server.warnings, clockAheadMs: server.aheadMs });
  };
  const { with_, hub, told } = watched(story, {
    metrics: {
      ranges: async (queries, range) => {
        asked.push({ queries, range });
        return queries.map((query) => answer(query, range));
      },
    },
  });
  const { look } = createSignalWatch(with_, 60_000);
  const source = () => hub.sources.one('prometheus');
  const canary = () => told.findLast((one) => one.type === 'canary.judge')?.metrics.map(({ verdict }) => verdict);
  return { story, asked, server, hub, look, source, canary };
}
/** Another value, or none, after a moment. */
export const unlessAfter =
  (since: () => number, value: number | null): At =>
  (query, at, place) =>
    at > since() ? value : calm(query, at, place);
