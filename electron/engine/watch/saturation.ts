import type { SaturationSeries } from '#shared/contract/observations.ts';
import { MISSED_INTERVALS } from '#shared/signals/sustained.ts';
import type { Series } from '../adapters/prometheus/port.ts';
import { sampleIntervalMs } from '../clock.ts';
import { firstAsked, type StepRange, stepsSince } from './step-range.ts';
import type { Watching } from './watching.ts';

/** Asks how full things are: of each what is new, at the same steps as the other signals; a query that failed is made up for. */
export function createSaturationWatch(with_: Watching): () => Promise<void> {
  const { plan, outside, hub, clock, signal } = with_;
  const { saturation, stepMs } = plan.signals;
  const askedUntil = new Map<string, number>();
  return async () => {
    const now = clock.now();
    await Promise.all(
      saturation.map(async ({ title, query }) => {
        const range = stepsSince(askedUntil.get(title) ?? firstAsked(now, stepMs), now, stepMs);
        if (range === null) return;
        const answer = await outside.metrics.range(query, range.from, range.until, stepMs, signal);
        if (!answer.ok) return;
        hub.addSaturation(title, worstAt(answer.value.series, range, stepMs));
        askedUntil.set(title, range.until);
      }),
    );
    hub.saturation = saturation.map(({ title }) => {
      const points = hub.saturationSeries().find((series) => series.title === title)?.points ?? [];
      const latest = points.findLast(({ percent }) => percent !== null);
      const isFresh = latest !== undefined && now - latest.at <= MISSED_INTERVALS * sampleIntervalMs(clock, plan);
      return { title, percent: isFresh ? latest.percent : null };
    });
  };
}

/** The fullest counts, where a query answers for several. */
function worstAt(series: readonly Series[], { from, until }: StepRange, stepMs: number): SaturationSeries['points'] {
  const values = series.map((one) => new Map(one.values));
  const points: { at: number; percent: number | null }[] = [];
  for (let at = from; at <= until; at += stepMs) {
    const there = values.flatMap((one) => one.get(at) ?? []);
    points.push({ at, percent: there.length === 0 ? null : Math.max(...there) });
  }
  return points;
}
