import type { SignalSample } from '#shared/contract/observations.ts';
import { actionsInOrder } from '#shared/domain/action/evolve.ts';
import { momentAt } from '#shared/domain/clock/moments.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import { isRollback } from '#shared/domain/rollout/attempt.ts';
import { measuredAs } from '#shared/signals/subject.ts';
import { known } from './known.ts';
import { median } from './median.ts';
import type { WatchingFeeds } from './watching.ts';

const HOUR_MS = 3_600_000;
/** Baselines are captured four hours before T-0 (runbook §1.5). */
const CAPTURED_AT_MS = -4 * HOUR_MS;
/** A median of fewer is a guess: it is tried again. */
const LEAST_SAMPLES = 36;
/** As many as the fallback looks at, per place. */
const FALLBACK_SAMPLES = 60;

type Baseline = {
  readonly p95Ms: Readonly<Record<string, number>>;
  readonly errorRatePercent: Readonly<Record<string, number>>;
};

/** When the first step of the launch began; never, as long as none has. */
const firstStartOf = (state: LaunchState): number =>
  actionsInOrder(state.actions).find((action) => !isRollback(action) && action.startedAt !== null)?.startedAt ??
  Number.POSITIVE_INFINITY;

/**
 * Captures once what stable does when nothing has been changed: at T-4h from the hour before, or at the first chance
 * after it and before the first step. What was captured stays, also when T-0 slips.
 */
export function captureBaseline({ plan, hub, clock, state, tell }: WatchingFeeds): void {
  const launch = state();
  const now = clock.now();
  if (launch.signal.baseline !== null || launch.clock.scrub !== null) return;
  const dueAt = momentAt(launch.clock, plan.timeZone, { at: CAPTURED_AT_MS });
  if (now < dueAt || firstStartOf(launch) <= now) return;
  const samples = known(hub).samples.filter((sample) => sample.at > now - HOUR_MS);
  const all = stablePlaces(samples);
  const places = new Map([...all].filter(([, { p95 }]) => p95.length >= LEAST_SAMPLES));
  // A service that hardly anybody uses at that hour keeps the others waiting for an hour at most.
  if (places.size === 0 || (places.size < all.size && now < dueAt + HOUR_MS)) return;
  const fewest = Math.min(...[...places.values()].map(({ p95 }) => p95.length));
  tell({ type: 'baseline.capture', ...medians(places), samples: fewest });
}

/** p95 by place that criteria are held against: as captured, and where none was, of the last minutes before the first step. */
export function baselineP95(state: LaunchState, samples: readonly SignalSample[]): Readonly<Record<string, number>> {
  const captured = state.signal.baseline?.p95Ms;
  const services = state.launch?.plan.services ?? [];
  if (
    captured !== undefined &&
    services.every(({ id }) => captured[measuredAs({ service: id, subset: 'stable' })] !== undefined)
  )
    return captured;
  const startedAt = firstStartOf(state);
  const places = stablePlaces(samples.filter((sample) => sample.at < startedAt));
  for (const [place, { p95, errors }] of places)
    places.set(place, { p95: p95.slice(-FALLBACK_SAMPLES), errors: errors.slice(-FALLBACK_SAMPLES) });
  return { ...medians(places).p95Ms, ...captured };
}

type Values = { readonly p95: readonly number[]; readonly errors: readonly number[] };

/** What the stable version of each service showed, by place; a service without requests shows nothing. */
function stablePlaces(samples: readonly SignalSample[]): Map<string, Values> {
  const found = new Map<string, { p95: number[]; errors: number[] }>();
  for (const { subsets } of samples)
    for (const { service, subset, p95Ms, errorRatePercent } of subsets) {
      if (subset !== 'stable' || p95Ms === null) continue;
      const place = measuredAs({ service, subset });
      const values = found.get(place) ?? { p95: [], errors: [] };
      values.p95.push(p95Ms);
      if (errorRatePercent !== null) values.errors.push(errorRatePercent);
      found.set(place, values);
    }
  return found;
}

function middleOf(place: string, values: readonly number[]): readonly (readonly [string, number])[] {
  const middle = median(values);
  return middle === null ? [] : [[place, middle]];
}

const medians = (places: ReadonlyMap<string, Values>): Baseline => ({
  p95Ms: Object.fromEntries([...places].flatMap(([place, { p95 }]) => middleOf(place, p95))),
  errorRatePercent: Object.fromEntries([...places].flatMap(([place, { errors }]) => middleOf(place, errors))),
});
