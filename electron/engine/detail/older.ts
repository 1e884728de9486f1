import type { MeasureSeries, SignalSample } from '#shared/contract/observations.ts';
import type { TileRef } from '#shared/contract/observed/detail.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import type { Measure } from '#shared/domain/plan/measured.ts';
import type { MetricsPort, StepRange } from '../adapters/prometheus/port.ts';
import type { ObservationHub } from '../watch/hub.ts';
import { measurePoints } from '../watch/measure-points.ts';
import { signalSamples } from '../watch/signal-samples.ts';
import { wholeSteps } from '../watch/step-range.ts';

type Asked = {
  readonly plan: LaunchPlan;
  readonly hub: ObservationHub;
  /** Null: nothing outside is connected. */
  readonly metrics: MetricsPort | null;
  readonly from: number;
  readonly now: number;
};

/** Somebody waits for the answer: what takes longer is left out, and said. */
const LIMIT_MS = 4000;
/** As many as a chart draws (performance.md). */
const MOST_STEPS = 300;
/** Less than this at the beginning isn't worth a question. */
const WORTH_STEPS = 6;

/** What lies before the first sample that is kept, in steps as wide as a chart can show; null when nothing worth it does. */
function gapBefore(kept: number | undefined, { from, now }: Asked, stepMs: number): StepRange | null {
  const every = Math.max(1, Math.ceil((now - from) / stepMs / MOST_STEPS)) * stepMs;
  const until = wholeSteps(Math.min(kept ?? now, now) - 1, every);
  const first = wholeSteps(from, every) + every;
  return until - first < WORTH_STEPS * stepMs ? null : { from: first, until, stepMs: every };
}

const notAnswered = (why: string): string => `What lies further back could not be had: ${why}`;
const notConnected = notAnswered('nothing outside is connected.');

const isOfServices = ({ kind }: TileRef): boolean => kind === 'service' || kind === 'signal' || kind === 'weights';

/** Samples of services from before the watch began, or before what it keeps. */
export async function olderSamples(
  asked: Asked,
  tile: TileRef,
): Promise<{ readonly older: readonly SignalSample[]; readonly missing: string | null }> {
  const { plan, hub, metrics } = asked;
  const range = isOfServices(tile) ? gapBefore(hub.samples()[0]?.at, asked, plan.signals.stepMs) : null;
  if (range === null) return { older: [], missing: null };
  if (metrics === null) return { older: [], missing: notConnected };
  const { requestRate, errorRatePercent, p95Ms } = plan.signals;
  const answers = await metrics.ranges([requestRate, errorRatePercent, p95Ms], range, AbortSignal.timeout(LIMIT_MS));
  const failed = answers.find((answer) => !answer.ok);
  if (failed !== undefined && !failed.ok) return { older: [], missing: notAnswered(failed.error.message) };
  const [rate, errors, p95] = answers;
  if (!rate?.ok || !errors?.ok || !p95?.ok) return { older: [], missing: null };
  return { older: signalSamples({ rate: rate.value, errors: errors.value, p95: p95.value }, range), missing: null };
}

const measuresOf = ({ signals }: LaunchPlan, tile: TileRef): readonly Measure[] => {
  if (tile.kind === 'measure') return signals.measures.filter(({ id }) => id === tile.id);
  if (tile.kind === 'dependency') return signals.measures.filter(({ dependency }) => dependency === tile.title);
  return [];
};

type MeasuresFound = { readonly series: readonly MeasureSeries[]; readonly missing: string | null };

/** The measures that a tile is about, over the whole time that is looked at. */
export async function olderMeasures(asked: Asked, tile: TileRef): Promise<MeasuresFound> {
  const found = await Promise.all(measuresOf(asked.plan, tile).map((measure) => ofOne(asked, measure)));
  return {
    series: found.flatMap(({ series }) => series),
    missing: found.find(({ missing }) => missing !== null)?.missing ?? null,
  };
}

async function ofOne(asked: Asked, measure: Measure): Promise<MeasuresFound> {
  const { hub, metrics, from } = asked;
  const kept = hub.measureSeries(measure.id);
  const recent = kept.map((series) => ({ ...series, points: series.points.filter(({ at }) => at >= from) }));
  const firstAt = kept.flatMap(({ points }) => points[0]?.at ?? []).toSorted((a, b) => a - b)[0];
  const range = gapBefore(firstAt, asked, measure.stepMs);
  if (range === null) return { series: recent, missing: null };
  if (metrics === null) return { series: recent, missing: notConnected };
  const queries = measure.of === undefined ? [measure.query] : [measure.query, measure.of];
  const [value, of] = await metrics.ranges(queries, range, AbortSignal.timeout(LIMIT_MS));
  if (value === undefined || !value.ok)
    return { series: recent, missing: value === undefined ? null : notAnswered(value.error.message) };
  const answers = { value: value.value, of: of?.ok === true ? of.value : null };
  const older = measurePoints(measure, answers, range, []);
  return { series: joined(measure.id, older, recent), missing: null };
}

/** Older points before the kept ones, place by place. */
function joined(
  measure: string,
  older: ReturnType<typeof measurePoints>,
  recent: readonly MeasureSeries[],
): readonly MeasureSeries[] {
  const key = (place: MeasureSeries['place']): string => JSON.stringify(Object.entries(place).toSorted());
  const byPlace = new Map(recent.map((series) => [key(series.place), series]));
  for (const { place, points } of older)
    byPlace.set(key(place), { measure, place, points: [...points, ...(byPlace.get(key(place))?.points ?? [])] });
  return [...byPlace.values()];
}
