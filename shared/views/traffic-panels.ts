import type { ObservationBatch } from '#shared/contract/observations.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { beyondLimits } from './beyond-limits.ts';
import type { Expected } from './expected-traffic.ts';
import { figure, percent } from './format/figure.ts';
import { type LimitLine, nextLimit } from './limits.ts';
import { worstOf } from './service-state.ts';
import { allKnown } from './signals/freshness.ts';
import type { SignalPoint } from './signals/point.ts';
import { reachesIn } from './signals/trip-estimate.ts';
import type { Tone } from './tone.ts';
import { errorsOf } from './traffic-summary.ts';
import { freshWatches, watchMark, worstWatch } from './worst-watch.ts';

/** What stands beside a signal's value. */
export type SignalNote = { readonly tone: Tone | null; readonly text: string };

type Seen = {
  readonly latest: ObservationBatch | null;
  readonly points: readonly SignalPoint[];
  /** The newest of them that is known, while it may be believed. */
  readonly point: SignalPoint | null;
  readonly limits: readonly LimitLine[];
  readonly expected: Expected;
  readonly now: number;
  readonly freshMs: number;
};
type Signal = 'error-rate-percent' | 'p95-ms';
const which = { 'error-rate-percent': 'errorRatePercent', 'p95-ms': 'p95Ms' } as const;
const MINUTE_MS = 60_000;

/** The criterion of this signal that has tripped, or trips first, and where. */
function criterionNote(plan: LaunchPlan, signal: Signal, { latest, now, freshMs }: Seen): SignalNote | null {
  const own = plan.criteria.filter(({ metric }) => metric?.signal === signal);
  const found = worstWatch(own, freshWatches(latest, now, freshMs));
  if (found === null) return null;
  const { tone, word } = watchMark(found, now);
  return { tone, text: `${word}, ${found.watch.where}` };
}

/** `canary, conditional 1 % in about 9 min at this slope`; null while nothing rises steadily towards the next limit. */
function slopeNote(
  points: readonly SignalPoint[],
  signal: Signal,
  limits: readonly LimitLine[],
  now: number,
): SignalNote | null {
  const series = points.map((point) => ({ at: point.at, value: point[which[signal]].canary?.value ?? null }));
  const last = series.at(-1)?.value ?? null;
  // What isn't measured any more gets nowhere.
  if (last === null) return null;
  const limit = nextLimit(limits, last);
  const leftMs = limit === null ? null : reachesIn(series, limit.value, now);
  if (limit === null || leftMs === null) return null;
  const minutes = Math.max(1, Math.round(leftMs / MINUTE_MS));
  return { tone: 'watch', text: `canary, ${limit.label} in about ${minutes} min at this slope` };
}

/** Why only stable is shown: that nothing goes to the canary is said only where it was measured, or the routes say so. */
export function withoutCanary(point: SignalPoint, expected: Expected): SignalNote {
  if (point.requestsPerSecond.canary === 0) return { tone: null, text: 'stable; no traffic on the canary' };
  if (expected.canary) return { tone: 'unknown', text: 'stable; canary not measured' };
  return { tone: null, text: 'stable; the canary has no weight' };
}

/** What rests on a part of the data is marked so: it is there to be read, and proves nothing. */
export const inPart = (point: SignalPoint, note: SignalNote): SignalNote =>
  point.isPartial === true ? { tone: 'unknown', text: `in part; ${note.text}` } : note;

/** How grave the limit is that this signal is beyond now, of those that one look can tell; null: it is within them. */
function beyondTone(plan: LaunchPlan, signal: Signal, point: SignalPoint): Tone | null {
  const seen =
    signal === 'error-rate-percent'
      ? { errorPercent: worstOf(errorsOf(point)), p95AbovePercent: null }
      : { errorPercent: null, p95AbovePercent: point.p95AboveStable?.value ?? null };
  return beyondLimits(plan, seen)?.tone ?? null;
}

/** How the canary compares with stable when nothing builds up. */
function calmNote(signal: Signal, point: SignalPoint | null, expected: Expected): SignalNote {
  const { canary = null, stable = null } = point?.[which[signal]] ?? {};
  if (point === null || (canary === null && stable === null)) return { tone: 'unknown', text: 'no data' };
  if (canary === null) return withoutCanary(point, expected);
  if (stable === null && expected.stable) return { tone: 'unknown', text: 'canary; stable not measured' };
  if (signal === 'error-rate-percent')
    return { tone: null, text: `canary, worst at ${canary.service}; stable ${percent(stable?.value)}` };
  const above = point?.p95AboveStable ?? null;
  if (above === null) return { tone: null, text: `canary, worst at ${canary.service}` };
  return {
    tone: null,
    text: `canary; ${above.value >= 0 ? '+' : ''}${figure(above.value, 1)} % on stable at ${above.service}`,
  };
}

/**
 * What is to be said of a signal: how long until a criterion trips, else when it gets there at this slope, else how the
 * canary compares with stable.
 */
export function signalNote(plan: LaunchPlan, signal: Signal, seen: Seen): SignalNote {
  const { latest, points, point, limits, expected, now } = seen;
  if (point === null) return calmNote(signal, null, expected);
  const known = allKnown(points, latest);
  const found = slopeNote(known, signal, limits, now) ?? inPart(point, calmNote(signal, point, expected));
  const beyond = beyondTone(plan, signal, point);
  // What is wrong is marked whatever else isn't known, as in the head of the screen.
  const marked = (note: SignalNote, tone: Tone | null): SignalNote =>
    note.tone === 'act' || tone === null ? note : { ...note, tone };
  const criterion = criterionNote(plan, signal, seen);
  // What builds up doesn't soften what is beyond its limit now.
  return criterion === null ? marked(found, beyond) : marked(criterion, beyond === 'act' ? beyond : null);
}
