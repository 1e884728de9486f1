import type { ObservationBatch, SignalSample } from '#shared/contract/observations.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { beyondLimits } from './beyond-limits.ts';
import { expectedTraffic, unmeasured } from './expected-traffic.ts';
import { figure, percent } from './format/figure.ts';
import { worstOf } from './service-state.ts';
import { newestKnown } from './signals/freshness.ts';
import { type SignalPoint, signalPoint } from './signals/point.ts';
import { graver, type Marked } from './tone.ts';
import { freshWatches, watchMark, worstWatch } from './worst-watch.ts';

type Seen = {
  readonly latest: ObservationBatch | null;
  readonly samples: readonly SignalSample[];
  readonly now: number;
  readonly freshMs: number;
};

const unknown = (word: string): Marked => ({ tone: 'unknown', word });

/** The worst error rate of each version, null where it isn't measured. */
export const errorsOf = ({ errorRatePercent: { stable, canary } }: SignalPoint) => ({
  stable: stable?.value ?? null,
  canary: canary?.value ?? null,
});

function outOfLimit(plan: LaunchPlan, point: SignalPoint): Marked | null {
  const errorPercent = worstOf(errorsOf(point));
  const p95AbovePercent = point.p95AboveStable?.value ?? null;
  const beyond = beyondLimits(plan, { errorPercent, p95AbovePercent });
  if (beyond === null) return null;
  const word = beyond.what === 'errors' ? `errors ${percent(errorPercent)}` : `p95 +${figure(p95AbovePercent)} %`;
  return { tone: beyond.tone, word };
}

/** What must show requests and isn't measured: a whole version, else the services of which one isn't. Null where all is. */
function notMeasured(plan: LaunchPlan, sample: SignalSample, point: SignalPoint, seen: Seen): Marked | null {
  const { latest, now, freshMs } = seen;
  const found = { cluster: latest?.cluster ?? null, sample, now, freshMs };
  const expected = expectedTraffic(plan, found);
  const { stable, canary } = errorsOf(point);
  if (expected.canary && canary === null) return unknown('canary not measured');
  if (expected.stable && stable === null) return unknown('stable not measured');
  const services = unmeasured(plan, found);
  const [first] = services;
  if (first === undefined) return null;
  return unknown(services.length === 1 ? `${first.title} not measured` : `${services.length} services not measured`);
}

/** The traffic screen in a few words: what the criteria say, what is out of its limit, what isn't measured, else that all is well. */
export function trafficSummary(plan: LaunchPlan, seen: Seen): Marked {
  const { latest, samples, now, freshMs } = seen;
  const sample = newestKnown(samples, seen);
  const point = sample === null ? null : signalPoint(sample);
  const watch = worstWatch(plan.criteria, freshWatches(latest, now, freshMs));
  const found = graver(watch === null ? null : watchMark(watch, now), point === null ? null : outOfLimit(plan, point));
  if (found !== null) return found;
  if (sample === null || point === null || worstOf(errorsOf(point)) === null) return unknown('no data');
  const missing = notMeasured(plan, sample, point, seen);
  if (missing !== null) return missing;
  if (sample.isPartial === true) return unknown('measured in part');
  return { tone: 'good', word: point.errorRatePercent.canary === null ? 'stable is calm' : 'within limits' };
}
