import type { MeasureSeries, SignalSample } from '#shared/contract/observations.ts';
import { allKnown } from '#shared/views/signals/freshness.ts';
import type { ObservationHub } from './hub.ts';

type Known = { readonly samples: readonly SignalSample[]; readonly measures: readonly MeasureSeries[] };

/**
 * What counts of everything that was measured: what queries say of the time after the newest scrape is not known, as rates and
 * last values live on for minutes, and of a measure with too many places only a part is. `recent`: so many of the newest samples of services; all without it.
 */
export function known(hub: ObservationHub, recent = Number.POSITIVE_INFINITY): Known {
  const measures = hub.measureSeries().map((series) => (hub.cutShort.has(series.measure) ? partial(series) : series));
  return {
    samples: allKnown(hub.samples().slice(-recent), hub),
    measures: measures.map((series) => ({ ...series, points: allKnown(series.points, hub) })),
  };
}

const partial = (series: MeasureSeries): MeasureSeries => ({
  ...series,
  points: series.points.map((point) => ({ ...point, isPartial: true as const })),
});
